"""Learning how much each clue counts, from examples of what should have come first.

What is made as likely as possible is that, drawn by the weights, one of the right rows comes first
(a softmax over the candidates, as in ListNet: Z. Cao et al., "Learning to Rank: From Pairwise
Approach to Listwise Approach", 2007). The weights are held to where they began, the more firmly the
fewer examples there are. The sum is convex, so that Newton's steps find its one lowest point.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PULL = 2e-3
STEPS = 30
_ENOUGH = 1e-6
_NOWHERE = -1e9

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question."""

    clues: Matrix
    """Shape (candidates, clues)."""
    right: NDArray[np.bool_]
    """Shape (candidates,); at least one is right."""


def learned(
    examples: Sequence[Example],
    names: Sequence[str],
    *,
    begin: Mapping[str, float] | None = None,
    pull: float = PULL,
) -> dict[str, float]:
    """Return the weights of the clues *names* that fit *examples* best.

    *begin* are the weights they are held to (0 where nothing is said), *pull* how firmly.
    """
    start = np.array([(begin or {}).get(name, 0.0) for name in names], np.float64)
    weights = start.copy()
    table = _Table.of(examples, len(names))

    def loss(at: NDArray[np.float64]) -> float:
        return table.loss(at) + pull * float((at - start) @ (at - start))

    for _ in range(STEPS):
        slope, bend = table.derivatives(weights)
        slope += 2 * pull * (weights - start)
        bend += 2 * pull * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        # Far from the lowest point a whole step may lead past it.
        before = loss(weights)
        while loss(weights - step) > before and np.abs(step).max() > _ENOUGH:
            step /= 2
        weights -= step
        if np.abs(step).max() < _ENOUGH:
            break
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


@dataclass(frozen=True, slots=True)
class _Table:
    """All examples, padded to one length."""

    clues: Matrix
    absent: Matrix
    right: Matrix

    @classmethod
    def of(cls, examples: Sequence[Example], clues: int) -> "_Table":
        longest = max(len(one.right) for one in examples)
        table = cls(
            np.zeros((len(examples), longest, clues), np.float32),
            np.full((len(examples), longest), _NOWHERE, np.float32),
            np.zeros((len(examples), longest), np.float32),
        )
        for row, one in enumerate(examples):
            count = len(one.right)
            table.clues[row, :count] = one.clues
            table.absent[row, :count] = 0
            table.right[row, :count] = one.right / one.right.sum()
        return table

    def loss(self, weights: NDArray[np.float64]) -> float:
        """Return the mean over the examples of -log(likelihood of the right rows)."""
        scores = self.clues @ weights.astype(np.float32) + self.absent
        highest = scores.max(axis=1)
        total = highest + np.log(np.exp(scores - highest[:, None]).sum(axis=1))
        wanted = np.einsum("nl,nl->n", self.right, np.where(self.right > 0, scores, 0))
        return float((total - wanted).mean())

    def derivatives(
        self, weights: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the first and the second derivatives of the mean loss."""
        scores = self.clues @ weights.astype(np.float32) + self.absent
        scores -= scores.max(axis=1, keepdims=True)
        drawn = np.exp(scores)
        drawn /= drawn.sum(axis=1, keepdims=True)
        mean = np.einsum("nl,nlc->nc", drawn, self.clues)
        wanted = np.einsum("nl,nlc->nc", self.right, self.clues)
        weighed = self.clues * drawn[:, :, None]
        flat = self.clues.reshape(-1, self.clues.shape[2])
        bend = weighed.reshape(-1, self.clues.shape[2]).T @ flat - mean.T @ mean
        count = len(self.clues)
        return (
            np.asarray((mean - wanted).mean(axis=0), np.float64),
            np.asarray(bend / count, np.float64),
        )
