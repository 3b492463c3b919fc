"""The button in the form of an entry that shows how recall treats it, and lets the author say."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from loredesk.domain.ids import LoreId
from loredesk.ui.steered import WORDS, SteeringState
from loredesk.ui.theme.look import Look
from loredesk.ui.widgets.steer_actions import SteerActions


class SteerButton(QToolButton):
    """Says of one entry how it is treated in the session on screen; hides where there is none."""

    steer_chosen = Signal(str, str, object)
    """The entry of this id and title is to be treated so: a `Steer` or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._entry: tuple[LoreId, str] | None = None
        self._state = SteeringState()
        self._actions: SteerActions | None = None
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setVisible(False)

    def set_look(self, look: Look) -> None:
        """Wear the icons of *look*."""
        self._look = look
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._actions = SteerActions(menu, look)
        self._actions.chosen.connect(self._choose)
        self.setMenu(menu)
        self._show()

    def about(self, entry_id: LoreId | None, title: str) -> None:
        """Take this entry as the one that is shown; None for one that is not stored yet."""
        self._entry = (entry_id, title) if entry_id is not None else None
        self._show()

    def show_steering(self, state: SteeringState) -> None:
        """Take *state* as what the author says about recall."""
        self._state = state
        self._show()

    def _show(self) -> None:
        self.setVisible(self._entry is not None and self._state.in_session)
        steer = self._state.of(self._entry[0]) if self._entry is not None else None
        words = WORDS[steer]
        self.setText(self.tr(words.standing))
        self.setToolTip(self.tr(words.meaning))
        self.setAccessibleName(self.tr(words.meaning))
        if self._look is not None and self._actions is not None:
            self._look.set_icon(self, words.icon, "muted" if steer is None else "accent_ink")
            self._actions.show_steer(steer)

    def _choose(self, steer: object) -> None:
        self._show()  # what is shown follows once it is stored
        if self._entry is not None:
            self.steer_chosen.emit(*self._entry, steer)
