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
        words = frozenset(word for name in names for word in name if len(word) >= SHORTEST)
        self._words[entry_id] = words
        for word in words:
            self._holders.setdefault(word, set()).add(entry_id)
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
        return self._fitting(self._misspelt(word))

    def _take_down(self, word: str) -> None:
        shelf = self._shelves[word[0], len(word)]
        shelf.discard(word)
        if not shelf:
            del self._shelves[word[0], len(word)]

    def _misspelt(self, word: str) -> dict[str, int]:
        """Return the closest words of names, and how many letters are wrong."""
        most = 2 if len(word) >= LONG else 1
        found: dict[str, int] = {}
        for length in range(len(word) - most, len(word) + most + 1):
            for known in self._shelves.get((word[0], length), ()):
                wrong = OSA.distance(word, known, score_cutoff=most)
                if wrong <= most:
                    found[known] = wrong
        least = min(found.values(), default=0)
        return {known: wrong for known, wrong in found.items() if wrong == least}

    def _fitting(self, words: Mapping[str, int]) -> Mapping[LoreId, float]:
        found: dict[LoreId, float] = {}
        for word, wrong in words.items():
            for entry_id in self._holders[word]:
                found[entry_id] = max(found.get(entry_id, 0.0), 1.0 - wrong / len(word))
        return found if len(found) <= MOST_HOLDERS else {}
