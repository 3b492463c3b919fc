"""Asking for many rows by their ids, a few hundred at a time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

MOST_VARIABLES = 500
"""SQLite takes no statement with any number of variables."""

_Id = TypeVar("_Id")


def slices(ids: Sequence[_Id]) -> Iterator[Sequence[_Id]]:
    """Yield *ids* in parts that fit into one statement."""
    for start in range(0, len(ids), MOST_VARIABLES):
        yield ids[start : start + MOST_VARIABLES]
