"""The bar at the top: world, session, trust, queue, models."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget, QWidgetAction

from loredesk.domain.messages import TrustRule
from loredesk.ui.forms.top_bar import Ui_TopBar
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_role, set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.labels import plain_label
from loredesk.ui.window.state import Chip, Phase, WindowState, session_label

_TRUST = {
    TrustRule.REVIEW_EVERYTHING: ("Review everything", "Every change waits until you accept it."),
    TrustRule.ACCEPT_ALL: (
        "Accept all",
        "Changes are accepted as they come, unless a guard holds.",
    ),
}

_UNREVIEWED = (
    "What Loredesk has noticed is told before you have accepted it, in a part of its own, "
    "as something you have not confirmed and that may be wrong."
)
_INTERVALS = (0, 3, 5, 10, 20)
_NARROW = 960
_WORDS = 300


class TopBar(QWidget):
    """Shows where the author is, and lets them go elsewhere."""

    world_chosen = Signal(str)
    session_chosen = Signal(str)
    new_session_requested = Signal()
    trust_chosen = Signal(object)
    simulation_chosen = Signal(int)
    unreviewed_chosen = Signal(bool)
    queue_requested = Signal()
    models_requested = Signal()
    settings_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = Ui_TopBar()
        self._form.setupUi(self)
        self.rules = QMenu(self)
        self.rules.setToolTipsVisible(True)
        self._mark = ""
        self._trust_words = ("", "")
        self._trust_actions = self._add_trust()
        self._simulation_actions = self._add_simulation()
        self._unreviewed = self._add_unreviewed()
        self._form.trust.setMenu(self.rules)
        look.set_icon(self._form.new_session, "add", "muted")
        look.set_icon(self._form.settings, "settings", "muted")
        look.set_icon(self._form.trust, "review", "muted")
        look.set_icon(self._form.queue, "queue", "muted")
        look.set_icon(self._form.models, "model", "muted")
        self._form.world.activated.connect(self._choose_world)
        self._form.session.activated.connect(self._choose_session)
        self._form.new_session.clicked.connect(self.new_session_requested)
        self._form.queue.clicked.connect(self.queue_requested)
        self._form.models.clicked.connect(self.models_requested)
        self._form.settings.clicked.connect(self.settings_requested)

    def show_state(self, state: WindowState) -> None:
        """Show *state*."""
        form = self._form
        worlds = [(world.title, world.id) for world in state.worlds]
        sessions = [(session_label(session), session.id) for session in state.sessions]
        _fill(form.world, worlds, state.world_id, self.tr("No world yet"))
        _fill(form.session, sessions, state.session_id, self.tr("No session yet"))
        form.new_session.setEnabled(state.world_id is not None)
        form.settings.setEnabled(state.phase is Phase.READY)
        self._show_trust(state)
        self._show_chip(form.queue, state.queue)
        self._show_chip(form.models, state.models)

    def show_mark(self, text: str) -> None:
        """Say what else is unusual about the session on screen."""
        self._mark = text
        self._show_words()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's method
        """Leave the room to the names of world and session where there is little."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else beside
        for chip in (self._form.trust, self._form.models):
            chip.setToolButtonStyle(style)

    def _show_trust(self, state: WindowState) -> None:
        text, tip = _TRUST[state.trust]
        trusting = state.trust is TrustRule.ACCEPT_ALL
        button = self._form.trust
        self._trust_words = (self.tr(text), self.tr(tip))
        self._show_words()
        button.setVisible(state.session_id is not None)
        set_tone(button, "warning" if trusting else "plain")
        self._trust_actions[state.trust].setChecked(True)
        for every, action in self._simulation_actions.items():
            action.setChecked(every == state.simulate_every)
        self._unreviewed.setChecked(state.shows_unreviewed)

    def _show_words(self) -> None:
        words, tip = self._trust_words
        marked = f"{words} \u00b7 {self._mark}" if self._mark else words
        button = self._form.trust
        button.setText(marked.replace("&", "&&"))
        button.setToolTip(f"{marked}. {tip}")

    def _show_chip(self, button: QToolButton, chip: Chip) -> None:
        button.setVisible(bool(chip.text))
        button.setText(chip.text)
        button.setToolTip(chip.detail)
        button.setAccessibleDescription(chip.detail)
        set_tone(button, chip.tone)

    def _add_trust(self) -> dict[TrustRule, QAction]:
        menu = self.rules
        group = QActionGroup(self)
        group.triggered.connect(self._choose_trust)
        actions = {}
        for rule, (text, tip) in _TRUST.items():
            action = QAction(self.tr(text), group)
            action.setToolTip(self.tr(tip))
            action.setStatusTip(self.tr(tip))
            action.setData(rule)
            action.setCheckable(True)
            menu.addAction(action)
            actions[rule] = action
        return actions

    def _add_simulation(self) -> dict[int, QAction]:
        self.rules.addSeparator()
        menu = self.rules.addMenu(self.tr("The world lives on by itself"))
        group = QActionGroup(self)
        group.triggered.connect(self._choose_simulation)
        actions = {}
        for every in _INTERVALS:
            words = self.tr("Every {0} turns").format(every) if every else self.tr("Never")
            action = QAction(words, group)
            action.setData(every)
            action.setCheckable(True)
            menu.addAction(action)
            actions[every] = action
        return actions

    def _add_unreviewed(self) -> QAction:
        action = self.rules.addAction(self.tr("Tell the model what waits for review"))
        action.setToolTip(self.tr(_UNREVIEWED))
        action.setStatusTip(self.tr(_UNREVIEWED))
        action.setCheckable(True)
        action.triggered.connect(self.unreviewed_chosen)
        words = plain_label(self.rules, self.tr(_UNREVIEWED), wrap=True)
        words.setFixedWidth(_WORDS)
        words.setContentsMargins(MEASURES.far, 0, MEASURES.even, MEASURES.tight)
        set_role(words, "caption")
        said = QWidgetAction(self.rules)
        said.setDefaultWidget(words)
        said.setEnabled(False)
        self.rules.addAction(said)
        return action

    def _choose_world(self, index: int) -> None:
        if chosen := self._form.world.itemData(index):
            self.world_chosen.emit(chosen)

    def _choose_session(self, index: int) -> None:
        if chosen := self._form.session.itemData(index):
            self.session_chosen.emit(chosen)

    def _choose_trust(self, action: QAction) -> None:
        self.trust_chosen.emit(TrustRule(action.data()))

    def _choose_simulation(self, action: QAction) -> None:
        self.simulation_chosen.emit(int(action.data()))


def _fill(
    box: QComboBox, rows: Sequence[tuple[str, str]], chosen: str | None, nothing: str
) -> None:
    shown = [(box.itemText(at), box.itemData(at)) for at in range(box.count())]
    wanted: list[tuple[str, str | None]] = [*rows] or [(nothing, None)]
    if shown != wanted:
        box.clear()
        for text, value in wanted:
            box.addItem(text, value)
    box.setEnabled(bool(rows))
    box.setCurrentIndex(max(0, box.findData(chosen)))
