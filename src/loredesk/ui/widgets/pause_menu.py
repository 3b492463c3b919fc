"""A menu of what of the background work rests: each kind, and the work of this session."""

from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from loredesk.domain.tasks import Lane

_NAMES = {
    Lane.ANALYSIS: "Pause reading turns",
    Lane.NOTES: "Pause rewriting notes",
    Lane.CREATIONS: "Pause writing newcomers",
    Lane.SIMULATION: "Pause letting the world live on",
    Lane.EMBEDDING: "Pause keeping search in step",
    Lane.SUMMARIES: "Pause summing up the story",
}


class PauseMenu(QToolButton):
    """Shows what rests with a tick; a choice is a wish, and shows once it is so."""

    lane_toggled = Signal(object)
    """A `Lane` is to rest, or to go on."""
    session_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes: tuple[str, ...] = ()
        self._session = False
        menu = QMenu(self)
        self._actions: dict[Lane, QAction] = {lane: self._add(menu, lane) for lane in _NAMES}
        menu.addSeparator()
        self._here = menu.addAction(self.tr("Pause the work of this session"))
        self._here.setCheckable(True)
        self._here.triggered.connect(self._choose_session)
        self.setMenu(menu)
        self.setText(self.tr("Only\u2026"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setAccessibleName(self.tr("Pause only a part of the work"))

    def show_paused(self, lanes: Collection[str], *, session: bool, in_session: bool) -> None:
        """Show which kinds of work rest, and whether this session's does."""
        self._lanes, self._session = tuple(lanes), session
        for lane, action in self._actions.items():
            with QSignalBlocker(action):
                action.setChecked(lane in self._lanes)
        with QSignalBlocker(self._here):
            self._here.setChecked(session)
        self._here.setEnabled(in_session)

    def _add(self, menu: QMenu, lane: Lane) -> QAction:
        action = menu.addAction(self.tr(_NAMES[lane]))
        action.setCheckable(True)

        def choose() -> None:
            self._show_again()
            self.lane_toggled.emit(lane)

        action.triggered.connect(choose)
        return action

    def _choose_session(self) -> None:
        self._show_again()
        self.session_toggled.emit()

    def _show_again(self) -> None:
        in_session = self._here.isEnabled()
        self.show_paused(self._lanes, session=self._session, in_session=in_session)
