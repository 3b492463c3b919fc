"""What Loredesk asks of a vector index. SQLite keeps the vectors; an index only finds them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import SessionId, WorldId


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPassage:
    """One passage of a document in force, with its vector."""

    key: str
    """Names session, entry and passage; unique in the index."""
    world_id: WorldId
    session_id: SessionId | None
    """The session whose note the document contains; None for an entry's base document."""
    entry_id: str
    text_hash: str
    vector: NDArray[np.float32]
    """Shape (dimension,), length 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorHit:
    """A passage that was found, with its cosine similarity (-1 to 1, higher is closer)."""

    key: str
    entry_id: str
    session_id: SessionId | None
    text_hash: str
    similarity: float


class VectorIndex(Protocol):
    """Finds passages close to a vector. One index holds vectors of one embedding model only.

    Every call but the constructor may raise TransientError where the index is missing, behind or
    healing.
    """

    async def upsert(self, passages: Sequence[IndexedPassage]) -> None:
        """Add *passages*, replacing those with the same keys."""
        ...

    async def delete(self, keys: Iterable[str]) -> None:
        """Forget the passages of *keys*; unknown keys are passed over."""
        ...

    async def query(
        self,
        vector: NDArray[np.float32],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> list[VectorHit]:
        """Return the *limit* closest passages, the closest first.

        Looks at the base documents of the world and at the documents of the session. The caller
        drops hits that are not in force on its line.
        """
        ...

    async def contents(self) -> Mapping[str, str]:
        """Return the text hash of every key in the index."""
        ...

    async def clear(self) -> None:
        """Forget everything."""
        ...


class SecondIndex(VectorIndex, Protocol):
    """A vector index beside the exact one, that may be away for a while and comes back."""

    @property
    def state(self) -> str:
        """Return how it is: `idle`, `starting`, `healthy`, `behind`, `healing` or `missing`."""
        ...

    async def start(self) -> None:
        """Start it, or wait until it has started; raises TransientError where it cannot be had."""
        ...

    def mark_healthy(self) -> None:
        """Say that it holds everything again."""
        ...

    async def unfindable(self, vectors: Mapping[str, NDArray[np.float32]]) -> Sequence[str]:
        """Return the keys that do not turn up by their own vector."""
        ...

    async def drop_other_spaces(self) -> int:
        """Forget what other embedding models left behind; return how many collections went."""
        ...

    async def aclose(self) -> None:
        """End it and wait until it is gone."""
        ...
