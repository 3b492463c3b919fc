"""How well an order of things answers a question: shares from 0 to 1.

What is wanted are one or several pieces, each carried by one or several of the things that are
put in order; a piece is found where any of its carriers is.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import fmean

FIRST = (5, 10)
"""Of so many things from the top it is asked what they hold,"""
BUDGETS = (1024, 2048)
"""and of those that fit into so many tokens of a prompt."""
MEASURES = (
    *(f"recall@{most}" for most in FIRST),
    "mrr",
    "ndcg",
    *(f"budget_recall@{budget}" for budget in BUDGETS),
)

Figures = Mapping[str, float]
"""One share for each of `MEASURES`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One piece a question asks for."""

    name: str
    carriers: frozenset[str]
    """The things that hold it; none of them needs to be in the order."""


def figures_of(
    order: Sequence[str], wanted: Sequence[Wanted], costs: Mapping[str, int]
) -> dict[str, float]:
    """Return every measure of *order*, in which each thing stands once, the best first.

    *costs* says what each thing takes of a prompt, in tokens. There must be something wanted.
    """
    ranks = ranks_of(order, wanted)
    spent = list(accumulate(costs[one] for one in order))
    relevant = frozenset().union(*(piece.carriers for piece in wanted))
    return {
        **{f"recall@{most}": recall(ranks, most) for most in FIRST},
        "mrr": reciprocal_rank(ranks),
        "ndcg": ndcg(order, relevant),
        **{f"budget_recall@{budget}": recall(ranks, fitting(spent, budget)) for budget in BUDGETS},
    }


def ranks_of(order: Sequence[str], wanted: Sequence[Wanted]) -> list[int | None]:
    """Return for each piece the place of the first thing that holds it, from 0; None for none."""
    places = {one: place for place, one in enumerate(order)}
    return [
        min((places[one] for one in piece.carriers if one in places), default=None)
        for piece in wanted
    ]


def recall(ranks: Sequence[int | None], most: int) -> float:
    """Return the share of the pieces that are among the first *most* things."""
    return sum(rank is not None and rank < most for rank in ranks) / len(ranks)


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """Return 1 / n where the first thing that holds any piece is the n-th; 0 where none does."""
    first = min((rank for rank in ranks if rank is not None), default=None)
    return 0.0 if first is None else 1 / (1 + first)


def ndcg(order: Sequence[str], relevant: Collection[str]) -> float:
    """Return the normalised discounted cumulative gain of the whole order, for binary relevance.

    DCG is the sum over the relevant things of 1 / log2(1 + n), n being the place of each from 1;
    it is divided by that of the order that has all relevant things first (K. Järvelin and
    J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002).
    """
    gained = sum(_discount(place) for place, one in enumerate(order) if one in relevant)
    best = sum(map(_discount, range(len(relevant))))
    # Summed up in another order, it may come out above 1 by a last digit.
    return min(gained / best, 1.0) if best else 0.0


def fitting(spent: Sequence[int], budget: int) -> int:
    """Return how many things fit, filled in from the top until the first that does not.

    *spent* says what they cost together up to each. Nothing smaller slips in behind the first one
    that is too large, so that more room never loses anything.
    """
    return sum(cost <= budget for cost in spent)


def mean(figures: Iterable[Figures]) -> dict[str, float]:
    """Return the mean of each measure over the questions, every question counting the same."""
    given = list(figures)
    return {name: fmean(one[name] for one in given) for name in given[0]} if given else {}


def _discount(place: int) -> float:
    return 1 / math.log2(2 + place)
