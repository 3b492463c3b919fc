"""Leaving somebody alone for a while who has failed several times in a row."""

from collections.abc import Callable
from datetime import datetime, timedelta

FAILURES = 3
"""So many in a row, and nobody asks any more."""
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(minutes=32)
"""Each rest is twice as long as the one before."""


class Rest:
    """Knows how long somebody is left alone.

    When a rest is over they may be asked again: one failure more, and they rest twice as long.
    """

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        self._now = now
        self._until: datetime | None = None
        self.failures = 0
        """How many in a row."""

    @property
    def left(self) -> timedelta:
        """Return how long they are still left alone; nothing where they may be asked."""
        if self._until is None:
            return timedelta(0)
        # A clock that was set back must not make a rest longer than any is.
        return min(max(self._until - self._now(), timedelta(0)), LONGEST_REST)

    def failed(self) -> None:
        """Take note that they failed; what fails while they rest was asked before."""
        if self.left:
            return
        self.failures += 1
        if self.failures >= FAILURES:
            # No power beyond what the longest rest needs: a number may not grow without end.
            rest = FIRST_REST * 2 ** min(self.failures - FAILURES, 8)
            self._until = self._now() + min(rest, LONGEST_REST)

    def over(self) -> None:
        """Forget every failure: they have answered, or something about them has changed."""
        self._until = None
        self.failures = 0
