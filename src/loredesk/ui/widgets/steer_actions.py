"""The four ways to treat an entry, as items of a menu."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from loredesk.domain.steering import Steer
from loredesk.ui.steered import CHOICES, WORDS
from loredesk.ui.theme.look import Look


class SteerActions(QObject):
    """Puts the ways to treat an entry into a menu, and marks the one in force."""

    chosen = Signal(object)
    """The author wants it treated so: a `Steer`, or None for recall to decide."""

    def __init__(self, menu: QMenu, look: Look) -> None:
        super().__init__(menu)
        self._look = look
        group = QActionGroup(self)
        group.triggered.connect(self._choose)
        self._actions: dict[Steer | None, QAction] = {}
        for choice in CHOICES:
            words = WORDS[choice]
            action = QAction(self.tr(words.wish), group)
            action.setToolTip(self.tr(words.meaning))
            action.setCheckable(True)
            menu.addAction(action)
            self._actions[choice] = action
        self.show_steer(None)

    def show_steer(self, steer: Steer | None, *, possible: bool = True) -> None:
        """Mark how the entry is treated; offer nothing where there is no session."""
        self._actions[steer].setChecked(True)
        for choice, action in self._actions.items():
            action.setVisible(possible)
            # A menu has no room for a tick beside an icon, so the tick takes its place.
            if choice is steer:
                self._look.set_icon(action, "accept", "accent_ink")
            else:
                self._look.set_icon(action, WORDS[choice].icon, "muted")

    def _choose(self, action: QAction) -> None:
        choice = next(one for one, its in self._actions.items() if its is action)
        self.chosen.emit(choice)
