"""Ranking the passages of a story: all of them by what costs little, the best ones again by more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.likeness import WordVectors, said_otherwise
from loredesk.recall.story.clues import (
    Column,
    Signals,
    first_clues,
    neighbour_clues,
    standardised,
)
from loredesk.recall.story.passages import StoryPassages
from loredesk.recall.story.question import Question
from loredesk.recall.story.weights import FIRST, SECOND, StoryWeights, Weights

FIRST_STAGE = 100
"""So many passages are looked at a second time."""
STANDS_OUT = 1.0
"""Standard deviations above the mean of all passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What came of a question: the passages in order, and what each stage said of them."""

    order: NDArray[np.int64]
    """Rows of the passages, the best first."""
    scores: Column
    """The final score of each row; those looked at a second time stand above all others."""
    first: Column
    signals: Signals
    clues: Mapping[str, Column]
    """Every clue of the first stage."""
    best: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    """The rows that were looked at a second time, in the order of the first stage."""
    second: Mapping[str, Column] = field(default_factory=dict)
    """Every clue of those rows. All of shape (best,)."""
    judged: Mapping[int, float] = field(default_factory=dict)
    """What a reranker thinks of the rows it was asked about, from 0 to 1."""

    def worth_telling(self) -> NDArray[np.int64]:
        """Return the rows that stand out by their words, their meaning, or what is around them."""
        names = [name for name in ("words", "meaning", "near") if name in self.clues]
        if not names:
            return np.empty(0, np.int64)
        highest = np.max([self.clues[name] for name in names], axis=0)
        return np.flatnonzero(highest >= STANDS_OUT)


class StoryRanking:
    """Judges passages. Keeps nothing between questions."""

    def __init__(
        self,
        likeness: WordVectors | None = None,
        *,
        first: Weights = FIRST,
        second: Weights = SECOND,
    ) -> None:
        self._likeness = likeness
        self._first = first
        self._second = second

    def by(self, weights: StoryWeights) -> Self:
        """Return one that knows the same of words, and weighs clues by *weights*."""
        return type(self)(self._likeness, first=weights.first, second=weights.second)

    def rank(self, passages: StoryPassages, question: Question) -> Ranked:
        """Return every passage in the order in which it matters to *question*."""
        clues, signals = first_clues(passages, question)
        first = _weighed(clues, self._first, len(passages.rows))
        order = np.argsort(-first, kind="stable")
        best = order[:FIRST_STAGE].copy()
        scores = first.copy()
        second: Mapping[str, Column] = {}
        if len(best):
            second = self.second_clues(passages, question, clues, signals, best)
            again = _weighed(second, self._second, len(best))
            order[:FIRST_STAGE] = best[np.argsort(-again, kind="stable")]
            scores[best] = again - again.min() + first.max() + 1
        return Ranked(
            order=order,
            scores=scores,
            first=first,
            signals=signals,
            clues=clues,
            best=best,
            second=second,
        )

    def second_clues(
        self,
        passages: StoryPassages,
        question: Question,
        clues: Mapping[str, Column],
        signals: Signals,
        best: NDArray[np.int64],
    ) -> dict[str, Column]:
        """Return the clues of the rows *best*: those of the first stage, and those that cost more."""
        all_of = {**clues, **neighbour_clues(clues, signals, passages.traits)}
        found = {name: column[best] for name, column in all_of.items()}
        found["otherwise"] = np.zeros(len(best), np.float32)
        if self._likeness is not None:
            said = [passages.said[row] for row in best]
            otherwise = said_otherwise(self._likeness, passages.words, question.telling, said)
            found["otherwise"] = standardised(otherwise)
        return found


def _weighed(clues: Mapping[str, Column], weights: Weights, count: int) -> Column:
    total = np.zeros(count, np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * clues[name]
    return total
