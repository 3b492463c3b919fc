"""The table of actions as Qt has them."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from loredesk.ui.theme.look import Look
from loredesk.ui.window.action_spec import MENUS, ActionSpec
from loredesk.ui.window.actions import ACTIONS


class ActionSet(QObject):
    """One `QAction` for each row of the table; says the id of what was chosen."""

    wished = Signal(str)

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._pass_on)
        self._actions = {spec.id: self._made(spec, window, look) for spec in ACTIONS}

    def __getitem__(self, action: str) -> QAction:
        return self._actions[action]

    def possible(self) -> tuple[ActionSpec, ...]:
        """Return what can be done now."""
        return tuple(
            spec
            for spec in ACTIONS
            if self._actions[spec.id].isEnabled() and self._actions[spec.id].isVisible()
        )

    def set_possible(self, *, known: Collection[str], impossible: Collection[str]) -> None:
        """Show only what is *known* how to do, and grey out the *impossible*."""
        for name, action in self._actions.items():
            action.setVisible(name in known)
            action.setEnabled(name in known and name not in impossible)

    def offer(self, name: str, text: str) -> None:
        """Let an action say for now what it would do."""
        self._actions[name].setText(text.replace("&", "&&"))

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus of *bar*."""
        for title in MENUS:
            menu = bar.addMenu(_translated(title))
            menu.setToolTipsVisible(True)
            for spec in (spec for spec in ACTIONS if spec.menu == title):
                if spec.begins_group:
                    menu.addSeparator()
                menu.addAction(self._actions[spec.id])

    def _made(self, spec: ActionSpec, window: QWidget, look: Look) -> QAction:
        action = QAction(_translated(spec.text), self)
        action.setObjectName(spec.id)
        action.setData(spec.id)
        action.setStatusTip(_translated(spec.tip))
        action.setToolTip(_translated(spec.tip))
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if spec.icon:
            look.set_icon(action, spec.icon, "muted")
        self._group.addAction(action)
        window.addAction(action)
        return action

    def _pass_on(self, action: QAction) -> None:
        self.wished.emit(str(action.data()))


def _translated(text: str) -> str:
    return QCoreApplication.translate("actions", text)
