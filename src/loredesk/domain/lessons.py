"""What was learned from a session, how it does on turns it was not learned from, and what of it.

Measured are four orders of the messages a turn could be told: by words alone, by meaning alone, by
the weights that came with Loredesk, and by what was learned. Only what does better than the built-in
weights, in no measure worse than the better of the two single searches, and still finds what is
asked for by words of its own, may be used.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import fmean, pstdev
from typing import Self

from loredesk.domain.measures import Figures, mean

WORDS, MEANING, BUILT_IN, LEARNED = "words", "meaning", "built-in", "learned"
SINGLE = (WORDS, MEANING)
"""The orders by one search alone."""
JUDGED = ("recall@10", "budget_recall@2048")
"""The measures that decide; a gain is that of their mean."""
FEWEST = 30
"""From fewer turns nothing is learned: what looks like a gain would be chance."""
LEAST_GAIN = 0.01
TOLERATED = 0.01
"""So much worse is not yet worse: a point."""
_EVEN = 1e-9


class Verdict(StrEnum):
    """What became of a lesson."""

    KEPT = "kept"
    TOO_FEW = "too few turns"
    NO_BETTER = "no better than the built-in weights"
    BELOW_SINGLE = "below a single search"
    FINDS_LESS = "finds less of what is asked for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What learning from a session came to."""

    turns: int
    """How many turns could be learned from."""
    verdict: Verdict
    figures: Mapping[str, Figures] = field(default_factory=dict, hash=False)
    """Those of each order over turns held out; none where there were too few."""
    asked: Mapping[str, float] = field(default_factory=dict, hash=False)
    """How much of what is asked for by its own words `BUILT_IN` and `LEARNED` find, as shares."""

    def after(self, hits: Mapping[str, Sequence[bool]]) -> Self:
        """Return this lesson once the story was asked for what it tells.

        *hits* says of each question whether `BUILT_IN` and `LEARNED` find what was asked for.
        """
        lost = [old - new for old, new in zip(hits[BUILT_IN], hits[LEARNED], strict=True)]
        loses = bool(lost) and fmean(lost) > max(TOLERATED, _error(lost)) + _EVEN
        return replace(
            self,
            asked={name: fmean(found) for name, found in hits.items() if found},
            verdict=Verdict.FINDS_LESS if loses else self.verdict,
        )


def lesson_of(orders: Mapping[str, Sequence[Figures]]) -> Lesson:
    """Return the lesson of what each order came to, turn by turn, each turn held out.

    *orders* holds one row for each turn under `WORDS`, `MEANING`, `BUILT_IN` and `LEARNED`.
    """
    figures = {name: mean(rows) for name, rows in orders.items()}
    turns = len(orders[LEARNED])
    verdict = Verdict.KEPT
    if any(figures[LEARNED][one] < best_single(figures, one) - _EVEN for one in JUDGED):
        verdict = Verdict.BELOW_SINGLE
    elif not _gains(orders[BUILT_IN], orders[LEARNED]):
        verdict = Verdict.NO_BETTER
    return Lesson(turns=turns, verdict=verdict, figures=figures)


def best_single(figures: Mapping[str, Figures], measure: str) -> float:
    """Return what the better of the two single searches came to."""
    return max(figures[name][measure] for name in SINGLE)


def _gains(before: Sequence[Figures], after: Sequence[Figures]) -> bool:
    """Return whether *after* finds enough more than *before*, and more than chance may do.

    That is a point at least.
    """
    gains = [
        fmean(new[one] - old[one] for one in JUDGED) for old, new in zip(before, after, strict=True)
    ]
    return fmean(gains) >= max(LEAST_GAIN, _error(gains))


def _error(differences: Sequence[float]) -> float:
    """Return the standard error of their mean: so much may be chance."""
    return pstdev(differences) / math.sqrt(len(differences))
