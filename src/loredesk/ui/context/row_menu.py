"""The menu of a row of a context."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from loredesk.domain.steering import Steer
from loredesk.ui.context.rows import Row
from loredesk.ui.theme.look import Look
from loredesk.ui.widgets.steer_actions import SteerActions


class RowMenu(QMenu):
    """Offers what can be done with an entry or a passage."""

    open_requested = Signal()
    why_requested = Signal()
    steer_chosen = Signal(object)
    """How recall is to treat the entry: a `Steer`, or None."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._open = self.addAction(self.tr("Open the entry"))
        self._read = self.addAction(self.tr("Read it in the story"))
        self._why = self.addAction(self.tr("Why was this not told?"))
        for action, icon in ((self._open, "edit"), (self._read, "chat"), (self._why, "help")):
            look.set_icon(action, icon, "muted")
        self.addSeparator()
        self._steering = SteerActions(self, look)
        for action in (self._open, self._read):
            action.triggered.connect(self.open_requested)
        self._why.triggered.connect(self.why_requested)
        self._steering.chosen.connect(self.steer_chosen)

    def offer(self, place: QPoint, row: Row, steer: Steer | None) -> None:
        """Open at *place* of the screen for *row*, whose entry is treated so."""
        is_entry = row.entry_id is not None
        self._open.setVisible(is_entry)
        self._read.setVisible(row.message_id is not None)
        self._why.setVisible(is_entry and bool(row.group))
        self._steering.show_steer(steer, possible=is_entry)
        self.popup(place)
