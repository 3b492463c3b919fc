"""The lore browser without its window: wishes become readings, readings become states."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, Protocol

from loredesk.domain.events import HeadMoved, LoreChanged, NoteChanged, ProposalMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import Facets, LoreFilter, LoreRow
from loredesk.domain.lore import Origin
from loredesk.ui.lore.state import LoreState
from loredesk.ui.refresher import Refresher
from loredesk.ui.steered import SteeringState
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

PAGE = 200
"""How many rows are read at a time."""


class LoreView(Protocol):
    """Shows the lore browser."""

    def show_state(self, state: LoreState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Library(Protocol):
    """Lists the entries of a world."""

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a stretch of the rows the filter lets through."""
        ...

    async def count(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
    ) -> int:
        """Return how many entries the filter lets through."""
        ...

    async def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return what the entries can be filtered by."""
        ...


class LorePresenter:
    """Keeps the list of entries true while the author filters it and the story changes it."""

    def __init__(
        self, *, view: LoreView, library: Library, hub: Hub, refresh_pause: float = 0.2
    ) -> None:
        self._view = view
        self._library = library
        self._state = LoreState()
        self._world: WorldId | None = None
        self._session: SessionId | None = None
        self._reading_from = 0
        """The row from which more rows are on their way; 0 where none are."""
        self._scope = TaskScope(on_error=self._failed)
        self._refresher = Refresher(self._read_again, scope=self._scope, pause=refresh_pause)
        self._unsubscribe: tuple[Callable[[], None], ...] = (
            hub.subscribe(LoreChanged, self._lore_changed),
            hub.subscribe(NoteChanged, self._session_changed),
            hub.subscribe(ProposalMoved, self._session_changed),
            hub.subscribe(HeadMoved, self._session_changed),
        )
        self._view.show_state(self._state)

    def open(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Show the lore of a world as it stands in a session."""
        if world_id != self._world:
            self._state = LoreState(steering=self._state.steering)
        self._world, self._session = world_id, session_id
        has_world = world_id is not None
        self._show(
            replace(self._state, has_world=has_world, in_session=session_id is not None, rows=())
        )
        self._read_anew()

    def search(self, text: str) -> None:
        """Keep the entries in whose title, alias or tag *text* stands."""
        self._narrow(replace(self._state.filter, text=text.strip()))

    def narrow_category(self, category: str) -> None:
        """Keep the entries of *category*; all of them where it is empty."""
        self._narrow(replace(self._state.filter, category=category))

    def narrow_tag(self, tag: str) -> None:
        """Keep the entries with *tag*; all of them where it is empty."""
        self._narrow(replace(self._state.filter, tag=tag))

    def narrow_origin(self, origin: Origin | Literal["", "proposed"]) -> None:
        """Keep canon, this session's own entries, or those with an open proposal."""
        self._narrow(replace(self._state.filter, origin=origin))

    def clear_filters(self) -> None:
        """Show every entry again."""
        self._narrow(LoreFilter())

    def choose(self, entry_id: LoreId | None) -> None:
        """Remember which entry the author looks at."""
        if entry_id != self._state.chosen:
            self._show(replace(self._state, chosen=entry_id))

    def show_steering(self, state: SteeringState) -> None:
        """Take *state* as what the author says about recall."""
        self._show(replace(self._state, steering=state))

    def read_more(self) -> None:
        """Read the next rows, unless there are none or they are on their way."""
        if self._state.has_more and self._reading_from != len(self._state.rows):
            self._reading_from = len(self._state.rows)
            self._scope.start("more", self._more())

    def refresh(self) -> None:
        """Read what is shown once more."""
        if self._world is not None:
            self._refresher.ask()

    async def aclose(self) -> None:
        """Stop listening and reading."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        await self._scope.aclose()

    def _narrow(self, narrowed: LoreFilter) -> None:
        if narrowed == self._state.filter:
            return
        self._show(replace(self._state, filter=narrowed))
        self._read_anew()

    def _read_anew(self) -> None:
        self._stop_reading_more()
        if self._world is None:
            self._scope.cancel("read")
            return
        self._show(replace(self._state, loading=True))
        self._scope.start("read", self._read(PAGE))

    async def _read_again(self) -> None:
        await self._read(max(PAGE, len(self._state.rows)))

    async def _read(self, limit: int) -> None:
        world, session, wanted = self._world, self._session, self._state.filter
        if world is None:
            return
        rows = await self._library.entries(world, session, wanted, offset=0, limit=limit)
        matching = await self._library.count(world, session, wanted)
        facets = await self._library.facets(world, session)
        if (world, session, wanted) != (self._world, self._session, self._state.filter):
            return  # the author has moved on; the reading for the new place is on its way
        self._stop_reading_more()
        self._show(
            replace(
                self._state,
                rows=rows,
                matching=matching,
                facets=facets,
                loading=False,
                notice=None,
            )
        )

    async def _more(self) -> None:
        world, known = self._world, self._state.rows
        if world is None:
            return
        rows = await self._library.entries(
            world, self._session, self._state.filter, offset=len(known), limit=PAGE
        )
        self._reading_from = 0
        # An empty page means that entries have gone since they were counted.
        matching = self._state.matching if rows else len(known)
        self._show(replace(self._state, rows=known + rows, matching=matching))

    def _stop_reading_more(self) -> None:
        self._reading_from = 0
        self._scope.cancel("more")

    def _lore_changed(self, event: LoreChanged) -> None:
        if event.world_id == self._world:
            self._refresher.ask()

    def _session_changed(self, event: NoteChanged | ProposalMoved | HeadMoved) -> None:
        if event.session_id == self._session:
            self._refresher.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, notice=told(name, error)))

    def _show(self, state: LoreState) -> None:
        self._state = state
        self._view.show_state(state)
