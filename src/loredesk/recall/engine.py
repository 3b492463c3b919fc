"""Recall: which entries matter to a text, each with why and with the score of every stage."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from loredesk.domain.diff import sentences
from loredesk.domain.errors import LoredeskError
from loredesk.domain.explanations import Standing
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.lore import Link
from loredesk.domain.settings import Engine
from loredesk.ports.store import Store
from loredesk.recall.candidates import CANDIDATES, FALLING, Candidate, Signs
from loredesk.recall.lore.weights import MEANING, OTHERWISE, TRIGGERS, WORDS
from loredesk.recall.lore_words import WordSearch
from loredesk.recall.name_books import NameBooks

logger = logging.getLogger(__name__)

EVERYTHING = 1_000_000
ALL_STAGES = frozenset({WORDS, MEANING, TRIGGERS})
SENTENCES_ASKED, WORDS_THAT_ASK = 1, 6
"""So many sentences of a turn are looked for by themselves, none with fewer words."""


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

    async def similarities(
        self,
        text: str,
        entry_ids: Collection[LoreId],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
    ) -> Mapping[LoreId, float]:
        """Return the cosine similarity of *text* and each of *entry_ids* that has a vector."""
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
        signs = Signs(hidden=frozenset(query.hidden))
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
        answers, links = await asyncio.gather(
            asyncio.gather(*(searches[stage](query, limit=limit) for stage in wanted)),
            self._links(signs),
        )
        found_by = dict(zip(wanted, answers, strict=True))
        for stage, scores in found_by.items():
            signs.take(stage, shelf.joined(scores))
        if len(found_by) > 1:
            found = {one for scores in answers for one in scores} | signs.found
            # Where nothing is close the embedder may be down: nobody waits for it twice.
            judged = await self._judged(
                query, found - signs.hidden, by_meaning=bool(found_by[MEANING])
            )
            for stage, scores in judged.items():
                signs.judge(stage, shelf.joined(scores))
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

    async def _judged(
        self, query: Query, entry_ids: Collection[LoreId], *, by_meaning: bool
    ) -> Mapping[str, Mapping[LoreId, float]]:
        """Return what each search says of what the other has found, and of other words."""
        world_id, session_id = query.world_id, query.session_id
        said, alike = await asyncio.gather(
            self._words.judge(entry_ids, _said(query), world_id=world_id, session_id=session_id),
            self._meanings(
                query,
                _asked(query.text) if by_meaning else (),
                lambda text: self._meaning.similarities(
                    text, entry_ids, world_id=world_id, session_id=session_id
                ),
            ),
        )
        return {WORDS: said.words, OTHERWISE: said.otherwise, MEANING: alike}

    async def _by_words(self, query: Query, *, limit: int) -> Mapping[LoreId, float]:
        return await self._words.find(
            _said(query), world_id=query.world_id, session_id=query.session_id, limit=limit
        )

    async def _by_meaning(self, query: Query, *, limit: int) -> Mapping[LoreId, float]:
        return await self._meanings(
            query,
            _asked(query.text),
            lambda text: self._meaning.closest(
                text,
                world_id=query.world_id,
                session_id=query.session_id,
                limit=limit,
                engine=query.engine,
            ),
        )

    async def _meanings(
        self,
        query: Query,
        texts: Sequence[str],
        ask: Callable[[str], Awaitable[Mapping[LoreId, float]]],
    ) -> Mapping[LoreId, float]:
        """Return the best that is answered to any of *texts*."""
        try:
            found = await asyncio.gather(*map(ask, texts))
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

    async def _links(self, signs: Signs) -> Sequence[Link]:
        here = sorted(signs.here)
        if not here:
            return ()
        return await self._store.read(lambda repos: repos.lore.links_of(here))


def _other_ends(links: Sequence[Link], here: Collection[LoreId]) -> dict[LoreId, float]:
    """Return what is one link away from those who are *here*, and is not here itself."""
    ends = {end for link in links for end in (link.from_id, link.to_id)}
    return dict.fromkeys(ends - set(here), 1.0)


def _said(query: Query) -> list[tuple[float, str]]:
    """Return the turn and what was said before it, each with how much it counts."""
    return list(zip(FALLING, (query.text, *query.scene), strict=False))


def _asked(text: str) -> list[str]:
    """Return a turn, and its longest sentence by itself: what one asks is lost among others.

    Where nothing is said, nothing is asked.
    """
    if not text.strip():
        return []
    said = {one for one in sentences(text) if len(one.split()) >= WORDS_THAT_ASK} - {text.strip()}
    return [text, *sorted(said, key=lambda one: (-len(one), one))[:SENTENCES_ASKED]]
