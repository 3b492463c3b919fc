"""The menu of an entry in the list."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from loredesk.domain.steering import Steer
from loredesk.ui.theme.look import Look
from loredesk.ui.widgets.steer_actions import SteerActions


class LoreMenu(QMenu):
    """Offers what can be done with one entry; what concerns recall only in a session."""

    open_requested = Signal()
    why_requested = Signal()
    steer_chosen = Signal(object)
    """How recall is to treat it: a `Steer`, or None."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        opening = self.addAction(self.tr("Open"))
        opening.triggered.connect(self.open_requested)
        self.addSeparator()
        self._why = self.addAction(self.tr("Why was this not told?"))
        self._why.setToolTip(self.tr("Say in the Context pane why the model was not told this"))
        self._why.triggered.connect(self.why_requested)
        self._steering = SteerActions(self, look)
        self._steering.chosen.connect(self.steer_chosen)
        self.addSeparator()
        self.delete = self.addAction(self.tr("Delete"))
        self.delete.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self.delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        for action, icon in ((opening, "edit"), (self._why, "help"), (self.delete, "trash")):
            look.set_icon(action, icon, "muted")

    def offer(self, place: QPoint, steer: Steer | None, *, in_session: bool) -> None:
        """Open at *place* of the screen for an entry that is treated so."""
        self._why.setVisible(in_session)
        self._steering.show_steer(steer, possible=in_session)
        self.popup(place)
