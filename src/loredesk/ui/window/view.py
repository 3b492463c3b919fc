"""The main window."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QStatusBar,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from loredesk.ui.ask_line import AskLine
from loredesk.ui.notice import Notice
from loredesk.ui.theme.look import Look
from loredesk.ui.theme.roles import set_tone
from loredesk.ui.theme.tokens import MEASURES
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel, plain_label
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.window.action_set import ActionSet
from loredesk.ui.window.command_palette import CommandPalette
from loredesk.ui.window.docks import Docks, Panes, as_pane
from loredesk.ui.window.memory import WindowMemory
from loredesk.ui.window.shortcut_sheet import ShortcutSheet
from loredesk.ui.window.state import Phase, WindowState, impossible, window_title
from loredesk.ui.window.top_bar import TopBar

_SIZE = QSize(1280, 820)
_LEAST = QSize(780, 480)
_LEAST_STORY = 320
"""The docks give way before the story becomes narrower than this."""
_SHOW = "show."


class MainWindow(QMainWindow):
    """Shows a `WindowState` around the panes; says what the author wants. Decides nothing."""

    world_chosen = Signal(str)
    session_chosen = Signal(str)
    new_session_requested = Signal()
    new_world_requested = Signal(str)
    rename_requested = Signal(str)
    trust_chosen = Signal(object)
    simulation_chosen = Signal(int)
    unreviewed_chosen = Signal(bool)
    queue_toggle_requested = Signal()
    retry_failed_requested = Signal()
    notice_action_requested = Signal()
    notice_dismissed = Signal()
    close_requested = Signal()
    failure_action_requested = Signal()

    def __init__(self, *, look: Look, memory: WindowMemory) -> None:
        super().__init__()
        self._look = look
        self._memory = memory
        self._state = WindowState()
        self._waiting: Panes | None = None
        self._blocked: set[str] = {"chat.stop", "edit.undo", "edit.redo", "lore.delete_entry"}
        self._routes: dict[str, Callable[[], None]] = {}
        self._may_leave: Callable[[], bool] = _always
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self._actions = ActionSet(self, look)
        self._build_centre()
        self._build_bars()
        self._docks = Docks(self)
        self._actions.fill(self.menuBar())
        self._palette = CommandPalette(look, self)
        self._palette.chosen.connect(self.run)
        self._palette.finished.connect(self.regain_keyboard)
        self._actions.wished.connect(self.run)
        self._routes = self._own_routes()
        self._memory.restore(self)
        self._docks.settle_titles()
        look.changed.connect(self._dress)
        self.show_state(self._state)

    def set_panes(self, panes: Panes) -> None:
        """Put the panes into their places, where they are seen once the library is open."""
        as_pane(panes.chat)
        self._stack.addWidget(panes.chat)
        self._waiting = panes
        self.show_state(self._state)

    def set_routes(self, routes: Mapping[str, Callable[[], None]]) -> None:
        """Say how to do what the table of actions names; what nobody can do is not shown."""
        self._routes.update(routes)
        self._weigh_actions()

    def set_action_enabled(self, action: str, enabled: bool) -> None:  # noqa: FBT001 - Qt's manner
        """Let *action* be chosen, or not, as its pane sees fit."""
        self.set_actions_enabled({action: enabled})

    def set_actions_enabled(self, possible: Mapping[str, bool]) -> None:
        """Let several actions be chosen, or not, at once."""
        for action, enabled in possible.items():
            (self._blocked.discard if enabled else self._blocked.add)(action)
        self._weigh_actions()

    def offer_action(self, action: str, text: str, possible: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Let *action* say what it would do now, and be chosen or not."""
        self._actions.offer(action, text)
        self.set_action_enabled(action, possible)

    def show_state(self, state: WindowState) -> None:
        """Show *state*."""
        self._state = state
        self.setWindowTitle(window_title(state))
        self._top_bar.show_state(state)
        self._docks.set_count("review", state.open_proposals)
        self._docks.set_count("queue", state.failed_tasks)
        self._notice.show_notice(state.notice)
        self._show_phase(state)
        self._show_status(state)
        self._weigh_actions()

    def run(self, action: str) -> None:
        """Do what *action* stands for."""
        if action.startswith(_SHOW):
            self._docks.bring(action.removeprefix(_SHOW))
        elif action in self._routes:
            self._routes[action]()

    def reset_layout(self) -> None:
        """Put every pane back to where it was at first."""
        self._memory.forget_layout()
        self._docks.arrange()

    def closeEvent(self, event: QCloseEvent, /) -> None:  # noqa: N802 - Qt's method
        """Remember how everything stands, and say that the author is leaving."""
        if not self._may_leave():
            event.ignore()
            return
        self._memory.remember(self)
        self.close_requested.emit()
        super().closeEvent(event)

    def set_guard(self, may_leave: Callable[[], bool]) -> None:
        """Ask *may_leave* before closing; who says no closes the window later."""
        self._may_leave = may_leave

    def close_at_once(self) -> None:
        """Close without asking: the machine is going down, or somebody ends the program."""
        self._may_leave = _always
        self.close()

    def regain_keyboard(self) -> None:
        """Take the keyboard back from a dialog; where nothing manages windows, nobody else does."""
        self.activateWindow()

    def _own_routes(self) -> dict[str, Callable[[], None]]:
        return {
            "app.palette": self._offer_commands,
            "app.shortcuts": self._show_shortcuts,
            "app.quit": self._leave,
            "view.reset": self.reset_layout,
            "session.new": self.new_session_requested.emit,
            "session.rename": self._ask_for_title,
            "world.new": self._ask_for_world,
            "queue.toggle": self.queue_toggle_requested.emit,
            "queue.retry_failed": self.retry_failed_requested.emit,
        }

    def _build_centre(self) -> None:
        centre = QWidget(self)
        self._notice = NoticeBar(centre)
        self._notice.set_look(self._look)
        self._notice.action_requested.connect(self.notice_action_requested)
        self._notice.dismissed.connect(self.notice_dismissed)
        self._stack = QStackedWidget(centre)
        self._skeleton = EmptyState(self._stack)
        self._skeleton.set_look(self._look)
        self._skeleton.action_requested.connect(self.failure_action_requested)
        as_pane(self._skeleton)
        self._stack.addWidget(self._skeleton)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEASURES.tight)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
        centre.setMinimumWidth(_LEAST_STORY)
        self.setCentralWidget(centre)

    def session_menu(self) -> QMenu:
        """Return the menu of what is set for the session on screen."""
        return self._top_bar.rules

    def mark_session(self, text: str) -> None:
        """Say beside what is set for the session what is unusual about it."""
        self._top_bar.show_mark(text)

    def _build_bars(self) -> None:
        self._top_bar = TopBar(self._look, self)
        bar = QToolBar(self.tr("Where you are"), self)
        bar.setObjectName("bar_top")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.toggleViewAction().setVisible(False)
        bar.addWidget(self._top_bar)
        self.addToolBar(bar)
        self._top_bar.world_chosen.connect(self.world_chosen)
        self._top_bar.session_chosen.connect(self.session_chosen)
        self._top_bar.trust_chosen.connect(self.trust_chosen)
        self._top_bar.simulation_chosen.connect(self.simulation_chosen)
        self._top_bar.unreviewed_chosen.connect(self.unreviewed_chosen)
        self._top_bar.new_session_requested.connect(self.new_session_requested)
        self._top_bar.queue_requested.connect(self._bring_queue)
        self._top_bar.models_requested.connect(self._open_settings)
        self._top_bar.settings_requested.connect(self._open_settings)
        self._status = ElidedLabel(self)
        self._status_icon = QLabel(self)
        self._privacy = plain_label(self)
        foot = QStatusBar(self)
        foot.setSizeGripEnabled(False)
        foot.setContentsMargins(MEASURES.close, 0, MEASURES.even, 2)
        foot.addWidget(self._status_icon)
        foot.addWidget(self._status, 1)
        foot.addPermanentWidget(self._privacy)
        self.setStatusBar(foot)

    def _show_phase(self, state: WindowState) -> None:
        has_chat = self._stack.count() > 1
        ready = state.phase is Phase.READY and has_chat
        self._stack.setCurrentIndex(1 if ready else 0)
        if ready and self._waiting is not None:
            self._docks.fill(self._waiting)
            self._waiting = None
        if state.phase is Phase.FAILED and state.failure is not None:
            failure = state.failure
            self._skeleton.say("warning", failure.sentence, failure.hint, action=failure.action)
        else:
            self._skeleton.say("lore", "Loredesk", state.opening)

    def _show_status(self, state: WindowState) -> None:
        status = state.status or Notice(sentence="")
        worried = status.tone in {"warning", "danger"}
        self._status.setText(f"{status.sentence} {status.hint}".strip())
        set_tone(self._status, "warning" if worried else "plain")
        self._status_icon.setVisible(worried)
        if worried:
            picture = self._look.pixmap("warning", "warning_ink", MEASURES.icon, self)
            self._status_icon.setPixmap(picture)
        self._privacy.setText(state.privacy)

    def _dress(self) -> None:
        self._show_status(self._state)

    def _weigh_actions(self) -> None:
        known = {*self._routes, *(f"{_SHOW}{name}" for name in self._docks.names())}
        self._actions.set_possible(known=known, impossible=impossible(self._state) | self._blocked)

    def _bring_queue(self) -> None:
        self._docks.bring("queue")

    def _open_settings(self) -> None:
        self.run("app.settings")

    def _offer_commands(self) -> None:
        self._palette.offer(self._actions.possible())

    def _show_shortcuts(self) -> None:
        sheet = ShortcutSheet(self)
        sheet.finished.connect(self.regain_keyboard)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _leave(self) -> None:
        self.close()

    def _ask_for_world(self) -> None:
        asking = AskLine(self)
        asking.answered.connect(self.new_world_requested)
        asking.ask(
            self.tr("What is the new world called?"),
            explanation=self.tr("It begins empty, with a first session to write in."),
            button=self.tr("Begin"),
        )

    def _ask_for_title(self) -> None:
        here = self._state.session_id
        title = next((row.title for row in self._state.sessions if row.id == here), "")
        asking = AskLine(self)
        asking.answered.connect(self.rename_requested)
        asking.ask(
            self.tr("What is this session called?"),
            explanation="",
            button=self.tr("Rename"),
            line=title,
        )


def _always() -> bool:
    return True
