"""Recall: which entries matter to a text, each with why and with the score of every stage."""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import LoreChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import EntryNames
from loredesk.domain.settings import Engine
from loredesk.ports.store import Repos, Store
from loredesk.recall.fusion import fused
from loredesk.recall.lexical import telling_words
from loredesk.recall.triggers import TriggerTable

logger = logging.getLogger(__name__)

CANDIDATES = 50
WORDS, MEANING, TRIGGERS = "words", "meaning", "triggers"
ALL_STAGES = frozenset({WORDS, MEANING, TRIGGERS})
WEIGHTS: Mapping[str, float] = {WORDS: 1.0, MEANING: 1.0, TRIGGERS: 1.0}

NAMED, ON_SCENE, ALWAYS = "named in the turn", "on scene", "always on"
CLOSE_IN_WORDS, CLOSE_IN_MEANING = "close in words", "close in meaning"


class MeaningSearch(Protocol):
    """Finds entries by meaning."""

    async def closest(
        self,
        text: str,
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
        engine: Engine | None = None,
    ) -> Mapping[LoreId, float]:
        """Return the entries in force closest to *text*, with their cosine similarity."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for."""

    world_id: WorldId
    session_id: SessionId | None
    text: str
    """The new turn: what it names comes first."""
    scene: str = ""
    """The last turns and the panel: they help the search by words and meaning."""
    on_scene: tuple[str, ...] = ()
    """Names of who is present and of the place."""
    stages: Collection[str] = ALL_STAGES
    engine: Engine | None = None
    """Which index answers; None leaves it to the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that may matter."""

    entry_id: LoreId
    score: float
    reason: str
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    must: bool = False
    """Named, on scene or always on: never dropped silently."""


class RecallEngine:
    """Finds and ranks candidates. Keeps the names of every world it was asked about."""

    def __init__(self, *, store: Store, meaning: MeaningSearch, hub: Hub) -> None:
        self._store = store
        self._meaning = meaning
        self._canon: dict[WorldId, _Names] = {}
        self._changed: dict[WorldId, set[LoreId]] = {}
        self._reading = asyncio.Lock()
        hub.subscribe(LoreChanged, self._lore_changed)

    async def find(self, query: Query) -> list[Candidate]:
        """Return the candidates for *query*, the most important first."""
        names, standing = await self._names(query)
        # At once: while the searches are awaited another reading may change the names.
        named = _mentioned(names, query.text) if TRIGGERS in query.stages else {}
        named = _joined(named, standing)
        scene = "\n".join(query.on_scene)
        present = _mentioned(names, scene) if TRIGGERS in query.stages else {}
        present = _joined(present, standing)
        always = _always_on(names) if query.stages == ALL_STAGES else frozenset()
        always -= standing.keys()
        searches = {WORDS: self._by_words, MEANING: self._by_meaning}
        wanted = [stage for stage in searches if stage in query.stages]
        # Together: the one waits for the disk, the other for the embedder.
        found_by = await asyncio.gather(*(searches[stage](query) for stage in wanted))
        stages: dict[str, Mapping[LoreId, float]] = {
            stage: _joined(scores, standing) for stage, scores in zip(wanted, found_by, strict=True)
        }
        if named:
            stages[TRIGGERS] = named
        totals = fused(stages, WEIGHTS, ranking={MEANING})
        found = set(totals) | set(named) | set(present) | always
        candidates = [
            Candidate(
                entry_id=entry_id,
                score=totals.get(entry_id, 0.0),
                reason=_reason(entry_id, named, present, always, stages),
                scores={
                    stage: scores[entry_id]
                    for stage, scores in stages.items()
                    if entry_id in scores
                },
                must=entry_id in named or entry_id in present or entry_id in always,
            )
            for entry_id in found
        ]
        order = {NAMED: 0, ON_SCENE: 1, ALWAYS: 2}
        candidates.sort(key=lambda one: (order.get(one.reason, 3), -one.score, one.entry_id))
        return candidates

    async def _by_words(self, query: Query) -> Mapping[LoreId, float]:
        terms = telling_words(query.text, query.scene)
        if not terms:
            return {}
        hits = await self._store.read(
            lambda repos: repos.words.find(
                terms, world_id=query.world_id, session_id=query.session_id, limit=CANDIDATES
            )
        )
        return {hit.entry_id: hit.score for hit in hits}

    async def _by_meaning(self, query: Query) -> Mapping[LoreId, float]:
        if not query.text.strip():
            return {}
        try:
            return await self._meaning.closest(
                query.text,
                world_id=query.world_id,
                session_id=query.session_id,
                limit=CANDIDATES,
                engine=query.engine,
            )
        except LoredeskError:
            if query.stages == {MEANING}:
                raise
            # An embedding server that is down must not keep a reply from being written: words
            # and names still find their entries, and the window shows the server's own state.
            return {}
        except ValueError:
            # Nor may a vector that nothing can be compared with.
            logger.exception("Search by meaning found nothing to compare with")
            return {}

    async def _names(self, query: Query) -> "tuple[tuple[_Names, _Names], Mapping[LoreId, LoreId]]":
        """Return the names of canon and of the session's own entries, and who stands for whom.

        Those of canon are kept between calls.
        """
        world_id, session_id = query.world_id, query.session_id
        # One at a time: of two readings that overlap, the older one might be taken last.
        async with self._reading:
            canon = self._canon.setdefault(world_id, _Names())
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
        own = _Names()
        own.take(own_rows)
        return (canon, own), standing

    def _lore_changed(self, event: LoreChanged) -> None:
        self._changed.setdefault(event.world_id, set()).add(event.entry_id)


class _Names:
    """The names of some entries, and which of them are always on."""

    def __init__(self) -> None:
        self.table = TriggerTable()
        self.always_on: set[LoreId] = set()
        self.was_read = False

    def take(self, rows: Sequence[EntryNames]) -> None:
        for row in rows:
            self.table.put(row.entry_id, row.names)
            if row.always_on:
                self.always_on.add(row.entry_id)

    def forget(self, entry_ids: Collection[LoreId]) -> None:
        for entry_id in entry_ids:
            self.table.drop(entry_id)
            self.always_on.discard(entry_id)


def _mentioned(names: tuple[_Names, ...], text: str) -> dict[LoreId, float]:
    found: dict[LoreId, float] = {}
    for some in names:
        for mention in some.table.mentions(text):
            found[mention.entry_id] = found.get(mention.entry_id, 0.0) + 1.0
    return found


def _joined(
    scores: Mapping[LoreId, float], standing: Mapping[LoreId, LoreId]
) -> dict[LoreId, float]:
    """Return *scores* with those of merged entries counted for the ones that stand for them."""
    found: dict[LoreId, float] = {}
    for entry_id, score in scores.items():
        instead = standing.get(entry_id, entry_id)
        found[instead] = max(score, found.get(instead, score))
    return found


def _always_on(names: tuple[_Names, ...]) -> frozenset[LoreId]:
    return frozenset().union(*(some.always_on for some in names))


def _reason(
    entry_id: LoreId,
    named: Mapping[LoreId, float],
    present: Mapping[LoreId, float],
    always: Collection[LoreId],
    stages: Mapping[str, Mapping[LoreId, float]],
) -> str:
    if entry_id in named:
        return NAMED
    if entry_id in present:
        return ON_SCENE
    if entry_id in always:
        return ALWAYS
    return CLOSE_IN_WORDS if entry_id in stages.get(WORDS, {}) else CLOSE_IN_MEANING
