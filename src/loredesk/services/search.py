"""Searching lore and notes the way recall does, for the author to see."""

from collections.abc import Sequence

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import IndexReport, SearchHit
from loredesk.domain.settings import Engine
from loredesk.ports.store import Repos, Store
from loredesk.recall.candidates import Candidate
from loredesk.recall.engine import ALL_STAGES, Query, RecallEngine
from loredesk.services.indexing import IndexService


class SearchService:
    """Searches, and looks after the index."""

    def __init__(self, *, store: Store, recall: RecallEngine, index: IndexService) -> None:
        self._store = store
        self._recall = recall
        self._index = index

    async def search(
        self,
        text: str,
        *,
        world_id: WorldId,
        session_id: SessionId | None = None,
        only: str | None = None,
        engine: Engine | None = None,
        limit: int = 20,
    ) -> tuple[SearchHit, ...]:
        """Return the entries *text* finds, the best first, with the score of each stage.

        *only* names one stage: `words`, `meaning` or `triggers`.
        """
        if only is not None and only not in ALL_STAGES:
            hint = f"The stages are {', '.join(sorted(ALL_STAGES))}."
            raise UserFixableError(f"There is no search stage {only!r}.", hint=hint)
        query = Query(
            world_id=world_id,
            session_id=session_id,
            text=text,
            stages=frozenset({only}) if only else ALL_STAGES,
            engine=engine,
        )
        found = [one for one in await self._recall.find(query) if one.scores]
        found = sorted(found, key=lambda one: -one.score)[:limit]
        return await self._store.read(lambda repos: _hits(repos, found, session_id))

    async def check(self, engine: Engine | None = None) -> IndexReport:
        """Compare an index with what should be in it."""
        return await self._index.check(engine)

    async def rebuild(self, engine: Engine | None = None) -> IndexReport:
        """Fill an index anew from SQLite."""
        return await self._index.rebuild(engine)


def _hits(
    repos: Repos, found: Sequence[Candidate], session_id: SessionId | None
) -> tuple[SearchHit, ...]:
    ids = [one.entry_id for one in found]
    entries = repos.lore.many(ids)
    notes = repos.notes.current_of(session_id, ids) if session_id is not None else {}
    hits = []
    for one in found:
        entry = entries.get(LoreId(one.entry_id))
        if entry is None:
            continue
        note = notes.get(entry.id)
        hits.append(
            SearchHit(
                entry_id=entry.id,
                handle=entry.handle,
                title=entry.title,
                revision=note.revision if note else f"lore:{entry.revision}",
                score=one.score,
                scores=one.scores,
            )
        )
    return tuple(hits)
