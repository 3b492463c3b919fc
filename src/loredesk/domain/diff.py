"""Differences between two texts: hunks an author can accept one by one, and words for the eye.

Hunks are made of sentences, each with the breaks before it, because a note is prose: a changed
line would often be the whole note.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\n+|[^\n]*?[.!?…][\"'\u201d\u2019)]*(?=\s|$)|[^\n]+", re.UNICODE)
_STOPS = "\u3002\uff01\uff1f\uff61"
_UNSPACED = re.compile(
    f"[^{_STOPS}]*[{_STOPS}]+[\u300d\u300f\u201d\u2019\uff09\u3011]*|[^{_STOPS}]+"
)
"""A sentence that ends as Chinese and Japanese ones do, with the quotation marks behind it."""
_WORDS = re.compile(r"\s+|\w+(?:['\u2019]\w+)*|[^\w\s]", re.UNICODE)

_ENDED = re.compile(r"[.!?…][\"'\u201d\u2019)]*$", re.UNICODE)
"""How a sentence ends behind which another may follow on the same line."""

SpanKind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """One place where a proposed text differs from its base; numbers count from 1."""

    number: int
    base_start: int
    """The index of the first sentence it replaces."""
    base_end: int
    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in a word diff."""

    kind: SpanKind
    text: str


def pieces(text: str) -> list[str]:
    """Cut *text* into sentences and line breaks; joined they are the text again.

    The space between two sentences belongs to the second, so that a sentence added at the end
    leaves those before it as they are.
    """
    return [match[0] for match in _PIECES.finditer(text)]


def finest_pieces(text: str) -> list[str]:
    """Cut *text* as `pieces` does, and behind full stops that no space follows in their script.

    For cutting a text short. A note is compared by `pieces`: in a script without spaces a line of it
    counts as one sentence.
    """
    return [part for piece in pieces(text) for part in _UNSPACED.findall(piece)]


def sentences(text: str) -> list[str]:
    """Return the sentences of *text*, without the space around them."""
    return [piece.strip() for piece in pieces(text) if piece.strip()]


def with_their_breaks(text: str) -> list[str]:
    """Return the sentences of *text* with the space and the breaks before them; joined, the text.

    What stands behind the last one is part of that.
    """
    found: list[str] = []
    before = ""
    for piece in pieces(text):
        before += piece
        if piece.strip():
            found.append(before.rstrip())
            before = before[len(found[-1]) :]
    if found:
        found[-1] += before
    return found


def joined(parts: Iterable[str]) -> str:
    """Put sentences with the space around them together, so that none runs into the next."""
    result, space = "", ""
    for part in parts:
        text = part.strip()
        before, _, behind = part.partition(text) if text else (part, "", "")
        space = max(space, before, key=lambda one: (one.count("\n"), len(one)))
        if not text:
            continue
        if result and "\n" not in space and not _ENDED.search(result):
            space = "\n"
        elif result and not space:
            space = " "
        result, space = result + space + text, behind
    return result + space


def hunks(base: str, proposed: str) -> tuple[Hunk, ...]:
    """Return where *proposed* differs from *base*, in order, a sentence each where that can be.

    A sentence takes the breaks before it along. One that stays is in no hunk, unless what stands
    around it changes; so whichever are accepted, none is lost or comes twice.
    """
    before, after = _parts(base), _parts(proposed)
    told, retold = ([part.strip() for part in parts] for parts in (before, after))
    changes: list[_Change] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, told, retold, autojunk=False).get_opcodes():
        if kind == "equal":
            for at, (old, new) in enumerate(zip(before[a1:a2], after[b1:b2], strict=True)):
                _put_space(changes, a1 + at, old, new)
        else:
            changes += _sentence_by_sentence(a1, before[a1:a2], after[b1:b2])
    return tuple(
        Hunk(
            number=number,
            base_start=one.start,
            base_end=one.end,
            removed="".join(one.removed),
            added="".join(one.added),
        )
        for number, one in enumerate(changes, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    removed: list[str]
    added: list[str]

    @property
    def end(self) -> int:
        return self.start + len(self.removed)


def _parts(text: str) -> list[str]:
    return with_their_breaks(text) or [text] * bool(text)


def _put_space(changes: list[_Change], at: int, old: str, new: str) -> None:
    """Add to *changes* that the space around a sentence differs; mere blanks go with the last."""
    if old == new:
        return
    around = old.replace(old.strip(), "") + new.replace(new.strip(), "")
    if changes and changes[-1].end == at and "\n" not in around:
        last = changes.pop()
        changes.append(_Change(last.start, [*last.removed, old], [*last.added, new]))
    else:
        changes.append(_Change(at, [old], [new]))


def _sentence_by_sentence(start: int, removed: list[str], added: list[str]) -> list[_Change]:
    """Part a change into changes of single sentences, unless its two sides do not go together."""
    if not removed:
        return [_Change(start, [], [sentence]) for sentence in added]
    if not added:
        return [_Change(start + at, [sentence], []) for at, sentence in enumerate(removed)]
    if len(removed) == len(added):
        pairs = zip(removed, added, strict=True)
        return [_Change(start + at, [old], [new]) for at, (old, new) in enumerate(pairs)]
    return [_Change(start, removed, added)]


def apply_hunks(base: str, changes: Sequence[Hunk], accepted: Collection[int]) -> str:
    """Return *base* with the *accepted* hunks (by number) of *changes* put in."""
    before = _parts(base)
    result: list[str] = []
    at = 0
    for hunk in changes:
        result.extend(before[at : hunk.base_start])
        taken = hunk.number in accepted
        result.append(hunk.added if taken else hunk.removed)
        at = hunk.base_end
    result.extend(before[at:])
    return joined(result)


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
