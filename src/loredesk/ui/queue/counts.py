"""How many tasks stand where, each number a filter to press."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from loredesk.domain.glances import TaskCounts
from loredesk.domain.tasks import TaskStatus
from loredesk.ui.queue.state import count_of
from loredesk.ui.queue.words import EXPLAINS, STANDS
from loredesk.ui.theme.roles import Tone, set_role, set_tone
from loredesk.ui.widgets.flow_layout import FlowLayout

_ORDER = (
    TaskStatus.PENDING,
    TaskStatus.PROCESSING,
    TaskStatus.FAILED,
    TaskStatus.COMPLETED,
    TaskStatus.PARKED,
    TaskStatus.CANCELLED,
)
_ALWAYS = frozenset({TaskStatus.PENDING, TaskStatus.PROCESSING, TaskStatus.FAILED})
"""These are shown at zero too."""


class StatusCounts(QWidget):
    """A chip for each status with its number; the one that is down filters the list."""

    status_chosen = Signal(object)
    """A `TaskStatus`, or None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._all = self._chip(self.tr("All"), self.tr("Every task"))
        self._chips = {status: self._chip(STANDS[status], EXPLAINS[status]) for status in _ORDER}
        self._group.buttonClicked.connect(self._choose)

    def show_counts(self, counts: TaskCounts, chosen: TaskStatus | None) -> None:
        """Show *counts*, with the chip of *chosen* down."""
        self._all.setChecked(chosen is None)
        for status, chip in self._chips.items():
            number = count_of(counts, status)
            chip.setText(f"{number:,} {STANDS[status]}")
            chip.setChecked(status is chosen)
            chip.setVisible(bool(number) or status in _ALWAYS or status is chosen)
            tone: Tone = "danger" if status is TaskStatus.FAILED and number else "plain"
            set_tone(chip, tone)
        self._flow.invalidate()
        self.updateGeometry()

    def _chip(self, text: str, tip: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setText(text)
        chip.setToolTip(tip)
        chip.setCheckable(True)
        set_role(chip, "chip")
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        return chip

    def _choose(self, button: QToolButton) -> None:
        found = [status for status, chip in self._chips.items() if chip is button]
        self.status_chosen.emit(found[0] if found else None)


def place(counts: StatusCounts, ground: QWidget) -> None:
    """Put *counts* onto the *ground* the drawing keeps for it."""
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(counts)
