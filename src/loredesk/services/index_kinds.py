"""What search by meaning needs of the two indexes it is built on."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage, SecondIndex, VectorHit, VectorIndex


class Mirror(VectorIndex, Protocol):
    """An index in memory that can be filled at once."""

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int | None:
        """How long every vector is; None until the first one has come."""
        ...

    def load(self, passages: Sequence[IndexedPassage]) -> int:
        """Add *passages*; return how many."""
        ...

    def closest_entries(
        self,
        vector: NDArray[np.float32],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
        only: Collection[str] | None = None,
    ) -> list[VectorHit]:
        """Return the best passage of each of the *limit* closest entries, the closest first.

        *only* names the entries to look at, where not all of them.
        """
        ...

    def expect(self, keys: Iterable[str]) -> None:
        """Know of passages in force that have no vector yet: canon does not count in their place."""
        ...

    async def unfindable(self, passages: Sequence[IndexedPassage]) -> Sequence[str]:
        """Return the keys that do not turn up by their own vector where they are in sight."""
        ...


class MakeSecond(Protocol):
    """Makes the index beside the mirror, for the vectors of one model."""

    def __call__(
        self, model: str, dimension: int, *, on_restarted: Callable[[], None]
    ) -> SecondIndex:
        """Return the index, not started yet; *on_restarted* is called when it has come back."""
        ...
