"""The button that shows what of an entry is locked, and lets the author lock more or less."""

from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from loredesk.domain.lore import LOCKABLE, WHOLE


class LockButton(QToolButton):
    """A menu of what can be locked; the button itself says what is."""

    locks_chosen = Signal(object)
    """The author wants exactly these locked: a frozenset of names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locked: frozenset[str] = frozenset()
        self._own: frozenset[str] = frozenset()
        self._actions: dict[str, QAction] = {}
        menu = QMenu(self)
        for name in (WHOLE, *LOCKABLE):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.toggled.connect(self._choose)
            self._actions[name] = action
            if name == WHOLE:
                menu.addSeparator()
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.show_locks((), own=())

    def show_locks(self, locked: Collection[str], *, own: Collection[str]) -> None:
        """Show what is locked, and which fields the author wrote."""
        self._locked, self._own = frozenset(locked), frozenset(own)
        whole = WHOLE in self._locked
        for name, action in self._actions.items():
            with QSignalBlocker(action):
                action.setChecked(name in self._locked)
            action.setEnabled(name == WHOLE or not whole)
            yours = f" ({self.tr('yours')})" if name in own else ""
            action.setText(
                self.tr("The whole entry") if name == WHOLE else f"{name.title()}{yours}"
            )
        if whole:
            said = self.tr("Locked: the whole entry")
        elif self._locked:
            said = self.tr("Locked: ") + ", ".join(one for one in LOCKABLE if one in self._locked)
        else:
            said = self.tr("Nothing locked")
        self.setText(said)
        self.setAccessibleName(said)

    def _choose(self) -> None:
        wanted = frozenset(name for name, action in self._actions.items() if action.isChecked())
        # What is shown follows once it is stored.
        self.show_locks(self._locked, own=self._own)
        if wanted != self._locked:
            self.locks_chosen.emit(wanted)
