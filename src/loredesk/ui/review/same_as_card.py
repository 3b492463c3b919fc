"""The question whether a newcomer is somebody known already, with a button for each answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from loredesk.domain.ids import LoreId
from loredesk.domain.proposals import NewEntity
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.flow_layout import FlowLayout

_LONGEST = 40


class SameAsCard(QWidget):
    """Offers every entry a newcomer resembles, and that it is none of them."""

    same_as_chosen = Signal(str)
    new_chosen = Signal()

    def __init__(self, entity: NewEntity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        answers = QWidget(self)
        flow = FlowLayout(answers, spacing=MEASURES.close)
        for entry_id, title in zip(entity.resembles_ids, entity.resembles, strict=False):
            flow.addWidget(self._same_as(entry_id, title))
        self._new = QPushButton(self.tr("It is new"), answers)
        self._new.setAutoDefault(False)
        self._new.setToolTip(self.tr("Accept it as an entry of its own"))
        self._new.clicked.connect(self.new_chosen)
        flow.addWidget(self._new)
        column.addWidget(answers)

    def allow_new(self, *, allowed: bool) -> None:
        """Say whether it can be accepted as an entry of its own."""
        self._new.setVisible(allowed)

    def _same_as(self, entry_id: LoreId, title: str) -> QPushButton:
        shown = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}\u2026"
        button = QPushButton(self.tr("Same as ") + shown.replace("&", "&&"), self)
        button.setAutoDefault(False)
        button.setToolTip(self.tr("Accept what happened as something that happened to ") + title)

        def choose() -> None:
            self.same_as_chosen.emit(entry_id)

        button.clicked.connect(choose)
        return button
