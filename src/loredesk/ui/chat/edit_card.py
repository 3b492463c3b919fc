"""Writing a message otherwise, in its own place."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from loredesk.domain.messages import Role
from loredesk.ui.chat.moves_state import Editing
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import ElidedLabel

_LEAST, _EDGE = 190, 10
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EditCard(QFrame):
    """Lies over the message that is being edited; what is kept becomes another take of it."""

    kept = Signal(str)
    """This text is to be a new take."""
    reply_wanted = Signal(str)
    """This text is to be a new take, and to get a reply."""
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._editing: Editing | None = None
        self._text = QPlainTextEdit(self)
        self._hint = ElidedLabel(self)
        self._hint.setText(self.tr("The take as it is now is kept."))
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._keep = QPushButton(self.tr("Keep"), self)
        self._reply = QPushButton(self.tr("Keep and get a reply"), self)
        self._text.setAccessibleName(self.tr("The message"))
        self._text.setTabChangesFocus(True)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.installEventFilter(self)
        self._keep.setToolTip(self.tr("Make this a new take (Ctrl+Enter)"))
        self._lay_out()
        self._keep.clicked.connect(self._keep_it)
        self._reply.clicked.connect(self._keep_and_reply)
        self._cancel.clicked.connect(self.left)
        look.changed.connect(self._dress)
        self._dress()
        self.setVisible(False)

    @property
    def editing(self) -> Editing | None:
        """Return what is being edited."""
        return self._editing

    def show_editing(self, editing: Editing | None) -> None:
        """Edit *editing*, or hide."""
        before, self._editing = self._editing, editing
        self.setVisible(editing is not None)
        if editing is None or (before is not None and before.message_id == editing.message_id):
            return
        self._text.setPlainText(editing.text)
        self._reply.setVisible(editing.role is Role.AUTHOR)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, area: QRect, within: QRect) -> None:
        """Lie over *area* as far as it is *within* what is on screen."""
        most = within.height() - 2 * _EDGE
        height = min(most, max(_LEAST, area.height()))
        top = max(within.top() + _EDGE, min(area.top() - _EDGE, within.bottom() - height - _EDGE))
        left = max(within.left() + _EDGE, area.left() - MEASURES.even)
        right = min(within.right() - _EDGE, area.right() + MEASURES.even)
        self.setGeometry(QRect(left, top, right - left, height))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's method
        """Claim the keys that keep and leave before the window takes them for its own."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape or _keeps(event):
            event.accept()
        return event.isAccepted()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's method
        """Keep on Ctrl+Enter, leave on Escape; Enter alone begins a line."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _keeps(event):
            self._keep_it()
        else:
            super().keyPressEvent(event)

    def _keep_it(self) -> None:
        self.kept.emit(self._text.toPlainText())

    def _keep_and_reply(self) -> None:
        self.reply_wanted.emit(self._text.toPlainText())

    def _dress(self) -> None:
        font = self._look.story_font()
        font.setPointSizeF(font.pointSizeF() * 0.93)
        self._text.setFont(font)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(MEASURES.close)
        buttons.addWidget(self._hint, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._keep)
        buttons.addWidget(self._reply)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEASURES.close, MEASURES.close, MEASURES.close, MEASURES.close)
        column.setSpacing(MEASURES.close)
        column.addWidget(self._text, 1)
        column.addLayout(buttons)
        set_role(self._hint, "caption")
        set_role(self._reply, "primary")
        set_role(self, "card")
        self.setAutoFillBackground(True)


def _keeps(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() in _ENTER and bool(control)
