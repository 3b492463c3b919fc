"""Turns and searches in a made home, as they are measured one by one."""

import asyncio
import contextlib
import itertools
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from functools import partial
from statistics import median

import numpy as np
from numpy.typing import NDArray

from loredesk.bootstrap.bench.loop_watch import LoopWatch
from loredesk.bootstrap.bench.made_home import MadeHome
from loredesk.bootstrap.bench.peer import ABOUT, FOUND, ChromaAndFullText, FullText
from loredesk.bootstrap.bench.stages import StagedPrompts
from loredesk.cli.bench.measuring import Fact
from loredesk.domain.documents import document_key
from loredesk.domain.listings import ReplyFinished
from loredesk.recall.engine import Query

TURNS_IN_A_ROUND = 20
SEARCHES_IN_A_ROUND = 40
WORKERS = 2
IDLE_SECONDS = 0.3
BARE_SEARCH, PEER = "bare search", "Chroma in process + FTS5"


class BareSearch:
    """The least that finds by meaning and by words: one product, one full-text query."""

    def __init__(self, made: MadeHome) -> None:
        self._words = FullText(made.file)
        query = "SELECT vector FROM embeddings"
        rows = [np.frombuffer(row[0], "<f4") for row in self._words.reader.execute(query)]
        self._matrix = np.array(rows, np.float32)

    def __call__(self, text: str, vector: NDArray[np.float32]) -> int:
        """Return how many are found."""
        scores = self._matrix @ vector
        closest = np.argpartition(scores, -min(FOUND, len(scores)))[-FOUND:]
        return len(closest) + self._words(text)

    def close(self) -> None:
        """Close the file."""
        self._words.close()


class Turns:
    """The ways of this benchmark."""

    def __init__(
        self, made: MadeHome, bare: BareSearch, peer: ChromaAndFullText | None, why_not: str
    ) -> None:
        self._made = made
        self._bare = bare
        self._peer = peer
        self._why_not = why_not
        self.stages = StagedPrompts(made)
        self._vector = made.world.inventor.vector()
        self._numbers = itertools.count(1)
        self._rewrites = 0
        self._rewriting = 0.0
        self._idle, self._blocked, self._busy_blocked = LoopWatch(), LoopWatch(), LoopWatch()

    async def warm_up(self) -> None:
        """Load what the first turn loads: the network, the mirror, the names."""
        await self._reply(self._text())
        self._bare(self._text(), self._vector)
        async with self._idle.watching():
            await asyncio.sleep(IDLE_SECONDS)

    async def replies(self) -> Sequence[float]:
        """Play turns; the first token comes when the request has been sent."""
        async with self._blocked.watching():
            return await self.plain_replies()

    async def plain_replies(self) -> Sequence[float]:
        """Play turns, and leave the loop to whoever watches it."""
        return [await self._reply(self._text()) for _ in range(TURNS_IN_A_ROUND)]

    async def prompts(self) -> Sequence[float]:
        """Put prompts together, and note what each stage costs."""
        return await self.stages.round([self._text() for _ in range(TURNS_IN_A_ROUND)])

    async def bare_replies(self) -> Sequence[float]:
        """Embed the turn and search, and nothing else."""
        samples = []
        for _ in range(TURNS_IN_A_ROUND):
            text = self._text()
            started = time.perf_counter()
            vectors = await self._made.embedder.embed([text], purpose="query")
            self._bare(text, vectors[0])
            samples.append(_ms_since(started))
        return samples

    async def embeddings(self) -> Sequence[float]:
        """Embed turns."""
        samples = []
        for _ in range(TURNS_IN_A_ROUND):
            text = self._text()
            started = time.perf_counter()
            await self._made.embedder.embed([text], purpose="query")
            samples.append(_ms_since(started))
        return samples

    async def searches(self) -> Sequence[float]:
        """Search as the author and the services do; the query's vector is known."""
        made = self._made
        return await self._known(
            partial(
                made.joined.desk.search.search,
                world_id=made.world.world_id,
                session_id=made.world.session_id,
                limit=FOUND,
            )
        )

    async def candidates(self, stage: str) -> Sequence[float]:
        """Find candidates by one stage alone; the query's vector is known."""
        world = self._made.world
        return await self._known(
            lambda text: self._made.joined.core.recall.find(
                Query(
                    world_id=world.world_id,
                    session_id=world.session_id,
                    text=text,
                    stages=frozenset({stage}),
                )
            )
        )

    async def peer_searches(self) -> Sequence[float]:
        """Search as the peer does, on a thread beside the loop."""
        return await self._known(self._ask_peer)

    def busy(
        self, measure: Callable[[], Awaitable[Sequence[float]]]
    ) -> Callable[[], Awaitable[Sequence[float]]]:
        """Return *measure*, done while workers rewrite notes as fast as they can."""
        return partial(self._beside_workers, measure)

    async def _beside_workers(
        self, measure: Callable[[], Awaitable[Sequence[float]]]
    ) -> Sequence[float]:
        loop, started = asyncio.get_running_loop(), time.perf_counter()
        follows = measure == self.peer_searches
        workers = [loop.create_task(self._rewrite(peer=follows)) for _ in range(WORKERS)]
        # What a peer in this process does to the loop is not ours.
        watch = LoopWatch() if follows else self._busy_blocked
        try:
            async with watch.watching():
                return await measure()
        finally:
            for worker in workers:
                worker.cancel()
            for worker in workers:
                with contextlib.suppress(asyncio.CancelledError):
                    await worker
            self._rewriting += time.perf_counter() - started

    async def bare_searches(self) -> Sequence[float]:
        """Search by product and full-text query alone."""
        samples = []
        for _ in range(SEARCHES_IN_A_ROUND):
            text = self._text()
            started = time.perf_counter()
            self._bare(text, self._vector)
            samples.append(_ms_since(started))
        return samples

    def facts(self) -> dict[str, Fact]:
        """Return what else was seen, and what the peer does."""
        per_second = self._rewrites / self._rewriting if self._rewriting else 0.0
        return {
            "rewrites per second, measuring meanwhile (goal >= 80)": per_second,
            "tokens of a prompt, median": int(median(self.stages.tokens)),
            "tokens of a prompt, most": max(self.stages.tokens),
            "loop blocked, nothing to do": self._idle.told(),
            "loop blocked, replies": self._blocked.told(),
            "loop blocked, notes rewritten": self._busy_blocked.told(),
            BARE_SEARCH: f"one product with every vector, and the {FOUND} best of FTS5",
            PEER: f"not measured: {self._why_not}" if self._peer is None else ABOUT,
        }

    async def _known(self, ask: Callable[[str], Awaitable[object]]) -> Sequence[float]:
        """Return what each search cost, where nothing has to be embedded."""
        made, samples = self._made, []
        made.embedder.preset = self._vector[None, :]
        try:
            for _ in range(SEARCHES_IN_A_ROUND):
                text = self._text()
                started = time.perf_counter()
                await ask(text)
                samples.append(_ms_since(started))
                await asyncio.sleep(0)
        finally:
            made.embedder.preset = None
        return samples

    async def _ask_peer(self, text: str) -> None:
        if self._peer is not None:
            await asyncio.to_thread(self._peer, text, self._vector)

    async def _rewrite(self, *, peer: bool) -> None:
        made = self._made
        while True:
            number = next(self._numbers)
            entry_id = made.world.noted[number % len(made.world.noted)]
            await made.store.write(partial(made.maker.rewrite, made.world, entry_id, number))
            if peer and self._peer is not None:
                key = document_key(made.world.session_id, entry_id, 0)
                await asyncio.to_thread(self._peer.rewrite, key, made.world.inventor.vector())
            self._rewrites += 1

    async def _reply(self, text: str) -> float:
        made = self._made
        events = made.joined.desk.generation.reply(made.world.session_id, text)
        first_token = 0.0
        async with aclosing(events):
            async for event in events:
                if isinstance(event, ReplyFinished):
                    first_token = event.times.first_token
        return first_token

    def _text(self) -> str:
        return self._made.world.inventor.turn(len(self._made.world.entries))


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
