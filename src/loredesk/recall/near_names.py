"""Names that are not written as they should be: misspelt, inflected, or only in part.

Each word of a name is kept by its first letter and its length, so that adding or removing a name
costs only its own words, and looking for a word compares it with few others. How far two words are
apart is counted in letters added, left out, replaced or swapped (optimal string alignment).
"""

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from loredesk.domain.ids import LoreId

SHORTEST = 4
"""A word with fewer letters is too like too many others."""
LONG = 8
"""From so many letters on, two may be wrong."""
MOST_HOLDERS = 3
"""A word that stands in the names of more entries means none of them."""


class NearNames:
    """The single words of the names of many entries."""

    def __init__(self) -> None:
        self._holders: dict[str, set[LoreId]] = {}
        self._words: dict[LoreId, frozenset[str]] = {}
        self._shelves: dict[tuple[str, int], set[str]] = {}

    def put(self, entry_id: LoreId, names: Iterable[Iterable[str]]) -> None:
        """Let an entry be found by the words of its *names*, and by no others."""
        self.drop(entry_id)
        words = frozenset(word for name in names for word in name)
        self._words[entry_id] = words
        for word in words:
            self._holders.setdefault(word, set()).add(entry_id)
            if len(word) >= SHORTEST:
                self._shelves.setdefault((word[0], len(word)), set()).add(word)

    def drop(self, entry_id: LoreId) -> None:
        """Forget an entry."""
        for word in self._words.pop(entry_id, ()):
            holders = self._holders[word]
            holders.discard(entry_id)
            if not holders:
                del self._holders[word]
                self._take_down(word)

    def holders(self, word: str) -> Mapping[LoreId, float]:
        """Return the entries that *word* may be the name of, each with how well it fits.

        1 where it is a word of a name, less for each letter that is wrong. Where more than a few
        entries share it, it is no name of any of them.
        """
        if len(word) < SHORTEST:
            return {}
        if word in self._holders:
            return self._fitting({word: 0})
        near = self._misspelt(word)
        least = min(near.values(), default=0)
        return self._fitting({known: wrong for known, wrong in near.items() if wrong == least})

    def holders_of_both(self, first: str, second: str) -> Mapping[LoreId, float]:
        """Return the entries in whose names two words stand, each with how well they fit.

        Each word may be misspelt, and many may share it: what counts is who has both.
        """
        exact = [{word: 0} if word in self._holders else {} for word in (first, second)]
        found = self._with_both(*exact)
        if not found:
            near = [
                self._misspelt(word) if len(word) >= SHORTEST else {} for word in (first, second)
            ]
            found = self._with_both({**near[0], **exact[0]}, {**near[1], **exact[1]})
        least = min(found.values(), default=0)
        letters = len(first) + len(second)
        closest = {one: 1 - wrong / letters for one, wrong in found.items() if wrong == least}
        return closest if len(closest) <= MOST_HOLDERS else {}

    def _with_both(self, first: Mapping[str, int], second: Mapping[str, int]) -> dict[LoreId, int]:
        """Return who has a word of each in its names, and how many letters are wrong in both."""
        found: dict[LoreId, int] = {}
        for word, wrong in first.items():
            for other, also_wrong in second.items():
                if word == other:
                    continue
                for entry_id in self._holders[word] & self._holders[other]:
                    found[entry_id] = min(
                        found.get(entry_id, wrong + also_wrong), wrong + also_wrong
                    )
        return found

    def _take_down(self, word: str) -> None:
        shelf = self._shelves.get((word[0], len(word)), set())
        shelf.discard(word)
        if not shelf:
            self._shelves.pop((word[0], len(word)), None)

    def _misspelt(self, word: str) -> dict[str, int]:
        """Return the words of names that *word* may stand for, and how many letters are wrong."""
        most = 2 if len(word) >= LONG else 1
        found: dict[str, int] = {}
        for length in range(len(word) - most, len(word) + most + 1):
            for known in self._shelves.get((word[0], length), ()):
                wrong = OSA.distance(word, known, score_cutoff=most)
                if wrong <= most:
                    found[known] = wrong
        return found

    def _fitting(self, words: Mapping[str, int]) -> Mapping[LoreId, float]:
        if any(len(self._holders[word]) > MOST_HOLDERS for word in words):
            return {}
        found: dict[LoreId, float] = {}
        for word, wrong in words.items():
            for entry_id in self._holders[word]:
                found[entry_id] = max(found.get(entry_id, 0.0), 1.0 - wrong / len(word))
        return found if len(found) <= MOST_HOLDERS else {}
