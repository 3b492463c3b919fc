"""What has to change for one list of rows to become another: the least, so that places are kept."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Rows from `start` to `old_end` make way for those from `start` to `new_end`."""

    start: int
    old_end: int
    new_end: int


def difference(old: Sequence[Hashable], new: Sequence[Hashable]) -> Change:
    """Return the stretch in which *new* differs from *old*; both name their rows by identity."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return Change(start, len(old) - end, len(new) - end)


def _shared(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Return how many rows both begin with."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    return next(at for at in range(most) if one[at] != other[at])
