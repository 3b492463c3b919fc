"""Finding the names of entries in a text: a dictionary of word runs, keyed by their first word.

Adding or removing an entry costs only its own names; scanning costs only the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from loredesk.domain.ids import LoreId
from loredesk.domain.scripts import is_unspaced
from loredesk.recall.terms import words


class Mention(NamedTuple):
    """Where an entry is named in a text: word positions, the end not included."""

    entry_id: LoreId
    start: int
    end: int


class TriggerTable:
    """The names of many entries."""

    def __init__(self) -> None:
        self._by_first: dict[str, _Family] = {}
        self._names: dict[LoreId, tuple[tuple[str, ...], ...]] = {}
        self._unspaced: dict[str, set[str]] = {}
        """Names that stand in a text without spaces around them, by their first sign."""

    def put(self, entry_id: LoreId, names: Iterable[str]) -> None:
        """Let an entry be found by *names*, and by no others."""
        self.drop(entry_id)
        runs = tuple(dict.fromkeys(run for run in map(name_words, names) if run))
        self._names[entry_id] = runs
        for run in runs:
            self._by_first.setdefault(run[0], _Family()).add(run, entry_id)
            if len(run) == 1 and is_unspaced(run[0]):
                self._unspaced.setdefault(run[0][0], set()).add(run[0])

    def drop(self, entry_id: LoreId) -> None:
        """Forget an entry."""
        for run in self._names.pop(entry_id, ()):
            family = self._by_first[run[0]]
            if family.drop(run, entry_id) and len(run) == 1:
                self._unspaced.get(run[0][0], set()).discard(run[0])
            if not family.holders:
                del self._by_first[run[0]]

    def mentions(self, text: str) -> list[Mention]:
        """Return every mention in *text*, in order; of overlapping names the longest counts."""
        said = words(text)
        found: list[Mention] = []
        at = 0
        while at < len(said):
            family = self._by_first.get(said[at])
            run = family.longest_at(said, at) if family else ()
            if family and run:
                holders = sorted(family.holders[run])
                found.extend(Mention(one, at, at + len(run)) for one in holders)
            elif is_unspaced(said[at]):
                found.extend(Mention(one, at, at + 1) for one in self._within(said[at]))
            at += max(len(run), 1)
        return found

    def _within(self, run: str) -> Iterator[LoreId]:
        """Yield who is named within signs that no spaces part; the longest name counts."""
        at = 0
        while at < len(run):
            names = [one for one in self._unspaced.get(run[at], ()) if run.startswith(one, at)]
            longest = max(names, key=len, default="")
            if longest:
                yield from sorted(self._by_first[longest].holders[(longest,)])
            at += max(len(longest), 1)


class _Family:
    """The names that begin with one word."""

    def __init__(self) -> None:
        self.holders: dict[tuple[str, ...], set[LoreId]] = {}
        self._longest = 0

    def add(self, run: tuple[str, ...], entry_id: LoreId) -> None:
        self.holders.setdefault(run, set()).add(entry_id)
        self._longest = max(self._longest, len(run))

    def drop(self, run: tuple[str, ...], entry_id: LoreId) -> bool:
        """Let an entry have this name no more; return whether nobody has it now."""
        self.holders[run].discard(entry_id)
        if self.holders[run]:
            return False
        del self.holders[run]
        return True

    def longest_at(self, said: Sequence[str], at: int) -> tuple[str, ...]:
        """Return the longest of the names that stands in *said* from *at* on."""
        for length in range(min(self._longest, len(said) - at), 0, -1):
            run = tuple(said[at : at + length])
            if run in self.holders:
                return run
        return ()


def name_words(name: str) -> tuple[str, ...]:
    """Return the words *name* is found by, without an article before it."""
    found = words(name)
    if len(found) > 1 and found[0] in {"the", "a", "an"}:
        found = found[1:]
    return tuple(found)
