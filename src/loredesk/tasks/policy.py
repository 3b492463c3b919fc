"""How each lane works: how many at once, how many together, how long between tries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from loredesk.domain.errors import TransientError
from loredesk.domain.services import Service
from loredesk.domain.tasks import Lane

MOST_DOUBLINGS = 20
"""By then every wait is the longest one."""
LONGEST_SERVER_WAIT = timedelta(days=1)
LONGEST_WAIT_INSIDE = timedelta(minutes=5)
"""What takes longer is written into the queue, so that it outlives the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePolicy:
    """The habits of one lane."""

    workers: int = 1
    batch: int = 1
    """How many waiting tasks of one entity are taken together."""
    service: Service | None = None
    """The model the lane cannot work without."""
    per_minute: int = 0
    """How many tasks are begun within a minute at most; 0 for no limit."""


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
    Lane.ANALYSIS: LanePolicy(service=Service.ANALYSIS),
    Lane.NOTES: LanePolicy(workers=2, batch=5, service=Service.MAINTENANCE),
    Lane.CREATIONS: LanePolicy(service=Service.MAINTENANCE),
    Lane.SIMULATION: LanePolicy(service=Service.MAINTENANCE, per_minute=12),
    Lane.EMBEDDING: LanePolicy(service=Service.EMBEDDING),
    Lane.SUMMARIES: LanePolicy(service=Service.MAINTENANCE),
}


def wait_asked_for(error: Exception) -> timedelta:
    """Return how long the server behind *error* wants to be left alone."""
    asked = error.retry_after if isinstance(error, TransientError) else 0.0
    return min(timedelta(seconds=min(max(asked, 0.0), 1e9)), LONGEST_SERVER_WAIT)
