"""The docks: which pane stands where at first, and what their tabs say."""

from dataclasses import dataclass, fields
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from loredesk.ui.theme.roles import set_role

_LEFT_WIDTH, _RIGHT_WIDTH = 290, 400
_LEAST_LEFT, _LEAST_RIGHT = 190, 250
_LEFT = ("lore", "ask", "story")
"""What is known: it stands on the left, the rest on the right."""
_FRONT = ("lore", "review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panes:
    """The panes, ready to be put into the window."""

    chat: QWidget
    lore: QWidget
    ask: QWidget
    review: QWidget
    queue: QWidget
    context: QWidget
    panel: QWidget
    branches: QWidget
    story: QWidget


class Docks(QObject):
    """Everything around the chat, as tabs: what is known on the left, the rest on the right."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._titles = {
            "lore": self.tr("Lore"),
            "ask": self.tr("Ask"),
            "story": self.tr("Story so far"),
            "review": self.tr("Review"),
            "queue": self.tr("Queue"),
            "context": self.tr("Context"),
            "panel": self.tr("Panel"),
            "branches": self.tr("Branches"),
        }
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.GroupedDragging
        )
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._docks = {name: self._made(name) for name in self._titles}
        self._no_titles = {name: QWidget(window) for name in self._titles}
        for bare in self._no_titles.values():
            bare.hide()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self.settle_titles)
        self.arrange()

    def arrange(self) -> None:
        """Put every dock where it was at first."""
        left = Qt.DockWidgetArea.LeftDockWidgetArea
        right = Qt.DockWidgetArea.RightDockWidgetArea
        for name, dock in self._docks.items():
            dock.setFloating(False)
            self._window.addDockWidget(left if name in _LEFT else right, dock)
            dock.show()
        sides = (
            [self._docks[name] for name in _LEFT],
            [dock for name, dock in self._docks.items() if name not in _LEFT],
        )
        for side in sides:
            for before, after in pairwise(side):
                self._window.tabifyDockWidget(before, after)
        self._window.resizeDocks(
            [side[0] for side in sides], [_LEFT_WIDTH, _RIGHT_WIDTH], Qt.Orientation.Horizontal
        )
        for name in _FRONT:
            self._docks[name].raise_()
        self.settle_titles()

    def fill(self, panes: Panes) -> None:
        """Put the panes in."""
        for field in fields(panes):
            if field.name in self._docks:
                pane: QWidget = getattr(panes, field.name)
                as_pane(pane)
                self._docks[field.name].setWidget(pane)

    def bring(self, name: str) -> None:
        """Bring a dock to the front and the keyboard into it."""
        dock = self._docks[name]
        dock.show()
        dock.raise_()
        pane = dock.widget()
        if pane is not None:
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_count(self, name: str, count: int) -> None:
        """Say in the title of a dock how many things wait in it."""
        title = self._titles[name]
        self._docks[name].setWindowTitle(f"{title} ({count})" if count else title)

    def names(self) -> tuple[str, ...]:
        """Return the names of the docks."""
        return tuple(self._docks)

    def settle_titles(self) -> None:
        """Spare a dock its title where its tab says the same."""
        children = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=children):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setExpanding(False)
            bar.setDrawBase(False)
        for name, dock in self._docks.items():
            tabbed = not dock.isFloating() and bool(self._window.tabifiedDockWidgets(dock))
            bare = self._no_titles[name]
            if tabbed and dock.titleBarWidget() is not bare:
                dock.setTitleBarWidget(bare)
            elif not tabbed and dock.titleBarWidget() is bare:
                dock.setTitleBarWidget(None)  # type: ignore[arg-type] # gives Qt's own back

    def _made(self, name: str) -> QDockWidget:
        dock = QDockWidget(self._titles[name], self._window)
        dock.setObjectName(f"dock_{name}")
        dock.setAccessibleName(self._titles[name])
        dock.setMinimumWidth(_LEAST_LEFT if name in _LEFT else _LEAST_RIGHT)
        ground = QWidget(dock)
        as_pane(ground)
        dock.setWidget(ground)
        dock.topLevelChanged.connect(self._settle_soon)
        dock.dockLocationChanged.connect(self._settle_soon)
        dock.visibilityChanged.connect(self._settle_soon)
        return dock

    def _settle_soon(self) -> None:
        # Not now: Qt is in the middle of moving the dock.
        self._settling.start()


def as_pane(widget: QWidget) -> None:
    """Give *widget* the ground of a pane."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_role(widget, "pane")
