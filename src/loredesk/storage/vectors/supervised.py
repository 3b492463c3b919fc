"""Chroma as the rest of the program meets it: a `VectorIndex` that mends itself."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.errors import TransientError
from loredesk.domain.ids import SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage, VectorHit
from loredesk.storage.vectors.chroma import ChromaIndex
from loredesk.storage.vectors.chroma_child import ChromaChild
from loredesk.storage.vectors.faults import BrokenIndexError, HungIndexError
from loredesk.storage.vectors.heartbeat import LOOPBACK
from loredesk.storage.vectors.space import VectorSpace
from loredesk.storage.vectors.supervisor import OnLoop, Supervisor

logger = logging.getLogger(__name__)

T = TypeVar("T")

IndexState = Literal["idle", "starting", "healthy", "behind", "healing", "missing"]

_STOP_SECONDS = 10.0
_LAST_CALL_SECONDS = 2.0
_NOTICE_SECONDS = 1.0
"""How long the news of a server's end may take to arrive."""
_FALLBACK = "Search goes on with the exact index."


def _ignore_state(state: IndexState, message: str) -> None:
    """Stand in where nobody asked to hear of states."""


class SupervisedChroma:
    """A Chroma server in a child process, and the index on it.

    A call raises TransientError at once while the server is away; it is restarted in the
    background. Everything runs on one event loop; *on_state* and *on_restarted* are called there.
    After a restart the state is "behind" until `mark_healthy`, if there is someone to resync.
    """

    def __init__(
        self,
        folder: Path,
        *,
        space: VectorSpace,
        on_state: Callable[[IndexState, str], None] = _ignore_state,
        on_restarted: Callable[[], None] | None = None,
        call_seconds: float = 30.0,
    ) -> None:
        self._child = ChromaChild(folder)
        self._space = space
        self._on_state = on_state
        self._on_restarted = on_restarted
        self._call_seconds = call_seconds
        self._state: IndexState = "idle"
        self._message = ""
        self._index: ChromaIndex | None = None
        self._supervisor: Supervisor | None = None
        self._port = 0
        self._settled = asyncio.Event()
        self._fallen = asyncio.Event()
        self._ended = asyncio.Event()
        self._was_up = False
        self._closed = False

    @property
    def state(self) -> IndexState:
        """How the index is; only "healthy" means that it holds everything."""
        return self._state

    @property
    def space(self) -> VectorSpace:
        """The space its vectors belong to."""
        return self._space

    @property
    def pid(self) -> int | None:
        """The process of the server, if one runs."""
        return self._child.pid

    async def start(self) -> None:
        """Start the server, or wait for one that is starting, until its collection is open.

        After it gave up ("missing") this asks it to try again. Raises TransientError when it
        cannot be had.
        """
        self._launch()
        while True:
            await self._settled.wait()
            index = self._index
            if index is None:
                raise self._away()
            try:
                await self._through(lambda index: index.connect())
            except TransientError:
                if not await self._falls(index):
                    raise
            else:
                return

    def mark_healthy(self) -> None:
        """Say that the index holds everything again."""
        if self._index is not None:
            self._report("healthy", "")

    async def upsert(self, passages: Sequence[IndexedPassage]) -> None:
        """Add *passages*, replacing those with the same keys."""
        await self._through(lambda index: index.upsert(passages))

    async def delete(self, keys: Iterable[str]) -> None:
        """Forget the passages of *keys*; unknown keys are passed over."""
        await self._through(lambda index: index.delete(keys))

    async def query(
        self,
        vector: NDArray[np.float32],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> list[VectorHit]:
        """Return the *limit* closest passages, the closest first."""
        return await self._through(
            lambda index: index.query(vector, world_id=world_id, session_id=session_id, limit=limit)
        )

    async def contents(self) -> Mapping[str, str]:
        """Return the text hash of every key in the index."""
        return await self._through(lambda index: index.contents())

    async def clear(self) -> None:
        """Forget everything of this space."""
        await self._through(lambda index: index.clear())

    async def drop_other_spaces(self) -> int:
        """Forget what other embedding models left behind; return how many collections went."""
        return await self._through(lambda index: index.drop_other_spaces())

    async def unfindable(self, vectors: Mapping[str, NDArray[np.float32]]) -> list[str]:
        """Return the keys that do not turn up by their own vector."""
        return await self._through(lambda index: index.unfindable(vectors))

    async def aclose(self) -> None:
        """End the server and wait until it is gone."""
        self._closed = True
        if self._index is not None:
            index, self._index = self._index, None
            try:
                async with asyncio.timeout(_LAST_CALL_SECONDS):
                    await index.aclose()
            except TimeoutError:
                logger.warning("The last call to Chroma did not end in time")
        if self._supervisor is not None:
            self._supervisor.stop()
            try:
                async with asyncio.timeout(_STOP_SECONDS):
                    await self._ended.wait()
            except TimeoutError:
                self._supervisor.kill()
                await self._ended.wait()
        self._report("idle", "")

    def server_up(self, port: int) -> None:
        """Take up the connection; called on the loop."""
        if self._closed:
            return
        self._port = port
        self._index = self._index_at(port)
        again, self._was_up = self._was_up, True
        if again and self._on_restarted is not None:
            self._report("behind", f"The search index is being brought up to date. {_FALLBACK}")
            self._on_restarted()
        else:
            self._report("healthy", "")
        self._fallen.clear()
        self._settled.set()

    def server_down(self, message: str, *, for_good: bool) -> None:
        """Let the connection go; called on the loop."""
        if self._index is not None:
            self._index.retire()
            self._index = None
        self._fallen.set()
        self._was_up = True
        if for_good:
            self._report("missing", f"{message}. It is left off for now. {_FALLBACK}")
            self._settled.set()
        else:
            self._settled.clear()
            self._report("healing", f"{message}. It is being restarted. {_FALLBACK}")

    def server_gone(self) -> None:
        """Hear that nobody watches over the server any more; called on the loop."""
        if not self._closed:
            self._supervisor = None
            if self._state != "missing":
                self.server_down("The watch over the Chroma server failed", for_good=True)
        self._settled.set()  # whoever still waits for the start hears that it was called off
        self._ended.set()

    def _index_at(self, port: int) -> ChromaIndex:
        return ChromaIndex(LOOPBACK, port, space=self._space, seconds=self._call_seconds)

    def _launch(self) -> None:
        if self._closed:
            raise self._away()
        if self._supervisor is not None:
            return
        self._settled.clear()
        self._ended.clear()
        self._report("starting", f"The search index is starting. {_FALLBACK}")
        watcher = OnLoop(self, asyncio.get_running_loop())
        self._supervisor = Supervisor(self._child, watcher=watcher)
        self._supervisor.start()

    async def _through(self, call: Callable[[ChromaIndex], Awaitable[T]]) -> T:
        if self._state == "idle" and not self._closed:
            await self.start()
        if self._index is None:
            raise self._away()
        index = self._index
        try:
            return await call(index)
        except BrokenIndexError:
            self._give_up_on(index, broken=True)
            raise
        except HungIndexError:
            self._give_up_on(index, broken=False)
            raise

    async def _falls(self, index: ChromaIndex) -> bool:
        """Tell whether the server of *index* has ended, or is just found to have."""
        if self._index is index:
            # Not `wait_for`: before Python 3.12 that may lose a cancellation.
            with suppress(TimeoutError):
                async with asyncio.timeout(_NOTICE_SECONDS):
                    await self._fallen.wait()
        return self._index is not index

    def _give_up_on(self, index: ChromaIndex, *, broken: bool) -> None:
        """Have the server replaced, unless another call has already seen to it."""
        if index is not self._index or self._supervisor is None:
            return
        index.retire()
        self._index = None
        self._fallen.set()
        self._settled.clear()
        self._report("healing", f"Chroma is being restarted. {_FALLBACK}")
        if broken:
            self._supervisor.replace_broken()
        else:
            self._supervisor.kill()

    def _away(self) -> TransientError:
        message = "The search index is closed" if self._closed else self._message
        return TransientError(message or "The search index is not running")

    def _report(self, state: IndexState, message: str) -> None:
        if (state, message) == (self._state, self._message):
            return
        self._state, self._message = state, message
        self._on_state(state, message)
