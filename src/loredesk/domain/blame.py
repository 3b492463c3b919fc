"""Blame: which version of a text each of its sentences goes back to."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from loredesk.domain.diff import sentences, with_their_breaks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Blamed(Generic[T]):
    """A sentence, with the breaks around it, and the version that brought it in."""

    text: str
    version: T


def blame(versions: Sequence[tuple[str, T]]) -> tuple[Blamed[T], ...]:
    """Return the sentences of the last of *versions* (text and what it is), each with its origin.

    Joined they are that text. A sentence that was only moved goes back to who wrote it.
    """
    owned: list[tuple[str, T]] = []
    for text, version in versions:
        owned = _owned(owned, sentences(text), version)
    last = versions[-1][0] if versions else ""
    return tuple(
        Blamed(text, version)
        for text, (_, version) in zip(with_their_breaks(last), owned, strict=True)
    )


def _owned(before: list[tuple[str, T]], after: list[str], version: T) -> list[tuple[str, T]]:
    matcher = SequenceMatcher(a=[text for text, _ in before], b=after, autojunk=False)
    changes = matcher.get_opcodes()
    moved: dict[str, list[T]] = {}
    for kind, a1, a2, _, _ in changes:
        if kind != "equal":
            for text, owner in before[a1:a2]:
                moved.setdefault(text, []).append(owner)
    result: list[tuple[str, T]] = []
    for kind, a1, a2, b1, b2 in changes:
        if kind == "equal":
            result += before[a1:a2]
            continue
        for text in after[b1:b2]:
            owners = moved.get(text)
            result.append((text, owners.pop(0) if owners else version))
    return result
