"""Learning the weights of both stages, and measuring them on dialogues they were not learned on."""

import random
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.tokens import estimate_tokens
from loredesk.recall.learning import Example, learned
from loredesk.recall.story.clues import first_clues
from loredesk.recall.story.lessons import chosen
from loredesk.recall.story.ranking import FIRST_STAGE, StoryRanking
from loredesk.recall.story.weights import StoryWeights
from tests.recall.dialogues import Asked, Dialogue, likeness


class Found(NamedTuple):
    """How much of what answers is found, as shares from 0 to 1."""

    at_5: float
    at_10: float
    within_2048: float
    reciprocal_rank: float


def learn(dialogues: Iterable[Dialogue]) -> StoryWeights:
    """Learn the weights of the first stage, and on what that leaves those of the second."""
    given = list(dialogues)
    chance = random.Random(1)
    firsts: list[Example] = []
    seconds: list[Example] = []
    names: list[str] = []
    later: list[str] = []
    for dialogue in given:
        for asked in dialogue.asked:
            clues, _ = first_clues(dialogue.passages, asked.question)
            names = list(clues)
            likely = clues["words"] + clues["meaning"]
            rows = chosen(likely, np.array(asked.right, np.int64), chance)
            matrix = np.stack([clues[name][rows] for name in names], axis=1)
            firsts.append(Example(matrix, np.isin(rows, asked.right)))
    first = learned(firsts, names)
    ranking = StoryRanking(likeness(), first=first, second={})
    for dialogue in given:
        for asked in dialogue.asked:
            clues, signals = first_clues(dialogue.passages, asked.question)
            total = sum(np.float32(first[name]) * clues[name] for name in names)
            best = np.argsort(-np.asarray(total), kind="stable")[:FIRST_STAGE]
            right = np.isin(best, asked.right)
            if right.any():
                again = ranking.second_clues(
                    dialogue.passages, asked.question, clues, signals, best
                )
                seconds.append(Example(np.stack(list(again.values()), axis=1), right))
                later = list(again)
    return StoryWeights(first, learned(seconds, later))


def measured(
    dialogue: Dialogue,
    order: Callable[[Asked], NDArray[np.int64]],
    *,
    kinds: Callable[[str], bool] = lambda _: True,
) -> Found:
    """Return how well *order* puts the right passages first, as a mean over the questions."""
    costs = np.array([estimate_tokens(row.text) for row in dialogue.passages.rows])
    found = [
        _found(order(asked), asked.right, costs) for asked in dialogue.asked if kinds(asked.kind)
    ]
    return Found(*(fmean(column) for column in zip(*found, strict=True)))


def by_weights(dialogue: Dialogue, weights: StoryWeights) -> Callable[[Asked], NDArray[np.int64]]:
    """Return what puts the passages of a dialogue in order by *weights*."""
    ranking = StoryRanking(likeness()).by(weights)
    return lambda asked: ranking.rank(dialogue.passages, asked.question).order


def mean(found: Sequence[Found]) -> Found:
    """Return the mean over dialogues."""
    return Found(*(fmean(column) for column in zip(*found, strict=True)))


def _found(
    order: NDArray[np.int64], right: tuple[int, ...], costs: NDArray[np.int64]
) -> tuple[float, ...]:
    wanted = set(right)
    ranks = {int(row): rank for rank, row in enumerate(order)}
    spent = np.cumsum(costs[order])
    fits = int(np.searchsorted(spent, 2048, side="right"))
    return (
        *(len(wanted & set(order[:most].tolist())) / len(wanted) for most in (5, 10, fits)),
        1 / (1 + min(ranks[row] for row in wanted)),
    )
