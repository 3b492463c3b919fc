"""The clues by which a passage of the story is judged: one number for each passage and clue.

Scores of searches are standardised over all passages, because only then can they be weighed
against one another: how high a score is, is a property of the text.
"""

from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.postings import Postings
from loredesk.recall.story.passages import StoryPassages, Traits
from loredesk.recall.story.question import Question

Column = NDArray[np.float32]
"""Shape (passages,)."""

NEAR = 3
"""Passages before and behind one that are read with it."""
BEST_OF_A_SITTING = 3
"""A sitting is judged by so many of its passages."""
MOST_ASKED = 40
"""Of a long text so many terms are looked for; more would take time and tell little."""
_EVEN = 1e-6
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
        self._together = [
            np.asarray(sittings[step:] == sittings[:-step], np.float32)
            for step in range(1, near + 1)
        ]
        """For each step, 1 where a passage and the one so many behind it are of one sitting."""

    def sums(self, column: Column) -> Column:
        """Return for each passage the sum over it and its neighbours."""
        found = column.copy()
        for step, together in enumerate(self._together, 1):
            found[:-step] += column[step:] * together
            found[step:] += column[:-step] * together
        return found

    def highest(self, column: Column) -> Column:
        """Return for each passage the highest value among it and its neighbours."""
        found = column.copy()
        for step, together in enumerate(self._together, 1):
            near = together > 0
            np.maximum(found[:-step], column[step:], out=found[:-step], where=near)
            np.maximum(found[step:], column[:-step], out=found[step:], where=near)
        return found


def first_clues(passages: StoryPassages, question: Question) -> tuple[dict[str, Column], Signals]:
    """Return the clues that cost little, for every passage, and what the searches say."""
    traits = passages.traits
    windows = Windows(traits.sittings, NEAR)
    asked = _looked_for(passages.words, question)
    signals = Signals(
        words=passages.words.scores(asked),
        near=passages.words.window_scores(asked, windows.sums),
        meaning=passages.similarity(question.vector),
    )
    by_words, by_meaning = standardised(signals.words), standardised(signals.meaning)
    clues = {
        "words": by_words,
        "near": standardised(signals.near),
        "meaning": by_meaning,
        "better": np.maximum(by_words, by_meaning),
        "near_meaning": standardised(windows.highest(signals.meaning)),
        "speaker": passages.spoken_by(question.named).astype(np.float32),
        "sitting": standardised(_sitting_scores(by_meaning, traits.sittings)),
        "length": traits.length,
        "asks": traits.asks,
        "time": traits.times * question.wants_time,
        "number": traits.numbers * question.wants_number,
        "covered": _covered(passages.words, asked, Windows(traits.sittings, 1)),
        "rarest": _rarest(passages.words, asked),
    }
    return clues, signals


def neighbour_clues(
    clues: Mapping[str, Column], signals: Signals, traits: Traits
) -> dict[str, Column]:
    """Return what the passages just before and behind one say."""
    together = traits.sittings[1:] == traits.sittings[:-1]
    before, behind, answers = np.zeros((3, len(traits.sittings)), np.float32)
    before[1:] = signals.meaning[:-1] * together
    behind[:-1] = signals.meaning[1:] * together
    answers[1:] = clues["words"][:-1] * traits.asks[:-1] * together
    return {
        "answers": answers,
        "before": standardised(before),
        "behind": standardised(behind),
    }


def standardised(column: Column) -> Column:
    """Return *column* with mean 0 and standard deviation 1; 0 for all where they are equal."""
    spread = float(column.std(dtype=np.float64)) if len(column) else 0.0
    if spread < _EVEN:
        return np.zeros(len(column), np.float32)
    return np.asarray((column - column.mean(dtype=np.float64)) / spread, np.float32)


def _looked_for(held: Postings, question: Question) -> Sequence[str]:
    """Return what is asked; of a long text only the rarest terms of those that are held at all."""
    if len(question.asked) <= MOST_ASKED:
        return question.asked
    there = [term for term in question.asked if len(held.holders(term))]
    return nlargest(MOST_ASKED, there, key=held.idf)


def _sitting_scores(scores: Column, sittings: NDArray[np.int32]) -> Column:
    """Return for each passage how well the best of its sitting do."""
    count = len(scores)
    begins = np.flatnonzero(np.diff(sittings, prepend=-1))
    sizes = np.diff(begins, append=count)
    ranks = np.empty(count, np.int64)
    ranks[np.argsort(scores)] = np.arange(count)
    # One sitting behind the other as they are, but the best of each in front.
    order = np.argsort(sittings.astype(np.int64) * count - ranks)
    is_best = np.arange(count) - np.repeat(begins, sizes) < BEST_OF_A_SITTING
    sums = np.add.reduceat(np.where(is_best, scores[order], 0), begins)
    return np.asarray(np.repeat(sums / np.minimum(sizes, BEST_OF_A_SITTING), sizes), np.float32)


def _covered(held: Postings, asked: Sequence[str], windows: Windows) -> Column:
    """Return the share of what is asked that a passage and its next neighbours hold, by idf."""
    found = np.zeros(held.slots, np.float32)
    for term in asked:
        found += held.idf(term) * (windows.sums(held.often(term)) > 0)
    return found / sum(map(held.idf, asked)) if asked else found


def _rarest(held: Postings, asked: Sequence[str]) -> Column:
    """Return for each passage how rare the rarest term is that it holds of what is asked."""
    found = np.zeros(held.slots, np.float32)
    for term in asked:
        holders = held.holders(term)
        found[holders] = np.maximum(found[holders], held.idf(term))
    return found / _RAREST
