"""The one widget for text that others wrote: models, imports, the author's own files."""

from typing import Any, Literal

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES, Tokens
from loredesk.ui.widgets.link_question import LinkQuestion
from loredesk.ui.widgets.prose import host_of, html_of, shortened

Face = Literal["control", "story", "fixed"]
"""What the text is set in: like a label, like a book, or like a letter to a machine."""

_ICON = "icon"
_PICTURE = QTextDocument.ResourceType.ImageResource.value


def _blank() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image


class SafeDocument(QTextDocument):
    """A document that fetches nothing, neither from the disk nor from the network."""

    def loadResource(self, kind: int, name: QUrl | str, /) -> Any:  # noqa: N802, ANN401 - Qt's method
        """Return a picture of our own, or an empty one: given none, Qt would read the file."""
        browser = self.parent()
        own = browser.own_picture(QUrl(name)) if isinstance(browser, SafeText) else None
        return own or (_blank() if kind == _PICTURE else b"")


class SafeText(QTextBrowser):
    """Shows plain text or Markdown, loads nothing, and follows no link by itself."""

    link_chosen = Signal(str)
    """The reader clicked a link to this http or https address, and is being asked about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._face: Face = "control"
        self._shown: tuple[str, str, bool] | None = None
        self.setDocument(SafeDocument(self))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.anchorClicked.connect(self._wish_for_link)

    def set_look(self, look: Look, face: Face = "control") -> None:
        """Wear the type and colours of *look*, also when they change."""
        first = self._look is None
        self._look = look
        self._face = face
        if face == "story":
            self.document().setDefaultFont(look.story_font())
        elif face == "fixed":
            self.document().setDefaultFont(look.fixed_font())
        self._recolour()
        if first:
            look.changed.connect(self._recolour)

    def show_plain(self, text: str) -> None:
        """Show *text* exactly as it is."""
        self._shown = ("plain", text, False)
        self.setPlainText(shortened(text))

    def show_markdown(self, text: str, *, speech: bool = False) -> None:
        """Show Markdown *text*; what is said aloud has a colour of its own where *speech*."""
        self._shown = ("markdown", text, speech)
        self.setHtml(html_of(text, speech=speech))

    def own_picture(self, name: QUrl) -> QImage | None:
        """Return our icon for `icon:NAME`, and nothing for any other address."""
        icon = name.path() if name.scheme() == _ICON else ""
        if self._look is None or icon not in self._look.icons.names():
            return None
        return self._look.pixmap(icon, "muted", MEASURES.icon, self).toImage()

    def loadResource(self, kind: int, name: QUrl | str, /) -> Any:  # noqa: N802, ANN401 - Qt's method
        """Return what the document returns: nothing from outside."""
        return self.document().loadResource(kind, name)

    def _recolour(self) -> None:
        if self._look is None:
            return
        lines = f"p, li, blockquote {{ line-height: {MEASURES.story_line}%; }}"
        sheet = document_sheet(self._look.tokens)
        story = self._face == "story"
        self.document().setDefaultStyleSheet(f"{sheet}{lines}" if story else sheet)
        if self._shown is not None and self._shown[0] == "markdown":
            self.show_markdown(self._shown[1], speech=self._shown[2])

    def _wish_for_link(self, address: QUrl) -> None:
        target = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if host_of(target):
            self.link_chosen.emit(target)
            LinkQuestion(target, self).open()


def document_sheet(tokens: Tokens) -> str:
    """Return the style sheet of a text: links, quotes, code, speech."""
    return (
        f"a {{ color: {tokens.accent_ink}; }}"
        f".speech {{ color: {tokens.speech}; }}"
        f".muted {{ color: {tokens.muted}; }}"
        f"blockquote {{ color: {tokens.muted}; }}"
        f"code, pre {{ background-color: {tokens.sunken}; }}"
        f"th {{ background-color: {tokens.sunken}; }}"
    )
