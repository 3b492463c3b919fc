"""The names of every world that is asked about, kept between questions."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loredesk.domain.events import LoreChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import EntryNames
from loredesk.ports.store import Repos, Store
from loredesk.recall.names import NameBook, Named, together


@dataclass(frozen=True, slots=True)
class Shelf:
    """The names a session sees, and who stands for whom there."""

    books: tuple[NameBook, ...]
    standing: Mapping[LoreId, LoreId]

    def named(self, text: str) -> Named:
        """Return who *text* names; of merged entries the ones that stand for them."""
        found = together([book.named(text) for book in self.books])
        exactly = self.joined(found.exactly)
        nearly = self.joined(found.nearly)
        return Named(exactly, {one: fit for one, fit in nearly.items() if one not in exactly})

    def always_on(self) -> frozenset[LoreId]:
        """Return the entries that are always on."""
        always = frozenset().union(*(book.always_on for book in self.books))
        return always - self.standing.keys()

    def joined(self, scores: Mapping[LoreId, float]) -> dict[LoreId, float]:
        """Return *scores* with those of merged entries counted for the ones that stand for them."""
        found: dict[LoreId, float] = {}
        for entry_id, score in scores.items():
            instead = self.standing.get(entry_id, entry_id)
            found[instead] = max(score, found.get(instead, score))
        return found


class NameBooks:
    """Knows the names of canon by heart, and reads those of a session's own entries."""

    def __init__(self, *, store: Store, hub: Hub) -> None:
        self._store = store
        self._canon: dict[WorldId, NameBook] = {}
        self._changed: dict[WorldId, set[LoreId]] = {}
        self._reading = asyncio.Lock()
        hub.subscribe(LoreChanged, self._lore_changed)

    async def open(self, world_id: WorldId, session_id: SessionId | None) -> Shelf:
        """Return the names of canon and of the session's own entries."""
        # One at a time: of two readings that overlap, the older one might be taken last.
        async with self._reading:
            canon = self._canon.setdefault(world_id, NameBook())
            changed = self._changed.pop(world_id, set())
            wanted = sorted(changed) if canon.was_read else None

            def work(
                repos: Repos,
            ) -> tuple[Sequence[EntryNames], Sequence[EntryNames], Mapping[LoreId, LoreId]]:
                fresh = repos.lore.names(world_id, only=wanted) if wanted != [] else ()
                own = () if session_id is None else repos.lore.own_names(session_id)
                return fresh, own, repos.redirects.standing(world_id, session_id)

            try:
                fresh, own_rows, standing = await self._store.read(work)
            except BaseException:
                self._changed.setdefault(world_id, set()).update(changed)
                raise
            canon.was_read = True
            canon.forget(changed)
            canon.take(fresh)
        own = NameBook()
        own.take(own_rows)
        return Shelf((canon, own), standing)

    def _lore_changed(self, event: LoreChanged) -> None:
        self._changed.setdefault(event.world_id, set()).add(event.entry_id)
