"""Which stretch of a long story is set, and how much of it stays when the story changes."""

from bisect import bisect_left
from collections.abc import Sequence

from loredesk.ui.chat.state import Passage

WINDOW = 16_000
"""About how many characters of history are set at a time."""


def common(old: Sequence[Passage], new: Sequence[Passage]) -> int:
    """Return how many passages *old* and *new* have in common from the beginning."""
    count = 0
    for before, after in zip(old, new, strict=False):
        # Most are the very same object, which is far quicker to see than to compare.
        if before is not after and before != after:
            break
        count += 1
    return count


def window(passages: Sequence[Passage], end: int) -> int:
    """Return the first passage to set so that about a window of text ends before *end*."""
    first, characters = end, 0
    while first > 0 and characters < WINDOW:
        first -= 1
        characters += len(passages[first].text)
    return first


def passage_of(starts: Sequence[int], position: int) -> int | None:
    """Return which of the passages that begin at *starts* holds *position*, counted from 0."""
    found = bisect_left(starts, position) - 1
    return found if found >= 0 else None
