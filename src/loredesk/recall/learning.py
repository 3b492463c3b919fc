"""Learning how much each clue counts, from examples of what should have come first.

What is made as likely as possible is that a candidate drawn by the weights is a right one, each
right one as often as the others (a softmax over the candidates, as in ListNet: Z. Cao et al.,
"Learning to Rank: From Pairwise Approach to Listwise Approach", 2007). The weights are held to where
they began by the square of how far they went. The sum is convex, so that Newton's steps find its one
lowest point.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

PULL = 2e-3
"""Beside the mean loss of an example: for hundreds of them. Fewer are to be held more firmly."""
STEPS = 30
_ENOUGH = 1e-6
_NOWHERE = -1e9

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question."""

    clues: NDArray[np.float32]
    """Shape (candidates, clues)."""
    right: NDArray[np.bool_]
    """Shape (candidates,); where none is right there is nothing to learn."""


def learned(
    examples: Sequence[Example],
    names: Sequence[str],
    *,
    begin: Mapping[str, float] | None = None,
    pull: float = PULL,
) -> dict[str, float]:
    """Return the weights of the clues *names* that fit *examples* best.

    *begin* are the weights they are held to (0 where nothing is said), *pull*, above 0, how firmly.
    """
    start = np.array([(begin or {}).get(name, 0.0) for name in names], np.float64)
    told = [one for one in examples if one.right.any()]
    weights = _lowest(_Table.of(told, len(names)), start, pull) if told else start
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def _lowest(table: "_Table", start: Numbers, pull: float) -> Numbers:
    """Return the weights that lose least on *table* and by being away from *start*."""
    weights = start

    def loss(at: Numbers) -> float:
        return table.loss(at) + pull * float((at - start) @ (at - start))

    for _ in range(STEPS):
        slope, bend = table.derivatives(weights)
        slope += 2 * pull * (weights - start)
        bend += 2 * pull * np.eye(len(start))
        step = np.linalg.solve(bend, slope)
        # Far from the lowest point a whole step may lead past it.
        before = loss(weights)
        while np.abs(step).max() >= _ENOUGH and loss(weights - step) > before:
            step /= 2
        if np.abs(step).max() < _ENOUGH:
            break
        weights = weights - step
    return weights


@dataclass(frozen=True, slots=True)
class _Table:
    """All examples, padded to one length."""

    clues: Numbers
    absent: Numbers
    right: Numbers

    @classmethod
    def of(cls, examples: Sequence[Example], clues: int) -> Self:
        shape = (len(examples), max(len(one.right) for one in examples))
        table = cls(np.zeros((*shape, clues)), np.full(shape, _NOWHERE), np.zeros(shape))
        for row, one in enumerate(examples):
            count = len(one.right)
            table.clues[row, :count] = one.clues
            table.absent[row, :count] = 0
            table.right[row, :count] = one.right / one.right.sum()
        return table

    def loss(self, weights: Numbers) -> float:
        """Return the mean over the examples of -log(likelihood), the mean over their right rows."""
        scores = self.clues @ weights + self.absent
        highest = scores.max(axis=1)
        total = highest + np.log(np.exp(scores - highest[:, None]).sum(axis=1))
        return float((total - (self.right * scores).sum(axis=1)).mean())

    def derivatives(self, weights: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first and the second derivatives of the mean loss."""
        scores = self.clues @ weights + self.absent
        drawn = np.exp(scores - scores.max(axis=1, keepdims=True))
        drawn /= drawn.sum(axis=1, keepdims=True)
        mean = np.einsum("nl,nlc->nc", drawn, self.clues)
        wanted = np.einsum("nl,nlc->nc", self.right, self.clues)
        flat = self.clues.reshape(-1, self.clues.shape[2])
        bend = (flat * drawn.reshape(-1, 1)).T @ flat - mean.T @ mean
        return np.asarray((mean - wanted).mean(axis=0)), np.asarray(bend / len(self.clues))
