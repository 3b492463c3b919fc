"""Three-way merge of prose: carrying an edit from the text it was made on to another."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from loredesk.domain.diff import pieces

_SPACES = re.compile(r"(^\s+|\s+$)")
"""The spaces at both ends of a piece."""


def merged(base: str, edited: str, other: str) -> str | None:
    """Return *other* with the change from *base* to *edited* put in; None where they collide.

    A change collides where *other* differs from *base* in the sentences it touches.
    """
    before, after = _pieces(base), _pieces(edited)
    changes = [
        (a1, a2, after[b1:b2])
        for kind, a1, a2, b1, b2 in _opcodes(before, after)
        if kind != "equal"
    ]
    result = _pieces(other)
    kept = _positions(before, result)
    for start, end, new in reversed(changes):
        place = _place(kept, start, end, len(result))
        if place is None:
            return None
        result[place[0] : place[1]] = new
    return "".join(result)


def _pieces(text: str) -> list[str]:
    """Cut *text* into sentences and the spaces between, so that a text that goes on is no change."""
    return [part for piece in pieces(text) for part in _SPACES.split(piece) if part]


def _opcodes(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()


def _positions(before: list[str], other: list[str]) -> dict[int, int]:
    """Return where each piece of *before* still stands in *other*."""
    return {
        a1 + offset: b1 + offset
        for kind, a1, a2, b1, _ in _opcodes(before, other)
        if kind == "equal"
        for offset in range(a2 - a1)
    }


def _place(kept: dict[int, int], start: int, end: int, length: int) -> tuple[int, int] | None:
    if end > start:
        spots = [kept.get(at) for at in range(start, end)]
        first = spots[0]
        if first is None or spots != list(range(first, first + len(spots))):
            return None
        return first, first + len(spots)
    if start == 0:
        return 0, 0
    before = kept.get(start - 1)
    if before is not None:
        return before + 1, before + 1
    return (kept[start], kept[start]) if start in kept else ((length, length) if not kept else None)
