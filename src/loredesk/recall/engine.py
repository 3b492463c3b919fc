"""Recall: which entries matter to a text, each with why and with the score of every stage."""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from loredesk.domain.diff import sentences
from loredesk.domain.errors import LoredeskError
from loredesk.domain.explanations import Standing
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.lore import Link
from loredesk.domain.settings import Engine
from loredesk.ports.store import Store
from loredesk.recall.fusion import fused
from loredesk.recall.lore.weights import LINKS, MEANING, RECENT, TRIGGERS, WEIGHTS, WORDS
from loredesk.recall.lore_words import WordSearch
from loredesk.recall.name_books import NameBooks
from loredesk.recall.names import Named

logger = logging.getLogger(__name__)

CANDIDATES = 50
EVERYTHING = 1_000_000
ALL_STAGES = frozenset({WORDS, MEANING, TRIGGERS})
SENTENCES_ASKED, WORDS_THAT_ASK = 1, 6
"""So many sentences of a turn are looked for by themselves, none with fewer words."""
FALLING = (1.0, 0.5, 0.25)
"""How much the new turn counts, the last message, and the one before."""

NAMED, NEARLY_NAMED = "named in the turn", "probably named in the turn"
ON_SCENE, ALWAYS = "on scene", "always on"
LINKED = "linked to who is on scene"
LATELY = "named in the last messages"
CLOSE_IN_WORDS, CLOSE_IN_MEANING = "close in words", "close in meaning"
_ORDER = {NAMED: 0, NEARLY_NAMED: 0, ON_SCENE: 1, ALWAYS: 2}


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
    scene: tuple[str, ...] = ()
    """The last messages, the newest first: they help the search, the less the older they are."""
    on_scene: tuple[str, ...] = ()
    """Names of who is present and of the place."""
    stages: Collection[str] = ALL_STAGES
    engine: Engine | None = None
    """Which index answers; None leaves it to the settings."""
    hidden: Collection[LoreId] = ()
    """Entries that may not be told: they take no part, and are listed last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that may matter."""

    entry_id: LoreId
    score: float
    reason: str
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    must: bool = False
    """Named, on scene or always on: never dropped silently."""
    hidden: bool = False
    """It would be among the candidates, but may not be told."""


class RecallEngine:
    """Finds and ranks candidates."""

    def __init__(
        self, *, store: Store, meaning: MeaningSearch, words: WordSearch, books: NameBooks
    ) -> None:
        self._store = store
        self._meaning = meaning
        self._words = words
        self._books = books

    async def find(self, query: Query) -> list[Candidate]:
        """Return the candidates for *query*, the most important first.

        Behind them stand those that would be among them, were they not hidden.
        """
        shelf = await self._books.open(query.world_id, query.session_id)
        # At once: while the searches are awaited another reading may change the names.
        signs = _Signs(hidden=frozenset(query.hidden))
        if TRIGGERS in query.stages:
            signs.named = shelf.named(query.text)
            signs.present = shelf.named("\n".join(query.on_scene))
            signs.recent = [shelf.named(said) for said in query.scene]
        if query.stages == ALL_STAGES:
            signs.always = shelf.always_on()
        searches = {WORDS: self._by_words, MEANING: self._by_meaning}
        wanted = [stage for stage in searches if stage in query.stages]
        limit = CANDIDATES + len(signs.hidden)
        # Together: the one waits for the disk, the other for the embedder.
        found_by, links = await asyncio.gather(
            asyncio.gather(*(searches[stage](query, limit=limit) for stage in wanted)),
            self._links(signs),
        )
        for stage, scores in zip(wanted, found_by, strict=True):
            signs.take(stage, shelf.joined(scores))
        if query.stages == ALL_STAGES:
            signs.linked = shelf.joined(_other_ends(links, signs.here))
        return signs.candidates()

    async def standings(self, query: Query, entry_id: LoreId) -> tuple[Standing, ...]:
        """Return where an entry stands among all others, by words and by meaning."""
        shelf = await self._books.open(query.world_id, query.session_id)
        found = []
        for stage, search in ((WORDS, self._by_words), (MEANING, self._by_meaning)):
            scores = shelf.joined(await search(query, limit=EVERYTHING))
            order = sorted(scores, key=lambda one: -scores[one])
            if entry_id in scores:
                rank = order.index(entry_id) + 1
                found.append(Standing(stage=stage, rank=rank, score=scores[entry_id]))
            else:
                found.append(Standing(stage=stage, rank=None))
        return tuple(found)

    async def _by_words(self, query: Query, *, limit: int) -> Mapping[LoreId, float]:
        said = zip(FALLING, (query.text, *query.scene), strict=False)
        return await self._words.find(
            list(said), world_id=query.world_id, session_id=query.session_id, limit=limit
        )

    async def _by_meaning(self, query: Query, *, limit: int) -> Mapping[LoreId, float]:
        if not query.text.strip():
            return {}
        try:
            found = await asyncio.gather(
                *(
                    self._meaning.closest(
                        text,
                        world_id=query.world_id,
                        session_id=query.session_id,
                        limit=limit,
                        engine=query.engine,
                    )
                    for text in _asked(query.text)
                )
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
        best: dict[LoreId, float] = {}
        for scores in found:
            best |= {one: max(score, best.get(one, score)) for one, score in scores.items()}
        return best

    async def _links(self, signs: "_Signs") -> Sequence[Link]:
        here = sorted(signs.here)
        if not here:
            return ()
        return await self._store.read(lambda repos: repos.lore.links_of(here))


@dataclass(slots=True)
class _Signs:
    """Everything that says an entry may matter."""

    hidden: frozenset[LoreId] = frozenset()
    named: Named = field(default_factory=Named)
    present: Named = field(default_factory=Named)
    recent: list[Named] = field(default_factory=list)
    always: frozenset[LoreId] = frozenset()
    linked: Mapping[LoreId, float] = field(default_factory=dict)
    searched: dict[str, Mapping[LoreId, float]] = field(default_factory=dict)
    missed: set[LoreId] = field(default_factory=set)
    """Hidden entries that a search would have found."""

    @property
    def here(self) -> frozenset[LoreId]:
        """Return who is named or on scene, and not hidden."""
        here = {
            *self.named.exactly,
            *self.named.nearly,
            *self.present.exactly,
            *self.present.nearly,
        }
        return frozenset(here - self.hidden)

    def take(self, stage: str, scores: Mapping[LoreId, float]) -> None:
        """Take what a search has found, as if nothing that is hidden were there."""
        order = sorted(scores, key=lambda one: -scores[one])
        open_ones = [one for one in order if one not in self.hidden][:CANDIDATES]
        least = scores[open_ones[-1]] if open_ones else 0.0
        self.missed |= {one for one in order if one in self.hidden and scores[one] >= least}
        self.searched[stage] = {one: scores[one] for one in open_ones}

    def candidates(self) -> list[Candidate]:
        """Return the candidates in order."""
        triggers = {**self.named.nearly, **dict.fromkeys(self.named.exactly, 1.0)}
        recent: dict[LoreId, float] = {}
        for weight, named in zip(FALLING[1:], self.recent, strict=False):
            for entry_id in (*named.exactly, *named.nearly):
                recent.setdefault(entry_id, 2 * weight)
        plain = {TRIGGERS: triggers, LINKS: self.linked, RECENT: recent}
        totals = fused(self.searched, WEIGHTS, ranking={MEANING})
        everyone = {*totals, *self.here, *self.always, *self.linked, *recent}
        found = []
        for entry_id in everyone - self.hidden:
            scores = {
                stage: given[entry_id]
                for stage, given in (*self.searched.items(), *plain.items())
                if entry_id in given
            }
            extra = sum(WEIGHTS[stage] * given.get(entry_id, 0.0) for stage, given in plain.items())
            reason = self._reason(entry_id)
            found.append(
                Candidate(
                    entry_id=entry_id,
                    score=totals.get(entry_id, 0.0) + extra,
                    reason=reason,
                    scores=scores,
                    must=reason in _ORDER,
                )
            )
        found.sort(key=lambda one: (_ORDER.get(one.reason, 3), -one.score, one.entry_id))
        return [*found, *self._hidden(everyone)]

    def _hidden(self, everyone: Collection[LoreId]) -> list[Candidate]:
        """Return the hidden entries that would be among *everyone*, or that a search missed."""
        named = {*self.named.exactly, *self.named.nearly}
        named |= {*self.present.exactly, *self.present.nearly}
        wanted = ({*everyone, *named} & self.hidden) | self.missed
        return [
            Candidate(entry_id=one, score=0.0, reason=self._reason(one), hidden=True)
            for one in sorted(wanted)
        ]

    def _reason(self, entry_id: LoreId) -> str:
        reasons = (
            (NAMED, self.named.exactly),
            (NEARLY_NAMED, self.named.nearly),
            (ON_SCENE, self.present.exactly),
            (ON_SCENE, self.present.nearly),
            (ALWAYS, self.always),
            (LINKED, self.linked),
            (CLOSE_IN_WORDS, self.searched.get(WORDS, {})),
            (CLOSE_IN_MEANING, self.searched.get(MEANING, {})),
            (LATELY, {one for named in self.recent for one in (*named.exactly, *named.nearly)}),
        )
        return next((reason for reason, some in reasons if entry_id in some), CLOSE_IN_MEANING)


def _other_ends(links: Sequence[Link], here: Collection[LoreId]) -> dict[LoreId, float]:
    """Return what is one link away from those who are *here*, and is not here itself."""
    ends = {end for link in links for end in (link.from_id, link.to_id)}
    return dict.fromkeys(ends - set(here), 1.0)


def _asked(text: str) -> list[str]:
    """Return a turn, and its longest sentence by itself: what one asks is lost among others."""
    said = {one for one in sentences(text) if len(one.split()) >= WORDS_THAT_ASK} - {text.strip()}
    return [text, *sorted(said, key=lambda one: (-len(one), one))[:SENTENCES_ASKED]]
