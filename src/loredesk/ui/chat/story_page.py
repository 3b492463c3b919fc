"""A session as one page of prose that grows at its end, at the same cost however long it is."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from loredesk.domain.messages import Role
from loredesk.ui.chat.growth import Growth, cut_back, end_of
from loredesk.ui.chat.state import UNSENT, Passage
from loredesk.ui.chat.stretches import common, window
from loredesk.ui.chat.typesetter import Typesetter
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.safe_text import Face, SafeText

FLUSH_MS = 24
"""How long pieces of a reply are gathered before they are written."""

_MANY = 12
"""More passages than this at once are set anew from the end."""
_SLACK = 4
_FOOT = 32


class StoryPage(SafeText):
    """Shows passages and a reply that grows; sets only what can be seen, loads nothing."""

    scrolled = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typesetter: Typesetter | None = None
        self._wears: Look | None = None
        self._all: tuple[Passage, ...] = ()
        self._first = 0
        """The first passage that is set; those before it wait until they are asked for."""
        self._starts: list[int] = []
        """Where in the document each passage that is set begins."""
        self._growth: Growth | None = None
        self._pieces: list[str] = []
        self._follows = True
        self._timer = QTimer(self, singleShot=True, interval=FLUSH_MS)
        self._timer.timeout.connect(self.flush)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._grown)
        bar.sliderReleased.connect(self._reach_back)

    def set_look(self, look: Look, face: Face = "story") -> None:
        """Wear the type and colours of *look*, also when they change."""
        super().set_look(look, face)
        if self._wears is None:
            look.changed.connect(self._set_anew)
        self._wears = look
        self._set_anew()

    @property
    def is_growing(self) -> bool:
        """Return whether a reply is arriving."""
        return self._growth is not None

    @property
    def column(self) -> int:
        """Return the width of the widest line, in pixels."""
        return self._setter().column

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show *passages*, setting only those that differ from what is shown."""
        self._abandon()
        kept = common(self._all, passages)
        is_other = kept == 0 or kept <= self._first or len(passages) - kept > _MANY
        self._all = tuple(passages)
        if is_other:
            self._rebuild()
            return
        if kept - self._first < len(self._starts):
            cut_back(self.document(), self._starts[kept - self._first])
            del self._starts[kept - self._first :]
        for passage in self._all[kept:]:
            self._add(passage)

    def begin(self, role: Role = Role.NARRATOR, *, speaker: str = "", turn: int = 0) -> None:
        """Begin a passage whose text is still to come."""
        self._abandon()
        passage = Passage(message_id=UNSENT, role=role, text="", speaker=speaker, turn=turn)
        self._growth = Growth(self.document(), self._setter(), passage)
        self._follows = True
        self._grown()

    def wait(self, words: str) -> None:
        """Say *words* where the passage will begin."""
        if self._growth is not None:
            self._growth.wait(words)

    def append(self, text: str) -> None:
        """Add *text* to the passage that is arriving; it is written within a frame or two."""
        self._pieces.append(text)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write what has been appended, now."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if text and self._growth is not None:
            self._growth.pour(text)

    def finish(self, passage: Passage | None = None) -> None:
        """End the passage that is arriving; *passage* is how it was stored."""
        self.flush()
        growth = self._growth
        if growth is None:
            return
        if passage is not None:
            self._abandon()
            self._all = (*self._all, passage)
            self._add(passage)
            return
        growth.close()
        told = growth.passage
        self._starts.append(growth.start)
        whole = Passage(
            message_id=UNSENT,
            role=told.role,
            text=growth.text,
            speaker=told.speaker,
            turn=told.turn,
        )
        self._all = (*self._all, whole)
        self._growth = None

    def show_earlier(self) -> None:
        """Set some more of the history before what is set, and stay where the reader is."""
        if self._first == 0 or self._growth is not None:
            return
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        first = window(self._all, self._first)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        before = self.document().characterCount()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._setter().opening(cursor, hidden=first)
        starts = []
        for passage in self._all[first : self._first]:
            starts.append(cursor.position())
            self._setter().passage(cursor, passage)
        cursor.endEditBlock()
        moved = self.document().characterCount() - before
        self._starts = starts + [start + moved for start in self._starts]
        self._first = first
        self.document().documentLayout().documentSize()
        bar.setValue(bar.maximum() - from_end)

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Keep the lines at a width that reads well."""
        self._fit_column()
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent, /) -> None:  # noqa: N802 - Qt's method
        """Scroll, and at the top ask for what came before."""
        super().wheelEvent(event)
        if event.angleDelta().y() > 0:
            self._reach_back()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Scroll by keys, and at the top ask for what came before."""
        was = self.verticalScrollBar().value()
        super().keyPressEvent(event)
        if self.verticalScrollBar().value() < was:
            self._reach_back()

    def _setter(self) -> Typesetter:
        if self._typesetter is None:
            message = "A page needs a look before it can show anything."
            raise RuntimeError(message)
        return self._typesetter

    def _set_anew(self) -> None:
        if self._wears is None:
            return
        self._typesetter = Typesetter(self._wears)
        self.document().setDefaultFont(self._typesetter.font)
        growth = self._growth
        self.flush()
        bar = self.verticalScrollBar()
        from_end = 0 if self._follows else bar.maximum() - bar.value()
        self._rebuild(self._first)
        if growth is not None:
            self.begin(
                growth.passage.role, speaker=growth.passage.speaker, turn=growth.passage.turn
            )
            self.append(growth.text)
            self.flush()
        self.document().documentLayout().documentSize()
        bar.setValue(bar.maximum() - from_end)

    def _rebuild(self, first: int | None = None) -> None:
        self._growth = None
        self._starts.clear()
        self.document().clear()
        self._first = window(self._all, len(self._all)) if first is None else first
        self._fit_column()
        self._setter().opening(QTextCursor(self.document()), hidden=self._first)
        for passage in self._all[self._first :]:
            self._add(passage)
        self._follows = True
        self._grown()

    def _add(self, passage: Passage) -> None:
        cursor = end_of(self.document())
        self._starts.append(cursor.position())
        cursor.beginEditBlock()
        self._setter().passage(cursor, passage)
        cursor.endEditBlock()

    def _abandon(self) -> None:
        self._timer.stop()
        self._pieces.clear()
        if self._growth is not None:
            cut_back(self.document(), self._growth.start)
            self._growth = None

    def _fit_column(self) -> None:
        if self._typesetter is None:
            return
        side = max(MEASURES.far, (self.viewport().width() - self._typesetter.column) // 2)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        if form.leftMargin() == side and form.bottomMargin() == _FOOT:
            return
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(MEASURES.even)
        form.setBottomMargin(_FOOT)
        frame.setFrameFormat(form)

    def _scrolled(self) -> None:
        bar = self.verticalScrollBar()
        self._follows = bar.value() >= bar.maximum() - _SLACK
        self.scrolled.emit()

    def _grown(self) -> None:
        if self._follows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _reach_back(self) -> None:
        bar = self.verticalScrollBar()
        if bar.value() == bar.minimum():
            self.show_earlier()
