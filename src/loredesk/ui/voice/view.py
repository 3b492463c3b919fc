"""Who speaks in a session, as two submenus of what is set for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from loredesk.domain.messages import NarratorTells
from loredesk.ui.voice.presenter import VoicePresenter
from loredesk.ui.voice.state import VoiceState

_TELLS = {
    NarratorTells.ALL: ("All there is", "The narrator knows every secret, and may tell it."),
    NarratorTells.PRESENT: (
        "What somebody present knows",
        "The narrator tells what everyone knows, or somebody who is there.",
    ),
}


class VoiceMenu(QObject):
    """Shows a `VoiceState`; says who is to speak and what may be told."""

    narrator_requested = Signal()
    character_requested = Signal()
    telling_chosen = Signal(object)

    def __init__(self, menu: QMenu, *, mark: Callable[[str], None]) -> None:
        super().__init__(menu)
        self._mark = mark
        menu.addSeparator()
        self._voices = menu.addMenu(self.tr("Replies are spoken by"))
        self._voices.setToolTipsVisible(True)
        group = QActionGroup(self)
        self._narrator = self._checkable(group, self.tr("The narrator"), self._voices)
        self._character = self._checkable(group, "", self._voices)
        self._voices.addSeparator()
        self._choose = self._voices.addAction(self.tr("A character \u2026"))
        self._choose.setToolTip(self.tr("Choose who speaks; they tell only what they know."))
        self._telling = menu.addMenu(self.tr("The narrator may tell"))
        self._telling.setToolTipsVisible(True)
        telling = QActionGroup(self)
        self._tells: dict[NarratorTells, QAction] = {}
        for tells, (text, tip) in _TELLS.items():
            action = self._checkable(telling, self.tr(text), self._telling)
            action.setToolTip(self.tr(tip))
            action.setStatusTip(self.tr(tip))
            action.setData(tells)
            self._tells[tells] = action
        self._narrator.triggered.connect(self.narrator_requested)
        self._choose.triggered.connect(self.character_requested)
        telling.triggered.connect(self._choose_telling)
        self.show_state(VoiceState())

    def join(self, presenter: VoicePresenter) -> None:
        """Carry every wish of this menu to *presenter*."""
        self.narrator_requested.connect(presenter.let_narrator_speak)
        self.character_requested.connect(presenter.ask_who_speaks)
        self.telling_chosen.connect(presenter.set_narrator)

    def show_state(self, state: VoiceState) -> None:
        """Replace what is on screen with *state*."""
        voice = state.voice
        # An ampersand would be taken for the mark of a shortcut.
        self._character.setText(voice.title.replace("&", "&&") if voice else "")
        self._character.setVisible(voice is not None)
        (self._narrator if voice is None else self._character).setChecked(True)
        self._tells[state.narrator_tells].setChecked(True)
        for menu in (self._voices, self._telling):
            menu.setEnabled(state.in_session)
        self._telling.setEnabled(state.in_session and voice is None)
        self._mark(state.mark)

    def _checkable(self, group: QActionGroup, text: str, menu: QMenu) -> QAction:
        action = QAction(text, group)
        action.setCheckable(True)
        menu.addAction(action)
        return action

    def _choose_telling(self, action: QAction) -> None:
        self.telling_chosen.emit(NarratorTells(action.data()))
