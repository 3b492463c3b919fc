"""Steering without the window: knows what is said of recall here, and says something else."""

from collections.abc import Callable
from typing import Protocol

from loredesk.domain.events import LoreChanged, SteeringChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.steering import Steer, Steered
from loredesk.ui.notice import Notice
from loredesk.ui.refresher import Refresher
from loredesk.ui.steered import SteeringState, deed, in_order
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Command, Deeds


class SteeringView(Protocol):
    """Shows who is steered, among other things."""

    def show_steering(self, state: SteeringState) -> None:
        """Take *state* as what the author says about recall."""
        ...


class Recall(Protocol):
    """Keeps what the author wants of recall."""

    async def steering(self, session_id: SessionId) -> tuple[Steered, ...]:
        """Return the entries that are treated otherwise in a session, by title."""
        ...

    async def steer(
        self, session_id: SessionId, entry_id: LoreId, steer: Steer | None
    ) -> Steer | None:
        """Have an entry treated so from now on; return how it was treated until now."""
        ...


class SteeringPresenter:
    """Says to every view what is steered, and takes down each change so that it can be undone."""

    def __init__(
        self,
        *,
        recall: Recall,
        deeds: Deeds,
        say: Callable[[Notice], None],
        hub: Hub,
        refresh_pause: float = 0.2,
    ) -> None:
        self._views: list[SteeringView] = []
        self._recall = recall
        self._deeds = deeds
        self._say = say
        self._session: SessionId | None = None
        self._wishes = 0
        self._state = SteeringState()
        self._scope = TaskScope(on_error=self._failed)
        self._refresher = Refresher(self._read, scope=self._scope, pause=refresh_pause)
        self._farewells = (
            hub.subscribe(SteeringChanged, self._changed),
            hub.subscribe(LoreChanged, self._renamed),
        )

    def show_in(self, view: SteeringView) -> None:
        """Let *view* show what is steered, now and whenever that changes."""
        self._views.append(view)
        view.show_steering(self._state)

    def enter(self, session_id: SessionId | None) -> None:
        """Show what is said in this session, or that there is none."""
        if session_id == self._session:
            return
        self._session = session_id
        self._show(SteeringState(in_session=session_id is not None))
        if session_id is not None:
            self._refresher.ask()

    def steer(self, entry_id: LoreId, title: str, wanted: Steer | None) -> None:
        """Have recall treat an entry so in the session on screen, unless it does already."""
        if self._session is not None and wanted is not self._state.of(entry_id):
            # Each wish runs to its end: what it changed has to be known to be taken back.
            self._wishes += 1
            work = self._steer(self._session, entry_id, title, wanted)
            self._scope.start(f"steer {self._wishes}", work)

    async def aclose(self) -> None:
        """Listen no more."""
        for farewell in self._farewells:
            farewell()
        await self._scope.aclose()

    async def _steer(
        self, session_id: SessionId, entry_id: LoreId, title: str, wanted: Steer | None
    ) -> None:
        recall = self._recall
        before = await recall.steer(session_id, entry_id, wanted)
        if before is not wanted:
            command = Command(
                text=deed(title, wanted),
                undo=lambda: recall.steer(session_id, entry_id, before),
                redo=lambda: recall.steer(session_id, entry_id, wanted),
                session_id=session_id,
            )
            self._deeds.done(command)

    async def _read(self) -> None:
        session_id = self._session
        if session_id is None:
            return
        rows = await self._recall.steering(session_id)
        if session_id == self._session:
            self._show(SteeringState(in_session=True, rows=in_order(rows)))

    def _changed(self, event: SteeringChanged) -> None:
        if event.session_id == self._session:
            self._refresher.ask()

    def _renamed(self, event: LoreChanged) -> None:
        if self._state.rows:
            self._refresher.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._say(told(name, error))

    def _show(self, state: SteeringState) -> None:
        if state != self._state:
            self._state = state
            for view in self._views:
                view.show_steering(state)
