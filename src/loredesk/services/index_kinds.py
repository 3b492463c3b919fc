"""What search by meaning needs of the two indexes it is built on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage, SecondIndex, VectorIndex


class Mirror(VectorIndex, Protocol):
    """An index in memory that can be filled at once."""

    @property
    def dimension(self) -> int | None:
        """How long every vector is; None until the first one has come."""
        ...

    def load(self, passages: Sequence[IndexedPassage]) -> int:
        """Add *passages*; return how many."""
        ...

    def similarities(
        self,
        vector: NDArray[np.float32],
        entry_ids: Collection[str],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
    ) -> Mapping[str, float]:
        """Return the cosine of each of *entry_ids* that has a passage in sight."""
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
