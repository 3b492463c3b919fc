"""Asking for many rows by their ids, a few hundred at a time."""

from collections.abc import Iterator, Sequence

MOST_VARIABLES = 500
"""SQLite takes no statement with any number of variables."""


def slices(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield *ids* in parts that fit into one statement."""
    for start in range(0, len(ids), MOST_VARIABLES):
        yield ids[start : start + MOST_VARIABLES]
