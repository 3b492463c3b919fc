"""How much each clue counts.

Learned on hand-written dialogues and campaigns (tests/data/dialogues) by `python -m tests.recall
--weights`, which also tells what they are worth on dialogues they were not learned on.
"""

from collections.abc import Mapping

Weights = Mapping[str, float]

FIRST: Weights = {
    "words": -0.035,
    "near": 0.498,
    "meaning": 0.197,
    "better": 0.126,
    "near_meaning": 0.298,
    "speaker": 1.358,
    "sitting": 0.317,
    "length": 1.398,
    "asks": -0.661,
    "time": 0.703,
    "number": 1.640,
    "covered": 2.330,
    "rarest": -0.295,
}
"""For every passage."""

SECOND: Weights = {
    "words": -0.615,
    "near": 0.449,
    "meaning": 0.244,
    "better": 0.496,
    "near_meaning": 0.158,
    "speaker": 1.274,
    "sitting": 0.263,
    "length": 0.935,
    "asks": -0.499,
    "time": 0.619,
    "number": 1.394,
    "covered": 1.203,
    "rarest": 1.284,
    "answers": 0.134,
    "before": 0.175,
    "behind": -0.068,
    "otherwise": 0.637,
}
"""For the passages that come first by these, with the clues that cost more."""
