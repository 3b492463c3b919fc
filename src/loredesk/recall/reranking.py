"""Joining recall's own order with the one a reranker gives."""

from collections.abc import Sequence

from loredesk.recall.fusion import standardised


def shares(sizes: Sequence[int], most: int) -> tuple[int, ...]:
    """Return how much of each group is sent where *most* are sent in all; none more than it has."""
    given = [0] * len(sizes)
    left = most
    while left > 0 and any(have < size for have, size in zip(given, sizes, strict=True)):
        for at, size in enumerate(sizes):
            if given[at] < size and left > 0:
                given[at] += 1
                left -= 1
    return tuple(given)


def blended(own: Sequence[float], judged: Sequence[float]) -> tuple[int, ...]:
    """Return the places of *own*, the best first: both scores count alike, each standardised.

    Of those that are equal the one that stood first stays first.
    """
    first, second = (standardised(dict(enumerate(scores))) for scores in (own, judged))
    places = range(len(own))
    return tuple(sorted(places, key=lambda place: -(first[place] + second[place])))
