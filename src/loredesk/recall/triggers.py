"""Finding the names of entries in a text: a dictionary of word runs, keyed by their first word.

Adding or removing an entry costs only its own names; scanning costs only the text.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from loredesk.domain.ids import LoreId

_WORD = re.compile(r"\w+", re.UNICODE)


class Mention(NamedTuple):
    """Where an entry is named in a text: word positions, the end not included."""

    entry_id: LoreId
    start: int
    end: int


class TriggerTable:
    """The names of many entries."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], set[LoreId]]] = {}
        self._names: dict[LoreId, tuple[tuple[str, ...], ...]] = {}

    def put(self, entry_id: LoreId, names: Iterable[str]) -> None:
        """Let an entry be found by *names*, and by no others."""
        self.drop(entry_id)
        runs = tuple(dict.fromkeys(run for run in map(name_words, names) if run))
        self._names[entry_id] = runs
        for run in runs:
            self._by_first.setdefault(run[0], {}).setdefault(run, set()).add(entry_id)

    def drop(self, entry_id: LoreId) -> None:
        """Forget an entry."""
        for run in self._names.pop(entry_id, ()):
            family = self._by_first[run[0]]
            family[run].discard(entry_id)
            if not family[run]:
                del family[run]
            if not family:
                del self._by_first[run[0]]

    def mentions(self, text: str) -> list[Mention]:
        """Return every mention in *text*, in order; of overlapping names the longest counts."""
        words = _words(text)
        found: list[Mention] = []
        at = 0
        while at < len(words):
            longest: tuple[str, ...] = ()
            family = self._by_first.get(words[at], {})
            for run in family:
                if len(run) > len(longest) and tuple(words[at : at + len(run)]) == run:
                    longest = run
            if longest:
                found.extend(Mention(one, at, at + len(longest)) for one in sorted(family[longest]))
            at += max(len(longest), 1)
        return found


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _WORD.findall(plain)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words *name* is found by, without an article before it."""
    words = _words(name)
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return tuple(words)
