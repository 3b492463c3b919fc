"""Who is named in a text: by a whole name, by a part of it, or misspelt."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from loredesk.domain.ids import LoreId
from loredesk.domain.listings import EntryNames
from loredesk.recall.near_names import NearNames
from loredesk.recall.terms import COMMON, words
from loredesk.recall.triggers import TriggerTable, name_words

_WORD = re.compile(r"[^\W_]+(?:['\u2019]\w+)?")
_BETWEEN = re.compile(
    r"\s*[-\u2010-\u2015]?\s*(?:(?:of|the|von|van|zu|de|der|den|du|da|di|la|le|al|el|bin|ibn)\s+){0,2}"
)
"""What may stand between two words of one name."""
_SENTENCE_ENDS = frozenset('.!?\u2026:"\u201c\u201d\u00ab\u00bb\n')


@dataclass(frozen=True, slots=True)
class Named:
    """Who a text names."""

    exactly: Mapping[LoreId, float] = field(default_factory=dict)
    """By a whole name, each with how often."""
    nearly: Mapping[LoreId, float] = field(default_factory=dict)
    """By a part of a name, or misspelt; each with how well it fits, up to 1."""


class NameBook:
    """The names of some entries, and which of them are always on."""

    def __init__(self) -> None:
        self.always_on: set[LoreId] = set()
        self.was_read = False
        self._whole = TriggerTable()
        self._near = NearNames()

    def take(self, rows: Sequence[EntryNames]) -> None:
        """Let these entries be found by these names, and by no others."""
        for row in rows:
            self._whole.put(row.entry_id, row.names)
            self._near.put(row.entry_id, [name_words(name) for name in row.names])
            if row.always_on:
                self.always_on.add(row.entry_id)

    def forget(self, entry_ids: Collection[LoreId]) -> None:
        """Let these entries be found no more."""
        for entry_id in entry_ids:
            self._whole.drop(entry_id)
            self._near.drop(entry_id)
            self.always_on.discard(entry_id)

    def named(self, text: str) -> Named:
        """Return who *text* names."""
        exactly: dict[LoreId, float] = {}
        for mention in self._whole.mentions(text):
            exactly[mention.entry_id] = exactly.get(mention.entry_id, 0.0) + 1.0
        nearly: dict[LoreId, float] = {}
        for entry_id, fit in self._nearly_named(text):
            if entry_id not in exactly:
                nearly[entry_id] = max(fit, nearly.get(entry_id, 0.0))
        return Named(exactly, nearly)

    def _nearly_named(self, text: str) -> Iterator[tuple[LoreId, float]]:
        """Yield who is named by single words, and by two words together: those may be shared."""
        before: _Said | None = None
        for said in _likely_names(text):
            for entry_id, fit in self._near.holders(said.word).items():
                if fit == 1.0 or said.may_be_misspelt:
                    yield entry_id, fit
            if before is not None and _BETWEEN.fullmatch(text, before.end, said.start):
                yield from self._near.holders_of_both(before.word, said.word).items()
            before = said


def together(found: Sequence[Named]) -> Named:
    """Return who is named in any of several books."""
    exactly: dict[LoreId, float] = {}
    nearly: dict[LoreId, float] = {}
    for one in found:
        exactly |= one.exactly
        nearly |= one.nearly
    return Named(exactly, nearly)


class _Said(NamedTuple):
    """A word that may be a name, and where it stands."""

    word: str
    may_be_misspelt: bool
    start: int
    end: int


def _likely_names(text: str) -> Iterator[_Said]:
    """Yield the words that may be names, and whether each may be a misspelt one by itself.

    A name begins with a capital. At the beginning of a sentence every word does: there it must be
    a name as it stands. Scripts without capitals, and writers who use none, name nobody in part.
    """
    for match in _WORD.finditer(text):
        said = match[0]
        if not said[0].isupper():
            continue
        plain = words(said)
        if plain and plain[0] not in COMMON:
            misspelt = not _begins_a_sentence(text, match.start())
            yield _Said(plain[0], misspelt, match.start(), match.end())


def _begins_a_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t'\u2018\u2019*_(")
    return not before or before[-1] in _SENTENCE_ENDS
