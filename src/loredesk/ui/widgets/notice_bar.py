"""A message in place: an icon, a sentence, the way out and, where it helps, a button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from loredesk.ui.notice import Notice, NoticeTone
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.roles import set_role, set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label

_ICONS: dict[NoticeTone, tuple[str, Ink]] = {
    "info": ("info", "info_ink"),
    "success": ("accept", "success_ink"),
    "warning": ("warning", "warning_ink"),
    "danger": ("warning", "danger_ink"),
}
_SPOKEN: dict[NoticeTone, str] = {
    "info": "Note",
    "success": "Done",
    "warning": "Warning",
    "danger": "Problem",
}


class NoticeBar(QFrame):
    """Shows a `Notice`, or hides."""

    action_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._notice: Notice | None = None
        self._icon = QLabel(self)
        self._sentence = plain_label(self, wrap=True)
        self._hint = plain_label(self, wrap=True)
        self._action = QPushButton(self)
        self._close = QToolButton(self)
        self._close.setToolTip(self.tr("Hide this message"))
        self._close.setAccessibleName(self.tr("Hide this message"))
        self._close.setAutoRaise(True)
        self._action.clicked.connect(self.action_requested)
        self._close.clicked.connect(self._dismiss)
        self._lay_out()
        self.setVisible(False)

    def set_look(self, look: Look) -> None:
        """Wear the icons of *look*, also when they change."""
        if self._look is None:
            look.changed.connect(self._repaint_icon)
        self._look = look
        look.set_icon(self._close, "close", "muted")
        self._repaint_icon()

    def show_notice(self, notice: Notice | None) -> None:
        """Show *notice*, or nothing."""
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._sentence.setText(notice.sentence)
        self._hint.setText(notice.hint)
        self._hint.setVisible(bool(notice.hint))
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        set_tone(self, notice.tone)
        spoken = f"{_SPOKEN[notice.tone]}: {notice.sentence} {notice.hint}".strip()
        self.setAccessibleName(spoken)
        self._repaint_icon()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEASURES.even, MEASURES.close, MEASURES.close, MEASURES.close)
        row.setSpacing(MEASURES.close)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        set_role(self._hint, "caption")

    def _repaint_icon(self) -> None:
        if self._look is None or self._notice is None:
            return
        name, ink = _ICONS[self._notice.tone]
        self._icon.setPixmap(self._look.pixmap(name, ink, MEASURES.icon, self))

    def _dismiss(self) -> None:
        self.show_notice(None)
        self.dismissed.emit()
