"""A reply that is arriving: raw text by cursor inserts, type once a paragraph is finished."""

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from loredesk.ui.chat.paragraphs import cut_off_finished
from loredesk.ui.chat.state import Passage
from loredesk.ui.chat.typesetter import Typesetter

_NEW_LINE = "\u2028"


class Growth:
    """Writes a reply at the end of a document, at the same cost however long the document is."""

    def __init__(self, document: QTextDocument, typesetter: Typesetter, passage: Passage) -> None:
        self._document = document
        self._typesetter = typesetter
        self._passage = passage
        self._cursor = end_of(document)
        self.start = self._cursor.position()
        """Where in the document the reply begins."""
        self._said: list[str] = []
        self._raw = ""
        self._shown = 0
        self._waits = False
        typesetter.head(self._cursor, passage)
        self._type = self._begin_paragraph()

    @property
    def text(self) -> str:
        """Return everything that has arrived."""
        return "".join(self._said)

    @property
    def passage(self) -> Passage:
        """Return whose words these are."""
        return self._passage

    def wait(self, words: str) -> None:
        """Say *words* where the reply will begin, in place of what was said there before."""
        if self._said:
            return
        cut_back(self._document, self._paragraph)
        self._type = self._begin_paragraph()
        self._cursor.insertText(words, self._typesetter.waiting())
        self._waits = True

    def pour(self, text: str) -> None:
        """Add *text* and set whatever paragraphs it finishes."""
        if self._waits:
            cut_back(self._document, self._paragraph)
            self._type = self._begin_paragraph()
            self._waits = False
        self._said.append(text)
        text = text.replace("\r", "")
        grown = self._raw + text if self._raw else text.lstrip("\n")
        finished, self._raw = cut_off_finished(grown)
        if finished:
            self._set(finished)
            self._type = self._begin_paragraph()
        visible = self._raw.rstrip("\n")
        if len(visible) > self._shown:
            unseen = visible[self._shown :].replace("\n", _NEW_LINE)
            self._cursor.insertText(unseen, self._type)
            self._shown = len(visible)

    def close(self) -> None:
        """Set the last paragraph: nothing more will arrive."""
        self._set([self._raw])
        self._raw = ""

    def _set(self, finished: list[str]) -> None:
        cut_back(self._document, self._paragraph)
        self._cursor = end_of(self._document)
        for part in finished:
            self._typesetter.prose(self._cursor, part, self._passage.role)

    def _begin_paragraph(self) -> QTextCharFormat:
        self._cursor = end_of(self._document)
        self._paragraph = self._cursor.position()
        self._shown = 0
        return self._typesetter.raw_block(self._cursor, self._passage.role)


def end_of(document: QTextDocument) -> QTextCursor:
    """Return a cursor at the end of *document*."""
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    return cursor


def cut_back(document: QTextDocument, position: int) -> None:
    """Remove everything after *position*, which is the end of a block."""
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    form = cursor.blockFormat()
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.setBlockFormat(form)
