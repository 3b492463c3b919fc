"""Differences between two texts: hunks an author can accept one by one, and words for the eye.

Hunks are made of sentences and line breaks, because a note is prose: a changed line would
often be the whole note.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\n+|[^\n]*?[.!?…][\"'\u201d\u2019)]*(?:\s+|(?=\n)|$)|[^\n]+", re.UNICODE)
_WORDS = re.compile(r"\s+|\w+(?:['\u2019]\w+)*|[^\w\s]", re.UNICODE)

SpanKind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """One place where a proposed text differs from its base; numbers count from 1."""

    number: int
    base_start: int
    """The index of the first piece it replaces."""
    base_end: int
    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in a word diff."""

    kind: SpanKind
    text: str


def pieces(text: str) -> list[str]:
    """Cut *text* into sentences and line breaks; joined they are the text again."""
    return [match[0] for match in _PIECES.finditer(text)]


def hunks(base: str, proposed: str) -> tuple[Hunk, ...]:
    """Return where *proposed* differs from *base*, in order."""
    before, after = pieces(base), pieces(proposed)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    changes = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    return tuple(
        Hunk(
            number=number,
            base_start=a1,
            base_end=a2,
            removed="".join(before[a1:a2]),
            added="".join(after[b1:b2]),
        )
        for number, (_, a1, a2, b1, b2) in enumerate(changes, start=1)
    )


def apply_hunks(base: str, changes: Sequence[Hunk], accepted: Collection[int]) -> str:
    """Return *base* with the *accepted* hunks (by number) of *changes* put in."""
    before = pieces(base)
    result: list[str] = []
    at = 0
    for hunk in changes:
        result.extend(before[at : hunk.base_start])
        taken = hunk.number in accepted
        result.append(hunk.added if taken else hunk.removed)
        at = hunk.base_end
    result.extend(before[at:])
    return "".join(result)


def word_diff(base: str, proposed: str) -> tuple[Span, ...]:
    """Return both texts as one run of spans: what stayed, what went, what came."""
    before, after = _WORDS.findall(base), _WORDS.findall(proposed)
    spans: list[Span] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            spans.append(Span("same", "".join(before[a1:a2])))
            continue
        if a2 > a1:
            spans.append(Span("removed", "".join(before[a1:a2])))
        if b2 > b1:
            spans.append(Span("added", "".join(after[b1:b2])))
    return tuple(spans)
