"""The transcript: the page of a session, whose messages can be chosen and acted upon."""

from PySide6.QtCore import QPoint, QRect, QTimer, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QPaintEvent
from PySide6.QtWidgets import QWidget

from loredesk.domain.ids import MessageId
from loredesk.ui.chat import grounds
from loredesk.ui.chat.foot import ACT_LINK, CONTEXT_LINK, act_of
from loredesk.ui.chat.story_page import StoryPage
from loredesk.ui.chat.stretches import passage_of
from loredesk.ui.chat.typesetter import EARLIER_LINK

_AIR = 12
"""Left around a message that is brought on screen."""


class Transcript(StoryPage):
    """Shows the story; says what the reader wants done with one of its messages."""

    context_requested = Signal(str)
    """What the model was told for the message of this id is asked for."""
    act_requested = Signal(str, str)
    """An action is to be done with a message: the ids of both."""
    menu_requested = Signal(QPoint)
    """What can be done with the chosen message is asked for, at this place of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: MessageId | None = None
        self._sought: MessageId | None = None
        """The message that is to be chosen once it is set."""
        self._search = QTimer(self, singleShot=True, interval=0)
        self._search.timeout.connect(self._seek)
        self.anchorClicked.connect(self._follow_link)
        self.setAccessibleName(self.tr("The story so far"))

    @property
    def chosen(self) -> MessageId | None:
        """Return the message the reader has chosen, where it is still shown."""
        return self._chosen if self._place_of(self._chosen) is not None else None

    def choose(self, message_id: MessageId | None) -> None:
        """Mark a message, and bring it on screen."""
        self._sought = None
        self._chosen = message_id
        area = self.area_of(message_id)
        if area is not None:
            self._bring(area)
        self.viewport().update()

    def reveal(self, message_id: MessageId) -> bool:
        """Choose a message, wherever in the story it stands; tell whether it is in it.

        What comes before what is set is set stretch by stretch, so that the window stays awake.
        """
        if all(passage.message_id != message_id for passage in self._all):
            return False
        self._sought = message_id
        self._seek()
        return True

    def step_choice(self, step: int) -> None:
        """Choose the message that lies *step* from the chosen one; at first the last."""
        at = self._place_of(self._chosen)
        wanted = len(self._starts) - 1 if at is None else at + step
        if 0 <= wanted < len(self._starts):
            self.choose(self._all[self._first + wanted].message_id)
        elif wanted < 0 and self._first:
            self.show_earlier()
            self.step_choice(step)

    def seek_turn(self, turn: int) -> None:
        """Choose the first message of a turn; what lies before it is set bit by bit until then."""
        found = next((one.message_id for one in self._all if one.turn == turn), None)
        if found is not None:
            self.reveal(found)

    def area_of(self, message_id: MessageId | None) -> QRect | None:
        """Return where a message is in the viewport; None where it is not set."""
        at = self._place_of(message_id)
        if at is None:
            return None
        end = self._starts[at + 1] if at + 1 < len(self._starts) else None
        return grounds.stretch(self, self._starts[at], end)

    def cursor_place(self) -> QPoint:
        """Return where on the screen the pointer is, or the chosen message where it is elsewhere."""
        pointer = QCursor.pos()
        if self.viewport().rect().contains(self.viewport().mapFromGlobal(pointer)):
            return pointer
        area = self.area_of(self._chosen) or self.viewport().rect()
        return self.viewport().mapToGlobal(area.center())

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's method
        """Paint the grounds, then the text on them."""
        if self._wears is not None:
            grounds.paint(self, self._wears.tokens)
            grounds.mark(self, self.area_of(self._chosen), self._wears.tokens)
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:  # noqa: N802 - Qt's method
        """Ask for what can be done with the message under the pointer, or the chosen one."""
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            position = self.cursorForPosition(event.pos()).position()
            at = passage_of(self._starts, position)
            self.choose(None if at is None else self._all[self._first + at].message_id)
        self.menu_requested.emit(event.globalPos())

    def _seek(self) -> None:
        sought = self._sought
        if self._place_of(sought) is not None:
            self.choose(sought)
        elif sought is not None and self._first and not self.is_growing:
            self.show_earlier()
            self._search.start()

    def _place_of(self, message_id: MessageId | None) -> int | None:
        """Return where among the passages that are set the message stands."""
        if message_id is None:
            return None
        shown = self._all[self._first : self._first + len(self._starts)]
        return next((at for at, one in enumerate(shown) if one.message_id == message_id), None)

    def _bring(self, area: QRect) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if area.top() < 0 or area.height() > height:
            bar.setValue(bar.value() + area.top() - _AIR)
        elif area.bottom() > height:
            bar.setValue(bar.value() + area.bottom() - height + _AIR)

    def _follow_link(self, address: QUrl) -> None:
        kind, _, target = address.toString().partition(":")
        if kind == CONTEXT_LINK:
            self.context_requested.emit(target)
        elif kind == ACT_LINK:
            self.act_requested.emit(*act_of(target))
        elif kind == EARLIER_LINK:
            self.show_earlier()
