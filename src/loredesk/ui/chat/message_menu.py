"""The menu of a message: the rows of the one table of actions that are about messages."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from loredesk.ui.chat.acts import ABOVE, BELOW
from loredesk.ui.theme.look import Look
from loredesk.ui.window.message_actions import MESSAGE_ACTIONS


class MessageMenu(QMenu):
    """Offers what can be done with one message; says the id of what was chosen."""

    wished = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        group.triggered.connect(self._pass_on)
        for spec in MESSAGE_ACTIONS:
            if spec.id in {ABOVE, BELOW}:
                continue
            if spec.begins_group:
                self.addSeparator()
            action = self.addAction(QCoreApplication.translate("actions", spec.text))
            action.setToolTip(QCoreApplication.translate("actions", spec.tip))
            action.setData(spec.id)
            # Shown beside the words only: in the window the keys belong to the menu bar.
            action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts[:1]])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            look.set_icon(action, spec.icon, "muted")
            group.addAction(action)

    def offer(self, possible: Collection[str], place: QPoint) -> None:
        """Open at *place* of the screen, with what is *possible*."""
        for action in self.actions():
            if not action.isSeparator():
                action.setVisible(action.data() in possible)
        self.popup(place)

    def _pass_on(self, action: object) -> None:
        self.wished.emit(str(action.data()))  # type: ignore[attr-defined] # a QAction
