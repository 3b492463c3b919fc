"""The main window's wishes as calls, and what happens as states."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import (
    HeadMoved,
    IndexStateChanged,
    ModelsChanged,
    ProposalMoved,
    QueuePaused,
    SessionChanged,
    TaskMoved,
    WorldChanged,
)
from loredesk.domain.glances import SessionRow
from loredesk.domain.hub import Hub
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.messages import Session, TrustRule
from loredesk.ui.hosts import hosts_beyond
from loredesk.ui.notice import Notice, notice_of
from loredesk.ui.refresher import Refresher
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.window.needs import Memory, WindowServices, WindowView
from loredesk.ui.window.rules import Rule, store_rule
from loredesk.ui.window.state import (
    Phase,
    WindowState,
    index_notice,
    models_chip,
    privacy,
    prompt_notice,
    queue_chip,
)


class WindowPresenter:
    """Keeps worlds, sessions and chips as they are, and tells the panes which session counts."""

    def __init__(
        self,
        *,
        view: WindowView,
        services: WindowServices,
        hub: Hub,
        memory: Memory,
        on_choice: Callable[[WorldId | None, SessionId | None], None],
    ) -> None:
        self._view = view
        self._services = services
        self._memory = memory
        self._on_choice = on_choice
        self._state = WindowState()
        self._scope = TaskScope(on_error=self._failed)
        self._lists = Refresher(self._read_lists, scope=self._scope, name="lists")
        self._work = Refresher(self._read_queue, scope=self._scope, name="queue")
        self._open_proposals = Refresher(self._read_reviews, scope=self._scope, name="reviews")
        self._remedy: Callable[[], None] = _nothing
        self._remedies: dict[str, Callable[[], None]] = {
            "open": self.open,
            "lists": self._lists.ask,
            "queue": self._work.ask,
            "reviews": self._open_proposals.ask,
        }
        """What helps against what failed: trying it again."""
        self._farewells = [
            hub.subscribe(WorldChanged, self._lists_changed),
            hub.subscribe(SessionChanged, self._lists_changed),
            hub.subscribe(HeadMoved, self._lists_changed),
            hub.subscribe(TaskMoved, self._work_changed),
            hub.subscribe(QueuePaused, self._work_changed),
            hub.subscribe(ProposalMoved, self._proposals_changed),
            hub.subscribe(ModelsChanged, self._models_changed),
            hub.subscribe(IndexStateChanged, self._index_changed),
        ]

    @property
    def here(self) -> WindowState:
        """Return where the author is."""
        return self._state

    def open(self) -> None:
        """Show the library, at the session that was on screen last."""
        self._scope.start("open", self._open())

    def fail(self, error: Exception) -> None:
        """Show that the library could not be opened, and the way out."""
        self._show(replace(self._state, phase=Phase.FAILED, failure=notice_of(error)))

    def choose_world(self, world_id: WorldId) -> None:
        """Show a world at its newest session."""
        if world_id != self._state.world_id:
            self._scope.start("choose", self._enter(world_id, None))

    def choose_session(self, session_id: SessionId) -> None:
        """Show a session."""
        if session_id != self._state.session_id and self._state.world_id is not None:
            self._scope.start("choose", self._enter(self._state.world_id, session_id))

    def new_world(self, title: str) -> None:
        """Add a world and begin its first session."""
        if title.strip():
            self._scope.start("choose", self._begin_world(title.strip()))

    def new_session(self) -> None:
        """Begin another session of the world on screen."""
        if self._state.world_id is not None:
            self._scope.start("choose", self._begin_session(self._state.world_id))

    def rename_session(self, title: str) -> None:
        """Give the session on screen another title."""
        if self._state.session_id is not None and title.strip():
            work = self._services.stories.rename(self._state.session_id, title.strip())
            self._scope.start("rename", _only(work))

    def set_trust(self, trust: TrustRule) -> None:
        """Say what is accepted without a click in the session on screen."""
        self._set_rule("trust", trust)

    def set_simulation(self, every: int) -> None:
        """Say after how many turns the world of the session on screen lives on."""
        self._set_rule("simulate_every", every)

    def set_unreviewed(self, shows: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say whether the model is told in the session on screen what waits for review."""
        self._set_rule("shows_unreviewed", shows)

    def toggle_queue(self) -> None:
        """Pause the queue, or let it go on."""
        queue = self._services.queue
        self._scope.start("pause", _only(queue.resume() if self._state.paused else queue.pause()))

    def retry_failed(self) -> None:
        """Give every failed task another try."""
        self._scope.start("retry", _only(self._services.queue.retry_failed()))

    def tell(self, notice: Notice | None, remedy: Callable[[], None] | None = None) -> None:
        """Show *notice* above the chat, or nothing; its button does *remedy*."""
        self._remedy = remedy or _nothing
        self._show(replace(self._state, notice=notice))

    def dismiss(self) -> None:
        """Show nothing above the chat any more."""
        self.tell(None)

    def mend(self) -> None:
        """Do what the notice above the chat offers."""
        remedy = self._remedy
        self.dismiss()
        remedy()

    async def aclose(self) -> None:
        """Listen no more and stop what is under way."""
        for farewell in self._farewells:
            farewell()
        await self._scope.aclose()

    async def _open(self) -> None:
        worlds = tuple(await self._services.library.worlds())
        sessions = await self._services.library.sessions(None)
        last = next((row for row in sessions if row.id == self._memory.last_session), None)
        here = last or next(iter(sessions), None)
        world_id = here.world_id if here else (worlds[0].id if worlds else None)
        self._show(replace(self._state, phase=Phase.READY, worlds=worlds, failure=None))
        self._show_models()
        self._show_prompt_problems()
        await self._enter(world_id, here.id if here else None)
        self._work.ask()

    async def _enter(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        sessions: tuple[SessionRow, ...] = ()
        if world_id is not None:
            sessions = tuple(await self._services.library.sessions(world_id))
        chosen = session_id or (sessions[0].id if sessions else None)
        rules = await self._rules_of(chosen)
        self._show(
            replace(
                self._state,
                world_id=world_id,
                sessions=sessions,
                session_id=chosen,
                trust=rules.trust,
                simulate_every=rules.simulate_every,
                shows_unreviewed=rules.shows_unreviewed,
                open_proposals=0,
            )
        )
        self._memory.last_session = chosen or ""
        self._on_choice(world_id, chosen)
        self._open_proposals.ask()

    async def _begin_world(self, title: str) -> None:
        world = await self._services.library.new_world(title)
        worlds = tuple(await self._services.library.worlds())
        self._show(replace(self._state, worlds=worlds))
        await self._begin_session(world.id)

    async def _begin_session(self, world_id: WorldId) -> None:
        session = await self._services.library.new_session(world_id)
        await self._enter(world_id, session.id)

    def _set_rule(self, rule: Rule, value: object) -> None:
        session_id = self._state.session_id
        if session_id is not None and value != getattr(self._state, rule):
            self._scope.start(rule, self._store_rule(session_id, rule, value))

    async def _store_rule(self, session_id: SessionId, rule: Rule, value: Any) -> None:  # noqa: ANN401 - each has its own type
        await store_rule(self._services.stories, session_id, rule, value)
        if session_id == self._state.session_id:
            self._show(replace(self._state, **{rule: value}))

    async def _rules_of(self, session_id: SessionId | None) -> Session | WindowState:
        if session_id is None:
            return WindowState()
        return (await self._services.stories.story(session_id)).session

    async def _read_lists(self) -> None:
        worlds = tuple(await self._services.library.worlds())
        world_id = self._state.world_id
        if world_id is None:
            self._show(replace(self._state, worlds=worlds))
            return
        sessions = tuple(await self._services.library.sessions(world_id))
        if world_id != self._state.world_id:
            return
        here = self._state.session_id
        self._show(replace(self._state, worlds=worlds, sessions=sessions))
        if all(world.id != world_id for world in worlds):
            await self._enter(worlds[0].id if worlds else None, None)
        elif here is not None and all(row.id != here for row in sessions):
            await self._enter(world_id, None)

    async def _read_queue(self) -> None:
        status = await self._services.queue.status()
        chip = queue_chip(status)
        self._show(
            replace(self._state, queue=chip, paused=status.paused, failed_tasks=status.total.failed)
        )

    async def _read_reviews(self) -> None:
        session_id = self._state.session_id
        count = 0
        if session_id is not None:
            count = len(await self._services.reviews.proposals(session_id))
        if session_id == self._state.session_id:
            self._show(replace(self._state, open_proposals=count))

    def _show_models(self) -> None:
        settings = self._services.models.settings()
        chip = models_chip(settings, self._services.models.embedder_description())
        hosts = hosts_beyond(settings.profiles.values())
        self._show(replace(self._state, models=chip, privacy=privacy(hosts)))

    def _show_prompt_problems(self) -> None:
        notice = prompt_notice(self._services.models.prompt_problems())
        if notice is not None:
            self.tell(notice)

    def _lists_changed(self, event: WorldChanged | SessionChanged | HeadMoved) -> None:
        if self._state.phase is Phase.READY:
            self._lists.ask()

    def _work_changed(self, event: TaskMoved | QueuePaused) -> None:
        self._work.ask()

    def _proposals_changed(self, event: ProposalMoved) -> None:
        if event.session_id == self._state.session_id:
            self._open_proposals.ask()

    def _models_changed(self, event: ModelsChanged) -> None:
        if self._state.phase is Phase.READY:
            self._show_models()

    def _index_changed(self, event: IndexStateChanged) -> None:
        status = index_notice(event.state, event.message, before=self._state.status)
        self._show(replace(self._state, status=status))

    def _failed(self, name: str, error: BaseException) -> None:
        if name == "open" and isinstance(error, LoredeskError):
            self.fail(error)
            return
        remedy = self._remedies.get(name)
        notice = told(name, error)
        self.tell(replace(notice, action="Try again") if remedy else notice, remedy)

    def _show(self, state: WindowState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


async def _only(work: Any) -> None:  # noqa: ANN401 - any call whose answer does not matter
    await work


def _nothing() -> None:
    """Do nothing: there is no notice that offers anything."""
