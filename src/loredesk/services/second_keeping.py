"""Keeping the index beside the mirror in step with what SQLite says is in force."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from loredesk.domain.errors import LoredeskError, TransientError
from loredesk.ports.models import Embedder
from loredesk.ports.store import Repos, Store
from loredesk.ports.vectors import IndexedPassage, SecondIndex
from loredesk.services.index_kinds import MakeSecond
from loredesk.services.index_readings import bring, with_vectors

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 500
"""How many keys are brought between two looks at what has changed meanwhile."""


class SecondKeeper:
    """Makes the second index, and brings it what has changed since it was last in step.

    One caller at a time is at work on it; a key that changes meanwhile is brought again.
    """

    def __init__(
        self,
        *,
        store: Store,
        embedder: Embedder,
        make: MakeSecond,
        on_restarted: Callable[[], None],
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._make = make
        self._on_restarted = on_restarted
        self._index: SecondIndex | None = None
        self._space = ("", 0)
        self._behind: set[str] = set()
        self._reconcile = True
        self._has_old_spaces = True
        self._lock = asyncio.Lock()

    @property
    def index(self) -> SecondIndex | None:
        """The index, once it was needed."""
        return self._index

    def changed(self, keys: Iterable[str]) -> None:
        """Take note that the documents of *keys* have changed."""
        self._behind.update(keys)

    async def in_step(self, model: str, *, afresh: bool = False) -> SecondIndex:
        """Return the index, holding every vector of *model*; *afresh*, it is filled from nothing.

        Raises TransientError where it cannot be had.
        """
        async with self._lock:
            index = await self._started(model)
            if afresh:
                self._reconcile = True
                await index.clear()
            while self._reconcile or self._behind:
                await self._find_differences(index)
                await self._bring_some(index)
            await self._drop_old_spaces(index)
            index.mark_healthy()
            return index

    async def aclose(self) -> None:
        """End the index."""
        if self._index is not None:
            await self._index.aclose()

    async def _started(self, model: str) -> SecondIndex:
        if self._index is not None and self._space[0] != model:
            await self._index.aclose()
            self._index = None
        if self._index is None:
            probe = await self._embedder.embed(["dimension"], purpose="document")
            if self._embedder.info.model != model:
                message = "The embedding model was changed while the index was being made."
                raise TransientError(message)
            self._space = (model, int(probe.shape[1]))
            self._index = self._make(*self._space, on_restarted=self._restarted)
            self._reconcile = self._has_old_spaces = True
        await self._index.start()
        return self._index

    async def _find_differences(self, index: SecondIndex) -> None:
        if not self._reconcile:
            return
        # Before the first look: a server that restarts during it is to be looked through again.
        self._reconcile = False
        try:
            held = await index.contents()
            wanted = await self._store.read(lambda repos: with_vectors(repos, *self._space))
        except BaseException:
            self._reconcile = True
            raise
        self._behind |= {key for key, name in wanted.items() if held.get(key) != name}
        self._behind |= held.keys() - wanted.keys()

    async def _bring_some(self, index: SecondIndex) -> None:
        keys = sorted(islice(self._behind, MOST_AT_ONCE))
        if not keys:
            return
        # Taken out first: one that changes while it is brought comes back, and is brought again.
        self._behind.difference_update(keys)
        model, dimension = self._space
        try:
            held = await bring(self._store, index, model, keys, dimension=dimension)
            await self._store.write(lambda repos: _receive(repos, model, keys, held))
        except BaseException as error:
            self._behind.update(keys)
            self._reconcile = self._reconcile or isinstance(error, LoredeskError)
            raise

    async def _drop_old_spaces(self, index: SecondIndex) -> None:
        """Forget the vectors of models used before; what fails here is tried the next time."""
        if not self._has_old_spaces:
            return
        try:
            await index.drop_other_spaces()
        except LoredeskError as error:
            logger.info("What other models left in the index stays for now: %s", error.message)
        else:
            self._has_old_spaces = False

    def _restarted(self) -> None:
        self._reconcile = True
        self._on_restarted()


def _receive(repos: Repos, model: str, keys: Sequence[str], held: Sequence[IndexedPassage]) -> None:
    repos.documents.drop_receipts(model, keys)
    repos.documents.put_receipts(model, {passage.key: passage.text_hash for passage in held})
