"""What the exact index does with arrays."""

import numpy as np
from numpy.typing import NDArray

_AT_FIRST = 4
"""So many of the best are looked at for each that is wanted."""


def wrong_dimension(expected: int, came: int) -> str:
    """Return how to say that a vector is of another length than the others."""
    if came == 0:
        return "A vector of dimension 0 cannot be indexed"
    return f"The index holds vectors of dimension {expected}, but one of dimension {came} came"


def unit(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return *matrix* with every row brought to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    if not np.isfinite(lengths).all():
        message = "A vector holds a value that is no finite number"
        raise ValueError(message)
    lengths[lengths == 0.0] = 1.0
    return np.asarray(matrix / lengths, dtype=np.float32)


def grown(codes: NDArray[np.int32], used: int, room: int) -> NDArray[np.int32]:
    """Return the first *used* of *codes* with *room* for more."""
    wider = np.zeros(room, dtype=np.int32)
    wider[:used] = codes[:used]
    return wider


def highest(scores: NDArray[np.float32], limit: int) -> NDArray[np.intp]:
    """Return the places of the *limit* highest scores, and of every score equal to the last."""
    if scores.size <= limit:
        return np.arange(scores.size)
    last = np.partition(scores, scores.size - limit)[scores.size - limit]
    return np.flatnonzero(scores >= last)


def first_of_each(
    scores: NDArray[np.float32], groups: NDArray[np.int32], limit: int
) -> NDArray[np.intp]:
    """Return the place of the best score of each of the *limit* best *groups*, the best first."""
    looked_at = _AT_FIRST * limit
    while True:
        places = highest(scores, looked_at)
        order = places[np.argsort(-scores[places], kind="stable")]
        _, first = np.unique(groups[order], return_index=True)
        if len(first) >= limit or len(places) == len(scores):
            return np.asarray(order[np.sort(first)[:limit]], np.intp)
        looked_at *= _AT_FIRST
