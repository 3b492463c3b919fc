"""Our own share of a reply, and the search inside it, beside a bare product and a bare query."""

import asyncio
import contextlib
import itertools
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, closing
from functools import partial

import numpy as np
from numpy.typing import NDArray

from loredesk.bootstrap.bench.made_home import MadeHome, made_home
from loredesk.cli.bench.measuring import Benchmark, Fact, Prepared, Way
from loredesk.domain.listings import ReplyFinished
from loredesk.recall.lexical import telling_words
from loredesk.storage.words.fts5 import any_of

TURNS_IN_A_ROUND = 20
SEARCHES_IN_A_ROUND = 40
WORKERS = 2
_FOUND = 50
_REPLY, _BARE, _EMBEDDING = "Enter to request sent", "bare loop", "its query embedding"
_SEARCH, _BUSY = "search", "search while notes are rewritten"
_BARE_SEARCH = "bare search"
_WORDS = (
    "SELECT rowid, bm25(lore_fts) AS score FROM lore_fts WHERE lore_fts MATCH ?"
    " ORDER BY score LIMIT ?"
)


@asynccontextmanager
async def _prepared(size: int) -> AsyncIterator[Prepared]:
    async with made_home(size) as made:
        with closing(_BareSearch(made)) as bare:
            turns = _Turns(made, bare)
            await turns.warm_up()
            yield Prepared(
                ways=(
                    Way(
                        name=_REPLY,
                        measure=turns.replies,
                        limit=_BARE,
                        goal="p95 <= 50 ms at 10,000 entries",
                    ),
                    Way(name=_BARE, measure=turns.bare_replies),
                    Way(name=_EMBEDDING, measure=turns.embeddings),
                    Way(name=_SEARCH, measure=turns.searches, limit=_BARE_SEARCH),
                    Way(
                        name=_BUSY,
                        measure=turns.busy_searches,
                        limit=_BARE_SEARCH,
                        goal="p95 <= 10 ms at 10,000 documents, <= 25 ms at 50,000",
                    ),
                    Way(name=_BARE_SEARCH, measure=turns.bare_searches),
                ),
                facts=turns.facts,
            )


TURN = Benchmark(
    name="turn",
    about="our own share of a reply, and the search in it without the query's embedding",
    unit="milliseconds",
    size=10_000,
    prepare=_prepared,
)


class _BareSearch:
    """The least that finds by meaning and by words: one product, one full-text query."""

    def __init__(self, made: MadeHome) -> None:
        self._reader = sqlite3.connect(f"file:{made.file}?mode=ro", uri=True)
        query = "SELECT vector FROM embeddings"
        rows = [np.frombuffer(row[0], "<f4") for row in self._reader.execute(query)]
        self._matrix = np.array(rows, np.float32)

    def __call__(self, text: str, vector: NDArray[np.float32]) -> int:
        scores = self._matrix @ vector
        closest = np.argpartition(scores, -min(_FOUND, len(scores)))[-_FOUND:]
        found = self._reader.execute(_WORDS, (any_of(telling_words(text)), _FOUND)).fetchall()
        return len(closest) + len(found)

    def close(self) -> None:
        """Close the file."""
        self._reader.close()


class _Turns:
    """The ways of this benchmark."""

    def __init__(self, made: MadeHome, bare: _BareSearch) -> None:
        self._made = made
        self._bare = bare
        self._vector = made.world.inventor.vector()
        self._numbers = itertools.count(1)
        self._rewrites = 0
        self._rewriting = 0.0

    async def warm_up(self) -> None:
        """Load what the first turn loads: the network, the mirror, the names."""
        await self._reply(self._text())
        self._bare(self._text(), self._vector)

    async def replies(self) -> Sequence[float]:
        """Play turns; the first token comes when the request has been sent."""
        return [await self._reply(self._text()) for _ in range(TURNS_IN_A_ROUND)]

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
        made, samples = self._made, []
        made.embedder.preset = self._vector[None, :]
        try:
            for _ in range(SEARCHES_IN_A_ROUND):
                text = self._text()
                started = time.perf_counter()
                await made.joined.desk.search.search(
                    text,
                    world_id=made.world.world_id,
                    session_id=made.world.session_id,
                    limit=_FOUND,
                )
                samples.append(_ms_since(started))
                await asyncio.sleep(0)
        finally:
            made.embedder.preset = None
        return samples

    async def busy_searches(self) -> Sequence[float]:
        """Search while workers rewrite notes as fast as they can."""
        loop, started = asyncio.get_running_loop(), time.perf_counter()
        workers = [loop.create_task(self._rewrite()) for _ in range(WORKERS)]
        try:
            return await self.searches()
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
        """Return how fast the notes were rewritten meanwhile."""
        per_second = self._rewrites / self._rewriting if self._rewriting else 0.0
        return {"rewrites per second, searches running (goal >= 80)": per_second}

    async def _rewrite(self) -> None:
        made = self._made
        while True:
            number = next(self._numbers)
            entry_id = made.world.noted[number % len(made.world.noted)]
            await made.store.write(partial(made.maker.rewrite, made.world, entry_id, number))
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
