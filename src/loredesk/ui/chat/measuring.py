"""What a streamed token costs in the transcript, beside the barest text box and the dearest way."""

import itertools
import time
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from typing import TypeVar

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextBrowser, QWidget

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Role
from loredesk.domain.settings import Theme
from loredesk.ui.chat.state import Passage
from loredesk.ui.chat.transcript import Transcript
from loredesk.ui.theme.look import Look

W = TypeVar("W", bound=QWidget)

TOKENS_IN_A_FLUSH = 4
"""What arrives in one flush of the transcript at about 160 tokens a second."""
_SIZE = (900, 800)
_PASSAGE = 1_200
_SENTENCE = "The snow comes down in *small* white sighs over the quiet roofs of the town. "
_SENTENCES = 5
_TOKENS_IN_A_PARAGRAPH = 70


class StreamBench:
    """Three boxes with the same history, each taking tokens its own way."""

    def __init__(self, resources: Traversable, history: int) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            app = QApplication(["Loredesk"])
        self._app = app
        self._look = Look(app, resources)
        self._look.apply(Theme.LIGHT)
        paragraph = _SENTENCE * _SENTENCES + "\n\n"
        self._history = (paragraph * (history // len(paragraph) + 1))[:history]
        self._transcript = _shown(Transcript())
        self._plain = _shown(QPlainTextEdit())
        self._browser = _shown(QTextBrowser())
        self._transcript.set_look(self._look)
        self._transcript.show_passages(_passages(self._history))
        self._plain.setPlainText(self._history)
        self._app.processEvents()

    def transcript(self, tokens: int) -> float:
        """Stream into the transcript; return microseconds a token."""
        self._transcript.begin(speaker="Narrator", turn=1)
        cost = self._timed(tokens, self._pour)
        self._transcript.finish()
        return cost

    def bare(self, tokens: int) -> float:
        """Insert into a plain text box, flushed as often; return microseconds a token."""
        return self._timed(tokens, self._insert)

    def markdown(self, tokens: int) -> float:
        """Set all text anew with every token; return microseconds a token."""
        so_far = self._history
        words = list(itertools.islice(_tokens(), tokens))
        started = time.perf_counter()
        for word in words:
            so_far += word
            self._browser.setMarkdown(so_far)
            self._app.processEvents()
        return (time.perf_counter() - started) * 1_000_000 / tokens

    def close(self) -> None:
        """Take the boxes off the screen."""
        for box in (self._transcript, self._plain, self._browser):
            box.hide()
            box.deleteLater()

    def _timed(self, tokens: int, write: Callable[[list[str]], None]) -> float:
        words = list(itertools.islice(_tokens(), tokens))
        started = time.perf_counter()
        for start in range(0, tokens, TOKENS_IN_A_FLUSH):
            write(words[start : start + TOKENS_IN_A_FLUSH])
            self._app.processEvents()
        return (time.perf_counter() - started) * 1_000_000 / tokens

    def _pour(self, words: list[str]) -> None:
        for word in words:
            self._transcript.append(word)
        self._transcript.flush()

    def _insert(self, words: list[str]) -> None:
        cursor = QTextCursor(self._plain.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for word in words:
            cursor.insertText(word)
        bar = self._plain.verticalScrollBar()
        bar.setValue(bar.maximum())


def _shown(box: W) -> W:
    box.resize(*_SIZE)
    box.show()
    return box


def _tokens() -> Iterator[str]:
    words = itertools.cycle(_SENTENCE.split(" ")[:-1])
    for number in itertools.count(1):
        yield next(words) + ("\n\n" if number % _TOKENS_IN_A_PARAGRAPH == 0 else " ")


def _passages(text: str) -> list[Passage]:
    return [
        Passage(
            message_id=MessageId(f"m{start}"),
            role=Role.NARRATOR,
            text=text[start : start + _PASSAGE],
            speaker="Narrator",
            turn=start // _PASSAGE + 1,
        )
        for start in range(0, len(text), _PASSAGE)
    ]
