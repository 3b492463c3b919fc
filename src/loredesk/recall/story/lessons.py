"""Learning what the clues of the story count, stage by stage, from questions with right passages."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from loredesk.recall.learning import Example, learned
from loredesk.recall.story.clues import Column
from loredesk.recall.story.ranking import Ranked
from loredesk.recall.story.weights import BUILT_IN, FIRST, SECOND, StoryWeights

HARD = 80
"""So many of the best wrong passages are learned from, by words and by meaning,"""
EASY = 40
"""and so many of the others."""
HOLDS = (1.0, 3.0, 10.0)
"""How firmly the weights may be held to the built-in ones, the loosest first."""
MANY = 100
"""The fewer turns the firmer, but from so many on no looser: what replies use is in part chance, in
any number of them, and chance teaches that long messages are right, whatever is asked for."""
FOLDS = 5
"""So many stretches of time are held out, one after the other."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one question teaches each stage."""

    first: Example
    second: Example

    @classmethod
    def of(
        cls,
        ranked: Ranked,
        right: NDArray[np.bool_],
        there: NDArray[np.bool_],
        chance: random.Random,
    ) -> Self:
        """Return what a question teaches whose *right* passages are known.

        Both of shape (passages,); only those *there* could be found at all.
        """
        found = np.flatnonzero(there)
        likely = (ranked.clues["words"] + ranked.clues["meaning"])[found]
        rows = found[chosen(likely, np.flatnonzero(right[found]), chance)]
        again = np.flatnonzero(there[ranked.best])
        return cls(
            first=Example(_table(ranked.clues, FIRST, rows), right[rows]),
            second=Example(_table(ranked.second, SECOND, again), right[ranked.best[again]]),
        )


def chosen(likely: Column, right: NDArray[np.int64], chance: random.Random) -> NDArray[np.int64]:
    """Return the rows to learn from: the right ones, hard wrong ones, and some at random."""
    hard = np.argsort(-likely)[:HARD]
    easy = [chance.randrange(len(likely)) for _ in range(EASY if len(likely) else 0)]
    return np.unique(np.concatenate([hard, easy, right]).astype(np.int64))


def weights_from(lessons: Sequence[Taken], *, hold: float) -> StoryWeights:
    """Return the weights that fit *lessons* best, held to the built-in ones by *hold* (`HOLDS`)."""
    firsts, seconds = [one.first for one in lessons], [one.second for one in lessons]
    return StoryWeights(
        first=learned(firsts, list(FIRST), begin=BUILT_IN.first, pull=_pull(firsts, hold)),
        second=learned(seconds, list(SECOND), begin=BUILT_IN.second, pull=_pull(seconds, hold)),
    )


def folds(count: int) -> list[range]:
    """Return *count* turns in stretches that follow each other in time, none of them empty."""
    parts = min(FOLDS, count)
    ends = [count * part // parts for part in range(parts + 1)] if parts else []
    return [range(start, end) for start, end in pairwise(ends)]


def _table(
    clues: Mapping[str, Column], names: Iterable[str], rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    return np.stack([clues[name][rows] for name in names], axis=1)


def _pull(examples: Sequence[Example], hold: float) -> float:
    told = sum(bool(one.right.any()) for one in examples)
    return hold * max(MANY / max(told, 1), 1.0)
