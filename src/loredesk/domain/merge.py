"""Three-way merge of prose: carrying an edit from the text it was made on to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from loredesk.domain.diff import joined, sentences, with_their_breaks


@dataclass(frozen=True, slots=True)
class _Change:
    """The sentences of the edit that stand in place of some of its base."""

    start: int
    end: int
    old: list[str]
    new: list[str]
    at: int
    """Where in the edit they begin."""


def merged(base: str, edited: str, other: str) -> str | None:
    """Return *other* with the change from *base* to *edited* put in; None where they collide.

    A change collides where *other* differs from *base* in the sentences it touches, or where it
    would bring back a sentence of *base* that *other* has no more. What *other* has already is not
    put in twice.
    """
    if edited in {base, other}:
        return other
    if base == other:
        return edited
    before, result = sentences(base), sentences(other)
    kept = {-1: -1, **_positions(before, result), len(before): len(result)}
    gone = set(before) - set(result)
    parts, new_parts = with_their_breaks(other), with_their_breaks(edited)
    for change in reversed(_changes(before, sentences(edited))):
        if _is_made(change, kept, result):
            continue
        place = _place(change, kept)
        if place is None or gone & set(change.new):
            return None
        parts[place[0] : place[1]] = new_parts[change.at : change.at + len(change.new)]
    front = other[: len(other) - len(other.lstrip())]
    return front + joined(parts).lstrip()


def _changes(before: list[str], after: list[str]) -> list[_Change]:
    return [
        _Change(a1, a2, before[a1:a2], after[b1:b2], b1)
        for kind, a1, a2, b1, b2 in _opcodes(before, after)
        if kind != "equal"
    ]


def _opcodes(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()


def _positions(before: list[str], other: list[str]) -> dict[int, int]:
    """Return where each sentence of *before* still stands in *other*."""
    return {
        a1 + offset: b1 + offset
        for kind, a1, a2, b1, _ in _opcodes(before, other)
        if kind == "equal"
        for offset in range(a2 - a1)
    }


def _is_made(change: _Change, kept: dict[int, int], result: list[str]) -> bool:
    """Return whether the other text has *change* already, between the same neighbours.

    What is to be taken out and stands nowhere any more is out.
    """
    if not change.new and set(change.old).isdisjoint(result):
        return True
    before, behind = kept.get(change.start - 1), kept.get(change.end)
    if before is None or behind is None:
        return False
    between = result[before + 1 : behind]
    if change.end > change.start:
        return between == change.new
    length = len(change.new)
    return any(between[at : at + length] == change.new for at in range(len(between)))


def _place(change: _Change, kept: dict[int, int]) -> tuple[int, int] | None:
    """Return which sentences of the other text *change* replaces; None where they are not there."""
    start, end = change.start, change.end
    if end > start:
        spots = [kept.get(at) for at in range(start, end)]
        first = spots[0]
        if first is None or spots != list(range(first, first + len(spots))):
            return None
        return first, first + len(spots)
    before, behind = kept.get(start - 1), kept.get(start)
    place = before + 1 if before is not None else behind
    return None if place is None else (place, place)
