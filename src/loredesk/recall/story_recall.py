"""Recalling what was said: the turns of a session's line that matter to a text."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import StoryEmbedded
from loredesk.domain.hub import Hub
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.messages import Message, MessageState, Role
from loredesk.ports.models import Embedder
from loredesk.ports.store import Repos, Store
from loredesk.recall.likeness import WordVectors
from loredesk.recall.story.passages import StoryPassage, StoryPassages
from loredesk.recall.story.question import Question
from loredesk.recall.story.ranking import Ranked, StoryRanking
from loredesk.recall.story.weights import StoryWeights
from loredesk.recall.weight_books import WeightBooks

logger = logging.getLogger(__name__)

T = TypeVar("T")

LINES_REMEMBERED = 4
"""The passages of so many sessions are kept in memory."""
_LOOK_BACK = 16
"""So many messages are read first to find where a line that is remembered goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A passage of the story, and what each stage said of it."""

    passage: StoryPassage
    score: float
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)


class StoryRecall:
    """Finds passages of a line. What it knows of a session it keeps, and follows the line with it.

    Cutting, counting and ranking run on *thread*, so that the window never waits.
    """

    def __init__(
        self,
        *,
        store: Store,
        embedder: Embedder,
        likeness: Callable[[], WordVectors | None],
        thread: Executor,
        weights: WeightBooks,
        missing: Callable[[SessionId], Awaitable[None]] | None = None,
        hub: Hub,
    ) -> None:
        """Begin; *missing* is told once of each session in which texts have no vector."""
        self._store = store
        self._embedder = embedder
        self._likeness = likeness
        self._ranking: StoryRanking | None = None
        self._lines: OrderedDict[SessionId, _Line] = OrderedDict()
        self._lock = asyncio.Lock()
        self._thread = thread
        self._weights = weights
        self._missing = missing
        self._told_of: set[SessionId] = set()
        hub.subscribe(StoryEmbedded, self._story_embedded)

    async def find(
        self, session_id: SessionId, head: MessageId | None, text: str, *, limit: int
    ) -> list[Recalled]:
        """Return the passages on the line to *head* that matter most to *text*, the best first."""
        async with self._lock:
            line = await self._line(session_id, head)
            await self._tell_of_missing(session_id, line)
            question = await self._question(line, text)
            weights = await self._weights.of_session(session_id)
            return await self._there(
                lambda: _best(
                    line.passages.rows, self._rank(line.passages, question, weights), limit
                )
            )

    async def ranked(
        self,
        session_id: SessionId,
        head: MessageId | None,
        text: str,
        *,
        weights: StoryWeights | None = None,
    ) -> tuple[Sequence[StoryPassage], Ranked]:
        """Return every passage of the line, and how all of them were judged.

        That is by *weights*, or by those of the session's world.
        """
        async with self._lock:
            line = await self._line(session_id, head)
            await self._tell_of_missing(session_id, line)
            question = await self._question(line, text)
            wanted = weights or await self._weights.of_session(session_id)
            rows = tuple(line.passages.rows)
            return rows, await self._there(lambda: self._rank(line.passages, question, wanted))

    async def learned(self, session_id: SessionId) -> LearnedWeights | None:
        """Return by what learned weights a session is judged; None where by the built-in ones."""
        return await self._weights.in_session(session_id)

    async def without_vector(
        self, session_id: SessionId, head: MessageId | None, *, most: int
    ) -> Mapping[str, str]:
        """Return at most *most* texts of the line, by hash, that have no vector yet."""
        async with self._lock:
            line = await self._line(session_id, head)
            missing = await self._there(line.passages.without_vector)
            return dict(islice(missing.items(), most))

    async def _line(self, session_id: SessionId, head: MessageId | None) -> "_Line":
        """Return the line to *head*, with every vector there is."""
        line = self._lines.setdefault(session_id, _Line())
        self._lines.move_to_end(session_id)
        while len(self._lines) > LINES_REMEMBERED:
            self._lines.popitem(last=False)
        # Asked for there: a search that was given up may still be at work on the line.
        known = await self._there(lambda: dict(line.places))
        shared, turn, fresh = await self._store.read(lambda repos: _since(repos, head, known))
        await self._there(lambda: line.go_on(shared, turn, fresh))
        await self._bring_vectors(line)
        return line

    async def _bring_vectors(self, line: "_Line") -> None:
        model = self._embedder.info.model
        if line.model != model:
            await self._there(line.passages.forget_vectors)
            line.model, line.looked_for = model, frozenset()
        heard = line.heard
        missing = (await self._there(line.passages.without_vector)).keys() - line.looked_for
        if missing:
            vectors = await self._store.read(
                lambda repos: repos.documents.vectors(model, sorted(missing))
            )
            await self._there(lambda: line.passages.put_vectors(vectors))
            if line.heard == heard:
                line.looked_for |= missing - vectors.keys()

    async def _tell_of_missing(self, session_id: SessionId, line: "_Line") -> None:
        if self._missing and line.looked_for and session_id not in self._told_of:
            self._told_of.add(session_id)
            await self._missing(session_id)

    async def _question(self, line: "_Line", text: str) -> Question:
        names = line.passages.names
        vector: NDArray[np.float32] | None = None
        if text.strip() and line.passages.rows:
            try:
                asked = line.passages.bare(text)
                vector = (await self._embedder.embed([asked], purpose="query"))[0]
            except LoredeskError as error:
                # Words still find what they find; the window shows the server's own state.
                logger.info("The story is searched by words only: %s", error)
        return await self._there(lambda: Question.read(text, speakers=names, vector=vector))

    def _rank(self, passages: StoryPassages, question: Question, weights: StoryWeights) -> Ranked:
        if self._ranking is None:
            self._ranking = StoryRanking(self._likeness())
        return self._ranking.by(weights).rank(passages, question)

    async def _there(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _story_embedded(self, event: StoryEmbedded) -> None:
        line = self._lines.get(event.session_id)
        if line is not None:
            line.heard += 1
            line.looked_for = frozenset()


def _best(rows: Sequence[StoryPassage], ranked: Ranked, limit: int) -> list[Recalled]:
    return [
        Recalled(
            passage=rows[row],
            score=float(ranked.scores[row]),
            scores={name: float(column[row]) for name, column in ranked.signals._asdict().items()},
        )
        for row in ranked.order[:limit]
    ]


@dataclass(slots=True)
class _Line:
    """The line of a session as far as it is known."""

    passages: StoryPassages = field(default_factory=StoryPassages)
    places: dict[MessageId, int] = field(default_factory=dict)
    """Its messages in order, each with its place from 0."""
    model: str = ""
    looked_for: frozenset[str] = frozenset()
    """The texts that had no vector when they were last looked for."""
    heard: int = 0
    """How often it was said that there are more vectors."""

    def go_on(self, shared: int, turn: int, fresh: Sequence[Message]) -> None:
        """Keep the first *shared* messages and let *fresh* ones follow, the first in *turn*."""
        self.passages.truncate(shared)
        while len(self.places) > shared:
            self.places.popitem()
        for number, message in enumerate(fresh):
            turn += number > 0 and message.role is Role.AUTHOR
            self.passages.append(message, turn)
            self.places[message.id] = len(self.places)


def _since(
    repos: Repos, head: MessageId | None, known: Mapping[MessageId, int]
) -> tuple[int, int, Sequence[Message]]:
    """Return how many messages of *known* the line to *head* shares, and what follows them.

    In between, the turn of the first that follows. A reply still arriving is not part of it yet.
    """
    last = _LOOK_BACK
    end = repos.messages.line(head, last=last if known else None)
    while known and len(end) == last and end[0].id not in known:
        last *= 8
        end = repos.messages.line(head, last=last)
    shared = max((known[one.id] + 1 for one in end if one.id in known), default=0)
    fresh = [one for one in end if one.id not in known and one.state is not MessageState.ARRIVING]
    turn = repos.messages.turn_of(fresh[0].id) if fresh else 0
    return shared, turn, fresh
