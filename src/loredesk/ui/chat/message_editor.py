"""The editor for the next turn: it grows with what is written, and Enter sends."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from loredesk.ui.theme.look import Look

_FEWEST_LINES = 2
_MOST_LINES = 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MessageEditor(QPlainTextEdit):
    """Takes plain text of any length; shows as many lines as there are, up to nine."""

    send_requested = Signal()
    stop_requested = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip(self.tr("Enter sends, Shift+Enter begins a new line"))
        self.setAccessibleName(self.tr("Your next turn"))
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def set_look(self, look: Look) -> None:
        """Write in the type of *look*."""
        if self._look is None:
            look.changed.connect(self._dress)
        self._look = look
        self._dress()

    def put(self, text: str) -> None:
        """Replace what stands here by *text* and go to its end."""
        if self.toPlainText() == text:
            return
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Send on Enter, begin a line on Shift+Enter, stop on Escape."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        elif event.key() in _ENTER:
            self.send_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.stop_requested.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent, /) -> bool:
        """Leave Ctrl+Z to the window where there is nothing of one's own to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            document = self.document()
            takes_back = event.matches(QKeySequence.StandardKey.Undo)
            takes_again = event.matches(QKeySequence.StandardKey.Redo)
            if (takes_back and not document.isUndoAvailable()) or (
                takes_again and not document.isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent, /) -> None:  # noqa: N802 - Qt's method
        """Say that the keyboard is here."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:  # noqa: N802 - Qt's method
        """Say that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Fit the height to the lines in the new width."""
        super().resizeEvent(event)
        self._prompt()
        self._grow()

    def _dress(self) -> None:
        if self._look is not None:
            font = self._look.story_font()
            font.setPointSizeF(font.pointSizeF() * 0.93)
            self.setFont(font)
            self._grow()

    def _prompt(self) -> None:
        question = self.tr("What happens next?")
        whole = self.tr("What happens next? Enter sends, Shift+Enter begins a new line.")
        room = 2 * self.viewport().width() - self.fontMetrics().averageCharWidth() * 12
        fits = self.fontMetrics().horizontalAdvance(whole) < room
        self.setPlaceholderText(whole if fits else question)

    def _grow(self) -> None:
        lines = max(_FEWEST_LINES, min(_MOST_LINES, round(self.document().size().height())))
        frame = 2 * round(self.document().documentMargin()) + 2 * self.frameWidth() + 4
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame)
