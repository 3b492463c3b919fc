"""How much each clue counts.

Learned on hand-written dialogues and campaigns (tests/data/dialogues) by `python -m tests.recall
--weights`, which also tells what they are worth on dialogues they were not learned on.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

Weights = Mapping[str, float]

FIRST: Weights = {
    "words": -0.033,
    "near": 0.497,
    "meaning": 0.199,
    "better": 0.123,
    "near_meaning": 0.301,
    "speaker": 1.309,
    "sitting": 0.315,
    "length": 1.397,
    "asks": -0.661,
    "time": 0.700,
    "number": 1.637,
    "covered": 2.324,
    "rarest": -0.296,
}
"""For every passage."""

SECOND: Weights = {
    "words": -0.608,
    "near": 0.448,
    "meaning": 0.246,
    "better": 0.488,
    "near_meaning": 0.161,
    "speaker": 1.233,
    "sitting": 0.262,
    "length": 0.933,
    "asks": -0.494,
    "time": 0.618,
    "number": 1.392,
    "covered": 1.203,
    "rarest": 1.274,
    "answers": 0.134,
    "before": 0.177,
    "behind": -0.069,
    "otherwise": 0.637,
}
"""For the passages that come first by these, with the clues that cost more."""


class StoryWeights(NamedTuple):
    """What each clue counts in both stages."""

    first: Weights = FIRST
    second: Weights = SECOND


BUILT_IN = StoryWeights()


def basis_of(model: str) -> str:
    """Return what learned weights rest on: the embedder, and the weights they were held against."""
    told = json.dumps([dict(FIRST), dict(SECOND)], sort_keys=True)
    return f"{model} {sha256(told.encode()).hexdigest()[:12]}"
