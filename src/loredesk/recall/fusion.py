"""Joining the scores of several searches: a sum of standardised scores.

Measured on long dialogues, reciprocal-rank fusion was worse than word search alone, while the
sum of per-query z-scores was better than either signal.
"""

from collections.abc import Collection, Mapping
from typing import TypeVar

import numpy as np

from loredesk.domain.ids import LoreId

K = TypeVar("K")
Scores = Mapping[LoreId, float]


def standardised(scores: Mapping[K, float]) -> dict[K, float]:
    """Return *scores* with mean 0 and standard deviation 1; 0 for all where they are equal."""
    given = np.fromiter(scores.values(), np.float64, len(scores))
    if not given.size or given.max() == given.min():
        return dict.fromkeys(scores, 0.0)
    from_mean = given - given.mean()
    # Brought to a common size first: the squares of tiny numbers are none.
    from_mean /= np.abs(from_mean).max()
    level = from_mean / from_mean.std()
    return dict(zip(scores, level.tolist(), strict=True))


def fused(
    stages: Mapping[str, Scores], weights: Mapping[str, float], entry_ids: Collection[LoreId]
) -> dict[LoreId, float]:
    """Return the weighted sum of the standardised scores of all *stages*, of each of *entry_ids*.

    What a stage says nothing of scores there as the last it says something of.
    """
    totals = dict.fromkeys(entry_ids, 0.0)
    for stage, scores in stages.items():
        lowest = min(scores.values(), default=0.0)
        level = standardised({one: scores.get(one, lowest) for one in totals})
        for entry_id, share in level.items():
            totals[entry_id] += weights[stage] * share
    return totals
