"""Three-way merge of prose: carrying an edit from the text it was made on to another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from loredesk.domain.diff import joined, pieces

_SPACES = re.compile(r"(^\s+|\s+$)")
"""The spaces at both ends of a piece."""


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    new: list[str]


def merged(base: str, edited: str, other: str) -> str | None:
    """Return *other* with the change from *base* to *edited* put in; None where they collide.

    A change collides where *other* differs from *base* in the sentences it touches, or where it
    would bring back a sentence of *base* that *other* has no more. What *other* has already is not
    put in twice.
    """
    before, after, result = _pieces(base), _pieces(edited), _pieces(other)
    changes = [
        _Change(a1, a2, after[b1:b2])
        for kind, a1, a2, b1, b2 in _opcodes(before, after)
        if kind != "equal"
    ]
    kept = {-1: -1, **_positions(before, result), len(before): len(result)}
    gone = {one for one in before if one.strip()} - set(result)
    for change in reversed(changes):
        if _is_made(change, kept, result):
            continue
        place = _place(change, kept, len(before), len(result))
        if place is None or gone & set(change.new):
            return None
        result[place[0] : place[1]] = change.new
    return joined(result)


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


def _is_made(change: _Change, kept: dict[int, int], result: list[str]) -> bool:
    """Return whether the other text has *change* already, between the same neighbours."""
    before, behind = kept.get(change.start - 1), kept.get(change.end)
    if before is None or behind is None:
        return False
    between = result[before + 1 : behind]
    if change.end > change.start:
        return between == change.new
    length = len(change.new)
    return any(between[at : at + length] == change.new for at in range(len(between)))


def _place(
    change: _Change, kept: dict[int, int], length: int, other_length: int
) -> tuple[int, int] | None:
    """Return which pieces of the other text *change* replaces; None where they are not there."""
    start, end = change.start, change.end
    if end > start:
        spots = [kept.get(at) for at in range(start, end)]
        first = spots[0]
        if first is None or spots != list(range(first, first + len(spots))):
            return None
        return first, first + len(spots)
    before = kept.get(start - 1)
    if before is not None:
        return before + 1, before + 1
    if start == length:
        return other_length, other_length
    return (kept[start], kept[start]) if start in kept else None
