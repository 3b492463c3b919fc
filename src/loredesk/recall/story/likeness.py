"""Words that mean much the same: how far a passage says what is asked in other words.

Each word that is asked for is compared with every word of a passage, by the vectors an embedder
gives to single words before it has read them in a sentence; the closest counts, the more the rarer
the word asked for is.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.postings import Postings
from loredesk.recall.story.question import Question
from loredesk.recall.terms import COMMON, terms, words

LEAST = 0.35
"""Words less alike than this have nothing in common."""


class WordVectors(Protocol):
    """Knows how alike single words are."""

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each of *words*; zeros for one nothing is known of.

        Shape (words, dimensions).
        """
        ...


def said_otherwise(
    known: WordVectors, held: Postings, question: Question, texts: Mapping[int, str]
) -> NDArray[np.float32]:
    """Return for each of *texts* the share of the question its words come close to, from 0 to 1."""
    asked = question.telling
    said = [[word for word in words(text) if word not in COMMON] for text in texts.values()]
    index = {
        word: place for place, word in enumerate(dict.fromkeys(w for one in said for w in one))
    }
    if not asked or not index:
        return np.zeros(len(texts), np.float32)
    alike = known.of(asked) @ known.of(tuple(index)).T
    alike[alike < LEAST] = 0
    weights = np.array([max(map(held.idf, terms(word)), default=0.0) for word in asked], np.float32)
    found = np.zeros(len(texts), np.float32)
    for place, one in enumerate(said):
        if one:
            found[place] = weights @ alike[:, [index[word] for word in one]].max(axis=1)
    return found / max(float(weights.sum()), 1e-9)
