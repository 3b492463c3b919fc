"""What services hold for ever: models that forward to whichever adapter is current.

A seat builds its adapter at the first call, in a thread. Replacing the settings lets calls that
are under way end on the old adapter, which is closed once nothing uses it any more.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Generic, TypeVar

from loredesk.gateway.adapters import EmbeddingAdapter, RerankingAdapter, TextAdapter
from loredesk.ports.models import (
    EmbedderInfo,
    JsonAnswer,
    ModelRequest,
    Piece,
    Purpose,
    Vectors,
)

A = TypeVar("A", TextAdapter, EmbeddingAdapter, RerankingAdapter)


class Holder(Generic[A]):
    """One adapter: built when first used, counted while used, closed when neither."""

    def __init__(self, build: Callable[[], A]) -> None:
        self._build: Callable[[], A] = build
        self._adapter: A | None = None
        self._lock = asyncio.Lock()
        self._users = 0

    @property
    def is_idle(self) -> bool:
        """Return whether no call is under way."""
        return self._users == 0

    def now(self) -> A:
        """Return the adapter at once, building it here where it is not there yet."""
        if self._adapter is None:
            self._adapter = self._build()
        return self._adapter

    @asynccontextmanager
    async def used(self) -> AsyncIterator[A]:
        """Lend the adapter to the block, building it in a thread where it is not there yet."""
        self._users += 1
        try:
            yield self._adapter or await self._built()
        finally:
            self._users -= 1

    async def _built(self) -> A:
        async with self._lock:
            if self._adapter is None:
                self._adapter = await asyncio.to_thread(self._build)
            return self._adapter

    async def aclose(self) -> None:
        """Close the adapter where there is one."""
        if self._adapter is not None:
            adapter, self._adapter = self._adapter, None
            await adapter.close()


class Seat(Generic[A]):
    """Holds the current adapter, and the old ones until they are idle."""

    def __init__(self, build: Callable[[], A]) -> None:
        self._current: Holder[A] = Holder(build)
        self._old: list[Holder[A]] = []

    def replace(self, build: Callable[[], A]) -> None:
        """Let calls use what *build* builds from the next one on."""
        self._old.append(self._current)
        self._current = Holder(build)

    async def aclose(self) -> None:
        """Close everything."""
        for holder in self._old:
            await holder.aclose()
        await self._current.aclose()
        self._old.clear()

    @asynccontextmanager
    async def _adapter(self) -> AsyncIterator[A]:
        idle = [holder for holder in self._old if holder.is_idle]
        self._old = [holder for holder in self._old if not holder.is_idle]
        for holder in idle:
            await holder.aclose()
        async with self._current.used() as adapter:
            yield adapter


class TextSeat(Seat[TextAdapter]):
    """A text model that stays the same object whatever the settings say."""

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece]:
        """Stream the answer of the current model."""
        async with self._adapter() as adapter, aclosing(adapter.model.generate(request)) as pieces:
            async for piece in pieces:
                yield piece

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the answer of the current model as JSON."""
        async with self._adapter() as adapter:
            return await adapter.model.json_generate(request)


class EmbedderSeat(Seat[EmbeddingAdapter]):
    """An embedder that stays the same object whatever the settings say."""

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors the current embedder makes.

        Builds it where it has not been used yet; see `Switchboard.prepare`.
        """
        return self._current.now().embedder.info

    async def prepare(self) -> None:
        """Build the current embedder in a thread."""
        async with self._adapter():
            pass

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text, made by the current embedder."""
        async with self._adapter() as adapter:
            return await adapter.embedder.embed(texts, purpose=purpose)


class RerankerSeat(Seat[RerankingAdapter]):
    """A reranker that stays the same object whatever the settings say."""

    async def rerank(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return a score for each text, given by the current reranker."""
        async with self._adapter() as adapter:
            return await adapter.reranker.rerank(query, texts)
