"""Joining the scores of several searches: a sum of standardised scores.

Measured on long dialogues, reciprocal-rank fusion was worse than word search alone, while the
sum of per-query z-scores was better than either signal.
"""

from collections.abc import Mapping
from statistics import fmean, pstdev

from loredesk.domain.ids import LoreId

Scores = Mapping[LoreId, float]

_FLOOR = -1.0
"""What a stage that did not find an entry adds: less than any it found, but no veto."""


def standardised(scores: Scores) -> dict[LoreId, float]:
    """Return *scores* with mean 0 and standard deviation 1; 0 for all where they are equal."""
    if not scores:
        return {}
    mean, spread = fmean(scores.values()), pstdev(scores.values())
    if spread == 0:
        return dict.fromkeys(scores, 0.0)
    return {entry_id: (score - mean) / spread for entry_id, score in scores.items()}


def fused(stages: Mapping[str, Scores], weights: Mapping[str, float]) -> dict[LoreId, float]:
    """Return the weighted sum of the standardised scores of all *stages*, by entry."""
    totals: dict[LoreId, float] = {}
    found = {entry_id for scores in stages.values() for entry_id in scores}
    for stage, scores in stages.items():
        level = standardised(scores)
        lowest = min(level.values(), default=0.0) + _FLOOR
        for entry_id in found:
            share = level.get(entry_id, lowest) if scores else 0.0
            totals[entry_id] = totals.get(entry_id, 0.0) + weights.get(stage, 1.0) * share
    return totals
