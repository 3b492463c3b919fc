"""The one retry loop around a model: quick, and only while nothing of the answer has come.

Longer waits are the queue's business; the libraries of the vendors have theirs switched off.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeVar

from loredesk.domain.errors import TransientError
from loredesk.gateway.faults import DeadlineError
from loredesk.ports.models import (
    Embedder,
    EmbedderInfo,
    JsonAnswer,
    ModelRequest,
    Piece,
    Purpose,
    TextModel,
    Vectors,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often to try again, and how long to wait in between."""

    retries: int = 2
    base_seconds: float = 0.5
    longest_wait: float = 5.0
    """Where the server asks for more than this, its error is passed on instead."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random

    async def waits(self, error: TransientError, attempt: int) -> bool:
        """Wait before another try after *attempt* failed, or return that there is none."""
        if attempt >= self.retries or isinstance(error, DeadlineError):
            return False
        if error.retry_after > self.longest_wait:
            return False
        jitter = self.chance() * self.base_seconds * 2**attempt
        await self.sleep(max(jitter, error.retry_after))
        return True


class RetryingTextModel:
    """A text model that is asked again where waiting a moment may help."""

    def __init__(self, inner: TextModel, patience: Patience) -> None:
        self._inner = inner
        self._patience = patience

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece]:
        """Stream the answer; ask again only while no piece of it has come."""
        attempt = 0
        while True:
            started = False
            try:
                async with aclosing(self._inner.generate(request)) as pieces:
                    async for piece in pieces:
                        started = True
                        yield piece
            except TransientError as error:
                if started or not await self._patience.waits(error, attempt):
                    raise
                attempt += 1
            else:
                return

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the whole answer as JSON."""
        return await _again(lambda: self._inner.json_generate(request), self._patience)


class RetryingEmbedder:
    """An embedder that is asked again where waiting a moment may help."""

    def __init__(self, inner: Embedder, patience: Patience) -> None:
        self._inner = inner
        self._patience = patience

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors this embedder makes."""
        return self._inner.info

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text."""
        return await _again(lambda: self._inner.embed(texts, purpose=purpose), self._patience)


async def _again(call: Callable[[], Awaitable[T]], patience: Patience) -> T:
    attempt = 0
    while True:
        try:
            return await call()
        except TransientError as error:
            if not await patience.waits(error, attempt):
                raise
            attempt += 1
