"""The vectors of what was asked last: lore and story are searched for the same words at once."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from loredesk.ports.models import Embedder, EmbedderInfo, Purpose, Vectors

REMEMBERED = 32
"""So many texts are remembered."""


class QueryVectors:
    """An embedder that computes the vector of a question once, whoever asks for it meanwhile."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[tuple[str, str], asyncio.Task[Vectors]] = OrderedDict()

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors it makes."""
        return self._embedder.info

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text, in order, as float32; raises as the embedder does."""
        if purpose != "query":
            return await self._embedder.embed(texts, purpose=purpose)
        found = await asyncio.gather(*(self._vector(text) for text in texts))
        return np.concatenate(found) if found else await self._embedder.embed((), purpose=purpose)

    async def _vector(self, text: str) -> Vectors:
        key = (self._embedder.info.model, text)
        known = self._known.get(key)
        if known is None:
            loop = asyncio.get_running_loop()
            known = loop.create_task(self._one(text), name="embed a question")
            known.add_done_callback(lambda done: self._settled(key, done))
            self._known[key] = known
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        # One who gives up does not take the vector from the others who wait for it.
        return await asyncio.shield(known)

    async def _one(self, text: str) -> Vectors:
        return await self._embedder.embed([text], purpose="query")

    def _settled(self, key: tuple[str, str], done: asyncio.Task[Vectors]) -> None:
        """Forget what failed, and what was computed by another model than it was asked of."""
        failed = done.cancelled() or done.exception() is not None
        if (failed or self._embedder.info.model != key[0]) and self._known.get(key) is done:
            del self._known[key]
