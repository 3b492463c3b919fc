"""Joining the scores of several searches: a sum of standardised scores.

Measured on long dialogues, reciprocal-rank fusion was worse than word search alone, while the
sum of per-query z-scores was better than either signal.
"""

from collections.abc import Collection, Mapping
from statistics import fmean, pstdev
from typing import TypeVar

from loredesk.domain.ids import LoreId

K = TypeVar("K")
Scores = Mapping[LoreId, float]

_MOST = 3.0
"""No search can say more than this: one odd word must not outvote everything else."""


def standardised(scores: Mapping[K, float]) -> dict[K, float]:
    """Return *scores* with mean 0 and standard deviation 1; 0 for all where they are equal."""
    if not scores:
        return {}
    mean, spread = fmean(scores.values()), pstdev(scores.values())
    if spread == 0:
        return dict.fromkeys(scores, 0.0)
    return {key: max(-_MOST, min(_MOST, (score - mean) / spread)) for key, score in scores.items()}


def fused(
    stages: Mapping[str, Scores], weights: Mapping[str, float], *, ranking: Collection[str] = ()
) -> dict[LoreId, float]:
    """Return the weighted sum of the standardised scores of all *stages*, by entry.

    What a search did not find scores nothing there, so that a word only one entry has lifts that
    entry far above the rest. The *ranking* stages like everything a little and only hand out
    their best: what they leave out scores as their last.
    """
    totals: dict[LoreId, float] = {}
    found = {entry_id for scores in stages.values() for entry_id in scores}
    for stage, scores in stages.items():
        absent = min(scores.values(), default=0.0) if stage in ranking else 0.0
        level = standardised({entry_id: scores.get(entry_id, absent) for entry_id in found})
        for entry_id, share in level.items():
            totals[entry_id] = totals.get(entry_id, 0.0) + weights.get(stage, 1.0) * share
    return totals
