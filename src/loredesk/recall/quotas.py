"""Quotas: no kind of entry crowds out the others."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

MOST_OF_ONE = 0.6
"""The share of one kind among the first so many, as long as there are others."""
FREE = 4
"""So many of one kind are in any case no crowd."""


def spread(ranked: Sequence[T], kind_of: Callable[[T], str]) -> list[T]:
    """Return *ranked* in an order in which no kind takes more than its share of the first ones.

    Within a kind the order stays. What a budget holds of this order does not depend on it.
    """
    waiting = list(ranked)
    counts: Counter[str] = Counter()
    order: list[T] = []
    while waiting:
        most = max(FREE, MOST_OF_ONE * (len(order) + 1))
        at = next((at for at, one in enumerate(waiting) if counts[kind_of(one)] + 1 <= most), 0)
        one = waiting.pop(at)
        counts[kind_of(one)] += 1
        order.append(one)
    return order
