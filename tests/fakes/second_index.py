"""An index beside the mirror that is away when a test wants it to be."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.errors import TransientError
from loredesk.domain.ids import SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage, SecondIndex, VectorHit
from loredesk.storage.vectors.exact import ExactIndex

AWAY = "Chroma is not running"


class FakeSecond:
    """A second index in memory; while `away` every call fails as a lost server's would."""

    def __init__(self) -> None:
        self.away = False
        self.asked = 0
        """How many searches it answered."""
        self.old_spaces = 0
        """How many collections other models left behind."""
        self.held = ExactIndex()
        self.restarted: Callable[[], None] = lambda: None
        self._state = "idle"

    def made(self, model: str, dimension: int, *, on_restarted: Callable[[], None]) -> SecondIndex:
        """Return itself, for the vectors of *model*."""
        self.restarted = on_restarted
        return self

    @property
    def state(self) -> str:
        """Return how it is."""
        return "missing" if self.away else self._state

    async def start(self) -> None:
        """Start, unless it is away."""
        self._reach()

    def mark_healthy(self) -> None:
        """Hold everything again."""
        self._state = "healthy"

    async def upsert(self, passages: Sequence[IndexedPassage]) -> None:
        """Add *passages*."""
        self._reach()
        await self.held.upsert(passages)

    async def delete(self, keys: Iterable[str]) -> None:
        """Forget *keys*."""
        self._reach()
        await self.held.delete(keys)

    async def query(
        self,
        vector: NDArray[np.float32],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> list[VectorHit]:
        """Return the closest passages."""
        self._reach()
        self.asked += 1
        return await self.held.query(vector, world_id=world_id, session_id=session_id, limit=limit)

    async def contents(self) -> Mapping[str, str]:
        """Return what it holds."""
        self._reach()
        return await self.held.contents()

    async def clear(self) -> None:
        """Forget everything."""
        self._reach()
        await self.held.clear()

    async def unfindable(self, vectors: Mapping[str, NDArray[np.float32]]) -> Sequence[str]:
        """Return the keys it does not hold."""
        held = await self.contents()
        return [key for key in vectors if key not in held]

    async def drop_other_spaces(self) -> int:
        """Forget what other models left behind."""
        self._reach()
        dropped, self.old_spaces = self.old_spaces, 0
        return dropped

    async def aclose(self) -> None:
        """End."""
        self._state = "idle"

    def _reach(self) -> None:
        if self.away:
            raise TransientError(AWAY)
