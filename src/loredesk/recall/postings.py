"""Word search in memory: which texts hold a term how often, and BM25 over them.

Texts stand in numbered slots. Putting another text into a slot, or emptying it, costs only the
terms concerned; a question costs only the places its terms stand in.

The measure is Okapi BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework",
2009), with an idf that is never below 0.
"""

import math
from array import array
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
"""How soon a term that comes again says nothing new."""
B = 0.75
"""How far a long text is held to say less with each of its words."""

Scores = NDArray[np.float32]
"""Shape (slots,)."""
_FIRST_ROOM = 64


class Postings:
    """The terms of many texts. Not for two threads at once."""

    def __init__(self, *, k1: float = K1, b: float = B) -> None:
        self._k1 = k1
        self._b = b
        self._places: dict[str, tuple[array[int], array[float]]] = {}
        self._terms: list[tuple[str, ...]] = []
        self._counts: list[array[float]] = []
        """How often each of those terms counts."""
        self._lengths: Scores = np.zeros(_FIRST_ROOM, np.float32)
        self._texts = 0

    @property
    def slots(self) -> int:
        """Return how many slots there are, the empty ones among them."""
        return len(self._terms)

    @property
    def texts(self) -> int:
        """Return how many slots hold a text."""
        return self._texts

    def put(self, slot: int, counts: Mapping[str, float]) -> None:
        """Let *slot* hold a text with these terms, each as often as it counts.

        Where it held another text, only what differs is touched.
        """
        self._make_room(slot + 1)
        had = self._held_by(slot)
        self._texts += bool(counts) - bool(had)
        for term in had.keys() - counts.keys():
            self._take_out(term, slot)
        for term, count in counts.items():
            if term not in had:
                self._put_in(term, slot, count)
            elif had[term] != np.float32(count):
                slots, often = self._places[term]
                often[_place(slots, slot)] = count
        self._terms[slot] = tuple(counts)
        self._counts[slot] = array("f", counts.values())
        self._lengths[slot] = sum(counts.values())

    def drop(self, slot: int) -> None:
        """Empty *slot*; one that is empty or was never there stays so."""
        if slot < len(self._terms):
            self.put(slot, {})

    def truncate(self, slots: int) -> None:
        """Keep only the first *slots* slots."""
        for slot in range(len(self._terms) - 1, slots - 1, -1):
            self.drop(slot)
            self._terms.pop()
            self._counts.pop()

    def idf(self, term: str) -> float:
        """Return how much it says that a text holds *term*: the fewer do, the more."""
        held = len(self._places[term][0]) if term in self._places else 0
        return _idf(self._texts, held)

    def often(self, term: str) -> Scores:
        """Return how often each slot holds *term*."""
        found = np.zeros(self.slots, np.float32)
        if term in self._places:
            slots, often = self._places[term]
            found[np.frombuffer(slots, np.int32)] = np.frombuffer(often, np.float32)
        return found

    def holders(self, term: str) -> NDArray[np.int32]:
        """Return the slots that hold *term*, in no order."""
        if term not in self._places:
            return np.empty(0, np.int32)
        return np.frombuffer(self._places[term][0], np.int32).copy()

    def beginning_with(self, prefix: str, *, most: int) -> list[str]:
        """Return at most *most* terms that begin with *prefix*, those of most texts first."""
        found = [term for term in self._places if term.startswith(prefix)]
        return sorted(found, key=lambda term: (-len(self._places[term][0]), term))[:most]

    def scores(self, terms: Iterable[str]) -> Scores:
        """Return the BM25 score of each slot for *terms*; one that comes twice counts once."""
        found = np.zeros(self.slots, np.float32)
        norms = self._norms(self._lengths[: self.slots], self._texts)
        for term in dict.fromkeys(terms):
            if term in self._places:
                slots = np.frombuffer(self._places[term][0], np.int32)
                often = np.frombuffer(self._places[term][1], np.float32)
                found[slots] += self.idf(term) * (self._k1 + 1) * often / (often + norms[slots])
        return found

    def window_scores(self, terms: Iterable[str], sums: Callable[[Scores], Scores]) -> Scores:
        """Return the BM25 score of each slot, read as one text with its neighbours.

        *sums* returns for each slot the sum of a column over it and its neighbours.
        """
        found = np.zeros(self.slots, np.float32)
        lengths = sums(self._lengths[: self.slots])
        texts = int(np.count_nonzero(lengths))
        norms = self._norms(lengths, texts)
        for term in dict.fromkeys(terms):
            if term in self._places:
                often = sums(self.often(term))
                idf = _idf(texts, int(np.count_nonzero(often)))
                found += idf * (self._k1 + 1) * often / (often + norms)
        return found

    def _norms(self, lengths: Scores, texts: int) -> Scores:
        """Return what *texts* of these lengths set against how often they hold a term."""
        mean = float(lengths.sum()) / texts if texts else 1.0
        return np.asarray(self._k1 * (1 - self._b + self._b * lengths / mean), np.float32)

    def _held_by(self, slot: int) -> Mapping[str, float]:
        return dict(zip(self._terms[slot], self._counts[slot], strict=True))

    def _put_in(self, term: str, slot: int, count: float) -> None:
        if term not in self._places:
            self._places[term] = array("i"), array("f")
        slots, often = self._places[term]
        slots.append(slot)
        often.append(count)

    def _take_out(self, term: str, slot: int) -> None:
        slots, often = self._places[term]
        at = _place(slots, slot)
        slots[at], often[at] = slots[-1], often[-1]
        slots.pop()
        often.pop()
        if not slots:
            del self._places[term]

    def _make_room(self, wanted: int) -> None:
        missing = range(wanted - len(self._terms))
        self._terms.extend(() for _ in missing)
        self._counts.extend(array("f") for _ in missing)
        if wanted > len(self._lengths):
            grown = np.zeros(max(wanted, 2 * len(self._lengths)), np.float32)
            grown[: len(self._lengths)] = self._lengths
            self._lengths = grown


def _place(slots: "array[int]", slot: int) -> int:
    # What is looked for is most often what was put in last.
    if slots[-1] == slot:
        return len(slots) - 1
    return int(np.flatnonzero(np.frombuffer(slots, np.int32) == slot)[0])


def _idf(texts: int, held: int) -> float:
    return math.log(1 + (texts - held + 0.5) / (held + 0.5))
