"""What search by meaning needs of the two indexes it is built on."""

from collections.abc import Callable, Sequence
from typing import Protocol

from loredesk.ports.vectors import IndexedPassage, SecondIndex, VectorIndex


class Mirror(VectorIndex, Protocol):
    """An index in memory that can be filled at once."""

    def load(self, passages: Sequence[IndexedPassage]) -> int:
        """Add *passages*; return how many."""
        ...


class MakeSecond(Protocol):
    """Makes the index beside the mirror, for the vectors of one model."""

    def __call__(
        self, model: str, dimension: int, *, on_restarted: Callable[[], None]
    ) -> SecondIndex:
        """Return the index, not started yet; *on_restarted* is called when it has come back."""
        ...
