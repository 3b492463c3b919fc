"""How each lane works: how many at once, how many together, how long between tries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from loredesk.domain.tasks import Lane

MOST_DOUBLINGS = 20
"""By then every wait is the longest one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePolicy:
    """The habits of one lane."""

    workers: int = 1
    batch: int = 1
    """How many waiting tasks of one entity are taken together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How long to wait before trying again: exponential, with full jitter."""

    base: timedelta = timedelta(seconds=2)
    cap: timedelta = timedelta(minutes=10)
    unusable_answers: int = 2
    """How many answers that cannot be used a task may get before it fails."""

    def wait_before(self, attempt: int, *, jitter: float) -> timedelta:
        """Return the wait after *attempt* (from 1); *jitter* is a random number from 0 to 1."""
        doubled: timedelta = self.base * 2 ** min(attempt - 1, MOST_DOUBLINGS)
        return min(self.cap, doubled) * jitter


DEFAULT_LANES: Mapping[Lane, LanePolicy] = {
    Lane.ANALYSIS: LanePolicy(),
    Lane.NOTES: LanePolicy(workers=2, batch=5),
    Lane.CREATIONS: LanePolicy(),
    Lane.SIMULATION: LanePolicy(),
    Lane.EMBEDDING: LanePolicy(),
}
