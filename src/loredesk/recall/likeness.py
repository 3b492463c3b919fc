"""Words that mean much the same: how far a text says what is asked in other words.

Each word that is asked for is compared with every word of a text, by the vectors an embedder
gives to single words before it has read them in a sentence; the closest counts, the more the rarer
the word asked for is.
"""

from collections.abc import Sequence
from heapq import nlargest
from itertools import accumulate, chain
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.postings import Postings
from loredesk.recall.terms import terms

LEAST = 0.35
"""Words less alike than this have nothing in common."""
MOST_ASKED = 40
"""Of a long text so many words are compared, the rarest."""


class WordVectors(Protocol):
    """Knows how alike single words are."""

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each of *words*; zeros for one nothing is known of.

        Shape (words, dimensions).
        """
        ...


def said_otherwise(
    known: WordVectors, held: Postings, wanted: Sequence[str], said: Sequence[Sequence[str]]
) -> NDArray[np.float32]:
    """Return for each text, given by its words, the share of those *wanted* they come close to.

    From 0 to 1; how rare a word is, *held* knows.
    """
    found = np.zeros(len(said), np.float32)
    places = {word: place for place, word in enumerate(dict.fromkeys(chain.from_iterable(said)))}
    weight_of = {word: max(map(held.idf, terms(word))) for word in wanted}
    if not weight_of or not places:
        return found
    asked = nlargest(MOST_ASKED, weight_of, key=weight_of.__getitem__)
    weights = np.array([weight_of[word] for word in asked], np.float32)
    alike = known.of(asked) @ known.of(tuple(places)).T
    alike[alike < LEAST] = 0
    rows = [row for row, one in enumerate(said) if one]
    begins = [0, *accumulate(len(said[row]) for row in rows[:-1])]
    spread = np.array([places[word] for row in rows for word in said[row]])
    # One word that is asked for after the other: of long texts, all at once would be a large table.
    closest = [np.maximum.reduceat(one[spread], begins) for one in alike]
    found[rows] = weights @ np.stack(closest)
    return np.asarray(found / weights.sum(), np.float32)
