"""A proposed text as an author reads it: what stays, and each change on its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from loredesk.domain.diff import Hunk, Span, hunks, with_their_breaks, word_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stretch both texts share."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One place where the texts differ, word by word."""

    number: int
    spans: tuple[Span, ...]

    @property
    def described(self) -> str:
        """Return the change as a screen reader says it."""
        said = {"added": "added: ", "removed": "removed: ", "same": ""}
        parts = (f"{said[span.kind]}{span.text.strip()}" for span in self.spans)
        return ", ".join(part for part in parts if part)


Passage = Kept | Change

_SMALL_WORD = 3


def passages(base: str, proposed: str) -> tuple[Passage, ...]:
    """Return *base* and *proposed* as one text in passages, in order."""
    before = with_their_breaks(base)
    found: list[Passage] = []
    at = 0
    for hunk in hunks(base, proposed):
        _keep(found, "".join(before[at : hunk.base_start]))
        found.append(_change(hunk))
        at = hunk.base_end
    _keep(found, "".join(before[at:]))
    return tuple(found)


def _keep(found: list[Passage], text: str) -> None:
    if text.strip():
        found.append(Kept(text=text.strip("\n")))


def _change(hunk: Hunk) -> Change:
    return Change(number=hunk.number, spans=readable(word_diff(hunk.removed, hunk.added)))


def readable(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return *spans* with neighbouring changes as one: first all that went, then what came.

    Changes are neighbours when nothing but a small word stands between them; a reader sees a
    phrase replaced, not every other word.
    """
    found: list[Span] = []
    removed = added = ""
    for at, span in enumerate(spans):
        small = len(span.text.strip()) <= _SMALL_WORD
        between = span.kind == "same" and small and 0 < at < len(spans) - 1
        if span.kind == "same" and not between:
            found += _both(removed, added)
            found.append(span)
            removed = added = ""
        else:
            removed += "" if span.kind == "added" else span.text
            added += "" if span.kind == "removed" else span.text
    return tuple(found + _both(removed, added))


def _both(removed: str, added: str) -> list[Span]:
    spans = (Span("removed", removed), Span("added", added))
    return [span for span in spans if span.text]
