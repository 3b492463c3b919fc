"""What may be begun now: nothing that is paused, no lane beyond its pace, none without its model."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta

from loredesk.domain.errors import AnswerError, ModelAwayError, ModelRefusesError
from loredesk.domain.events import QueuePaused
from loredesk.domain.tasks import Lane, Pauses, Task
from loredesk.tasks.gates import ModelGates
from loredesk.tasks.policy import LanePolicy, RetryPolicy

_MINUTE = timedelta(minutes=1)


class Intake:
    """Says for each lane whether it may take a task, and when to ask again."""

    def __init__(self, *, lanes: Mapping[Lane, LanePolicy], retries: RetryPolicy) -> None:
        self._lanes = lanes
        self._gates = ModelGates(retries=retries)
        self._begun = {
            lane: deque[datetime](maxlen=policy.per_minute)
            for lane, policy in lanes.items()
            if policy.per_minute
        }
        self._paused = False
        self._paused_lanes: set[Lane] = set()
        self.quiet = False
        """Whether one task runs alone, and the lanes keep still."""

    def pauses_are(self, pauses: Pauses) -> None:
        """Take note of what is paused."""
        self._paused = pauses.everything
        self._paused_lanes = set(pauses.lanes)

    def paused(self, event: QueuePaused) -> None:
        """Take note of what was paused or goes on. Sessions are the store's business."""
        if event.session_id is not None:
            return
        if event.lane is None:
            self._paused = event.paused
        elif event.paused:
            self._paused_lanes.add(event.lane)
        else:
            self._paused_lanes.discard(event.lane)

    def is_open(self, lane: Lane) -> bool:
        """Return whether the author lets *lane* work."""
        return not self._paused and lane not in self._paused_lanes

    def admits(self, lane: Lane, *, now: datetime, token: str, alone: bool = False) -> bool:
        """Return whether the claim with *token* may take a task of *lane* now.

        Or, while all is quiet, one that runs *alone*. An empty token asks nobody whether a model
        that was away is back.
        """
        return (
            self.is_open(lane)
            and self.quiet == alone
            and self._has_pace(lane, now)
            and self._gates.admits(self._lanes[lane].service, now=now, token=token)
        )

    def entered(self, lane: Lane, *, token: str) -> None:
        """Take note that the claim with *token* takes a task of *lane*."""
        self._gates.entered(self._lanes[lane].service, token=token)

    def left(self, lane: Lane, *, token: str) -> None:
        """Take note that the claim with *token* came to nothing."""
        self._gates.left(self._lanes[lane].service, token=token)

    def learned(self, task: Task, error: Exception | None, *, now: datetime) -> timedelta:
        """Take note of how an attempt ended; return how long *task* steps back for others."""
        service = self._lanes[task.lane].service
        if isinstance(error, ModelAwayError | ModelRefusesError):
            later = self._gates.puts_off(service, task.id)
            self._gates.failed(service, task, error, now=now)
            return later
        if error is None or isinstance(error, AnswerError):
            self._gates.answered(service)
        else:
            self._gates.left(service, token=task.token)
        return timedelta(0)

    def models_changed(self) -> None:
        """Forget which models were away: the author chose others."""
        self._gates.reset()

    def waiting_for_models(self) -> tuple[str, ...]:
        """Return which models are waited for, and why, as sentences."""
        return self._gates.sentences()

    def taken(self, lane: Lane, *, now: datetime) -> None:
        """Take note that *lane* began a task."""
        if (begun := self._begun.get(lane)) is not None:
            begun.append(now)

    def next_time(self, lane: Lane, *, now: datetime) -> datetime | None:
        """Return when *lane* may take a task again; None where that is no matter of time."""
        times = [self._gates.next_try(self._lanes[lane].service)]
        if not self._has_pace(lane, now):
            times.append(self._begun[lane][0] + _MINUTE)
        return max((time for time in times if time is not None and time > now), default=None)

    def expected(self) -> tuple[Lane, ...]:
        """Return the lanes whose work is worth waiting for."""
        gone = self._gates.given_up()
        return tuple(
            lane
            for lane, policy in self._lanes.items()
            if self.is_open(lane) and policy.service not in gone
        )

    def _has_pace(self, lane: Lane, now: datetime) -> bool:
        begun = self._begun.get(lane)
        return begun is None or len(begun) < (begun.maxlen or 0) or now - begun[0] >= _MINUTE
