"""One reason for a proposal: what happened, the words it was read from, and whether they exist."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from loredesk.domain.proposals import ProposalEvent
from loredesk.ui.review.words import evidence, quoted
from loredesk.ui.theme.look import Ink, Look
from loredesk.ui.theme.roles import set_role, set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label

_ICONS: dict[str, tuple[str, Ink]] = {
    "success": ("check", "success_ink"),
    "warning": ("warning", "warning_ink"),
    "info": ("world", "info_ink"),
}


class EventCard(QWidget):
    """Shows a `ProposalEvent`."""

    def __init__(self, look: Look, event: ProposalEvent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone, words = evidence(event)
        self._icon = QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MEASURES.tight, 0, MEASURES.tight)
        column.setSpacing(MEASURES.tight)
        column.addWidget(plain_label(self, event.summary, wrap=True))
        if event.quote:
            quote = plain_label(self, quoted(event.quote), wrap=True)
            quote.setFont(look.story_font())
            quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(quote)
        column.addLayout(self._mark(words))
        if event.reason:
            reason = plain_label(self, self.tr("Why: ") + event.reason, wrap=True)
            set_role(reason, "caption")
            column.addWidget(reason)
        look.changed.connect(self._repaint)
        self._repaint()

    def _mark(self, words: str) -> QHBoxLayout:
        label = plain_label(self, words)
        set_role(label, "chip")
        set_tone(label, "success" if self._tone == "success" else "warning")
        if self._tone == "info":
            set_tone(label, "info")
        row = QHBoxLayout()
        row.setSpacing(MEASURES.tight)
        row.addWidget(self._icon)
        row.addWidget(label)
        row.addStretch(1)
        return row

    def _repaint(self) -> None:
        name, ink = _ICONS[self._tone]
        self._icon.setPixmap(self._look.pixmap(name, ink, 16, self))
