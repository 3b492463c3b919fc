"""The clues by which a passage of the story is judged: one number for each passage and clue.

Scores of searches are standardised over all passages, because only then can they be weighed
against one another: how high a score is, is a property of the text.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.postings import Postings
from loredesk.recall.story.passages import StoryPassages, Traits
from loredesk.recall.story.question import Question
from loredesk.recall.terms import words

Column = NDArray[np.float32]
"""Shape (passages,)."""

NEAR = 3
"""Passages before and behind one that are read with it."""
BEST_OF_A_SITTING = 3
"""A sitting is judged by so many of its passages."""
_EVEN = 1e-9
_RAREST = 8.0
"""The idf of a term that one in three thousand passages holds."""


class Signals(NamedTuple):
    """What the single searches say, before anything is weighed."""

    words: Column
    """BM25."""
    near: Column
    """BM25 of a passage together with its neighbours."""
    meaning: Column
    """Cosine."""


class Windows:
    """The neighbours of every passage, as far as they belong to its sitting."""

    def __init__(self, sittings: NDArray[np.int32], near: int) -> None:
        self._sittings = sittings
        self._near = near
        places = np.arange(len(sittings))
        begins = np.searchsorted(sittings, sittings, side="left")
        ends = np.searchsorted(sittings, sittings, side="right")
        self._from = np.maximum(places - near, begins)
        self._to = np.minimum(places + near + 1, ends)

    def sums(self, column: Column) -> Column:
        """Return for each passage the sum over it and its neighbours."""
        running = np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))
        return np.asarray(running[self._to] - running[self._from], np.float32)

    def highest(self, column: Column) -> Column:
        """Return for each passage the highest value among it and its neighbours."""
        found = column.copy()
        for step in range(1, self._near + 1):
            together = self._sittings[step:] == self._sittings[:-step]
            later, earlier = column[step:], column[:-step]
            np.maximum(found[:-step], later, out=found[:-step], where=together)
            np.maximum(found[step:], earlier, out=found[step:], where=together)
        return found


def first_clues(passages: StoryPassages, question: Question) -> tuple[dict[str, Column], Signals]:
    """Return the clues that cost little, for every passage, and what the searches say."""
    traits = passages.traits
    windows = Windows(traits.sittings, NEAR)
    signals = Signals(
        words=passages.words.scores(question.asked),
        near=passages.words.window_scores(question.asked, windows.sums),
        meaning=passages.similarity(question.vector),
    )
    by_words, by_meaning = standardised(signals.words), standardised(signals.meaning)
    clues = {
        "words": by_words,
        "near": standardised(signals.near),
        "meaning": by_meaning,
        "better": np.maximum(by_words, by_meaning),
        "near_meaning": standardised(windows.highest(signals.meaning)),
        "speaker": _speaks(passages, question),
        "sitting": standardised(_sitting_scores(by_meaning, traits.sittings)),
        "length": traits.length,
        "asks": traits.asks,
        "time": traits.times * question.wants_time,
        "number": traits.numbers * question.wants_number,
        "covered": _covered(passages.words, question, Windows(traits.sittings, 1)),
        "rarest": _rarest(passages.words, question),
    }
    return clues, signals


def neighbour_clues(
    clues: dict[str, Column], signals: Signals, traits: Traits
) -> dict[str, Column]:
    """Return what the passages just before and behind one say."""
    together = np.concatenate(([False], traits.sittings[1:] == traits.sittings[:-1]))
    before = np.where(together, np.roll(signals.meaning, 1), 0)
    behind = np.where(np.roll(together, -1), np.roll(signals.meaning, -1), 0)
    asked = together * np.roll(traits.asks, 1)
    return {
        "answers": np.asarray(asked * np.roll(clues["words"], 1), np.float32),
        "before": standardised(before),
        "behind": standardised(behind),
    }


def standardised(column: Column) -> Column:
    """Return *column* with mean 0 and standard deviation 1; 0 for all where they are equal."""
    spread = float(column.std()) if len(column) else 0.0
    if spread < _EVEN:
        return np.zeros(len(column), np.float32)
    return np.asarray((column - column.mean()) / spread, np.float32)


def _speaks(passages: StoryPassages, question: Question) -> Column:
    speakers = {row.speaker for row in passages.rows}
    named = {one for one in speakers if question.named.intersection(words(one))}
    return np.fromiter(
        (row.speaker in named for row in passages.rows), np.float32, len(passages.rows)
    )


def _sitting_scores(scores: Column, sittings: NDArray[np.int32]) -> Column:
    """Return for each passage how well the best of its sitting do."""
    found = np.zeros(len(scores), np.float32)
    for begin, end in _stretches(sittings):
        some = scores[begin:end]
        best = some if len(some) <= BEST_OF_A_SITTING else np.partition(some, -BEST_OF_A_SITTING)
        found[begin:end] = best[-BEST_OF_A_SITTING:].mean()
    return found


def _stretches(sittings: NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    begins = np.flatnonzero(np.diff(sittings, prepend=-1)).tolist()
    return pairwise([*begins, len(sittings)])


def _covered(held: Postings, question: Question, windows: Windows) -> Column:
    """Return the share of what is asked that a passage and its next neighbours hold, by idf."""
    found = np.zeros(held.slots, np.float32)
    total = sum(held.idf(term) for term in question.asked)
    for term in question.asked:
        found += held.idf(term) * (windows.sums(held.often(term)) > 0)
    return found / total if total else found


def _rarest(held: Postings, question: Question) -> Column:
    found = np.zeros(held.slots, np.float32)
    for term in question.asked:
        holders = held.holders(term)
        found[holders] = np.maximum(found[holders], held.idf(term))
    return found / _RAREST
