"""The carry-over without its window."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import LoreFilter, LoreRow
from loredesk.domain.messages import Session
from loredesk.ui.carry.state import CarryState, Portable
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_PAGE = 1000


class CarryView(Protocol):
    """Shows the carry-over."""

    def show_state(self, state: CarryState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class Library(Protocol):
    """Knows the entries of a session, and begins sessions."""

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a stretch of the entries the filter lets through."""
        ...

    async def new_session(
        self,
        world_id: WorldId,
        title: str = "",
        *,
        carry_from: SessionId | None = None,
        entries: Sequence[LoreId] = (),
    ) -> Session:
        """Begin a playthrough with what another one has noted."""
        ...


class CarryPresenter:
    """Lets the author tick what a new session knows, and begins it."""

    def __init__(
        self, *, view: CarryView, library: Library, begun: Callable[[SessionId], None]
    ) -> None:
        self._view = view
        self._library = library
        self._begun = begun
        self._state = CarryState()
        self._at: tuple[WorldId, SessionId] | None = None
        self._scope = TaskScope(on_error=self._failed)

    def enter(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Take this session as what is carried over from."""
        at = (world_id, session_id) if world_id is not None and session_id is not None else None
        if at != self._at:
            self._at = at
            self.close()

    def open(self) -> None:
        """Show what can be taken along."""
        if self._at is not None:
            self._show(CarryState(open=True, loading=True))
            self._scope.start("read", self._read(*self._at))

    def tick(self, entry_id: LoreId, *, taken: bool) -> None:
        """Say whether an entry comes along."""
        ticked = self._state.ticked | {entry_id} if taken else self._state.ticked - {entry_id}
        self._show(replace(self._state, ticked=ticked))

    def tick_all(self) -> None:
        """Take everything along."""
        every = frozenset(one.id for one in self._state.entries)
        self._show(replace(self._state, ticked=every))

    def tick_none(self) -> None:
        """Take nothing along."""
        self._show(replace(self._state, ticked=frozenset()))

    def name(self, title: str) -> None:
        """Take what the new session is called."""
        self._show(replace(self._state, title=title))

    def begin(self) -> None:
        """Begin the new session, and go there."""
        if self._at is not None and self._state.can_begin:
            self._show(replace(self._state, busy=True, notice=None))
            self._scope.start("begin", self._begin(*self._at))

    def close(self) -> None:
        """Put the carry-over away; no session is begun."""
        self._scope.cancel("read")
        self._show(CarryState())

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    async def _read(self, world_id: WorldId, session_id: SessionId) -> None:
        found: list[Portable] = []
        offset = 0
        while True:
            rows = await self._library.entries(
                world_id, session_id, LoreFilter(), offset=offset, limit=_PAGE
            )
            found += [_portable(row) for row in rows if row.note or row.origin != "canon"]
            offset += len(rows)
            if len(rows) < _PAGE:
                break
        ticked = frozenset(one.id for one in found)
        self._show(replace(self._state, loading=False, entries=tuple(found), ticked=ticked))

    async def _begin(self, world_id: WorldId, session_id: SessionId) -> None:
        state = self._state
        chosen = [one.id for one in state.entries if one.id in state.ticked]
        session = await self._library.new_session(
            world_id, state.title.strip(), carry_from=session_id, entries=chosen
        )
        self.close()
        self._begun(session.id)

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, busy=False, notice=told(name, error)))

    def _show(self, state: CarryState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _portable(row: LoreRow) -> Portable:
    if row.origin == "canon":
        return Portable(id=row.id, title=row.title, what="its note")
    what = "newcomer, with its note" if row.note else "newcomer"
    return Portable(id=row.id, title=row.title, what=what)
