"""Backpressure: while a model is away, the lanes that need it stop, and one task at a time asks.

What waits keeps its attempts. The waits between two tries grow; one answer ends them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from loredesk.domain.errors import ModelAwayError, ModelRefusesError
from loredesk.domain.ids import TaskId
from loredesk.domain.services import Service
from loredesk.domain.tasks import MAX_ATTEMPTS, Task
from loredesk.tasks.policy import LONGEST_WAIT_INSIDE, RetryPolicy, wait_asked_for

Away = ModelAwayError | ModelRefusesError


@dataclass(slots=True)
class _Outage:
    sentence: str
    refuses: bool
    until: datetime
    failures: int = 1
    last: TaskId | None = None
    asker: str = ""
    """The token of the claim that asks whether the model is back; empty while nobody does."""


class ModelGates:
    """Knows which models are away, and who may ask next."""

    def __init__(self, *, retries: RetryPolicy) -> None:
        self._retries = retries
        self._outages: dict[Service, _Outage] = {}

    def admits(self, service: Service | None, *, now: datetime, token: str) -> bool:
        """Return whether the claim with *token* may start a task that needs *service*.

        An empty token asks nobody whether a model is back.
        """
        outage = self._outage(service)
        if outage is None:
            return True
        return bool(token) and now >= outage.until and outage.asker in {"", token}

    def next_try(self, service: Service | None) -> datetime | None:
        """Return when *service* is asked again; None where it is not away, or is being asked."""
        outage = self._outage(service)
        return None if outage is None or outage.asker else outage.until

    def entered(self, service: Service | None, *, token: str) -> None:
        """Take note that the claim with *token* starts a task that needs *service*."""
        if (outage := self._outage(service)) is not None:
            outage.asker = token

    def left(self, service: Service | None, *, token: str) -> None:
        """Take note that what was claimed with *token* has learned nothing about *service*."""
        if (outage := self._outage(service)) is not None and outage.asker == token:
            outage.asker = ""

    def answered(self, service: Service | None) -> None:
        """Take note that *service* is there."""
        if service is not None:
            self._outages.pop(service, None)

    def failed(self, service: Service | None, task: Task, error: Away, *, now: datetime) -> None:
        """Take note that *service* did not answer what *task* asked."""
        if service is None:
            return
        outage = self._outages.get(service)
        if outage is None:
            outage = _Outage(sentence="", refuses=False, until=now, failures=0)
            self._outages[service] = outage
        elif outage.asker != task.token:
            return  # it was under way when another found the model away
        outage.failures += 1
        outage.asker = ""
        outage.sentence = error.sentence()
        outage.refuses = isinstance(error, ModelRefusesError)
        outage.last = task.id
        wait = self._retries.wait_before(outage.failures, jitter=1.0)
        outage.until = now + max(wait, wait_asked_for(error))

    def puts_off(self, service: Service | None, task_id: TaskId) -> timedelta:
        """Return how long a task waits that found *service* away.

        The one that asked last and asks again steps back, so that another gets its turn: what is
        wrong may be the question.
        """
        outage = self._outage(service)
        if outage is None or outage.last != task_id:
            return timedelta(0)
        wait: timedelta = 2 * self._retries.wait_before(outage.failures + 1, jitter=1.0)
        return min(wait, LONGEST_WAIT_INSIDE)

    def reset(self) -> None:
        """Forget every outage: the author chose other models."""
        self._outages.clear()

    def given_up(self) -> frozenset[Service]:
        """Return the services nobody should wait for: the author has to act, or it takes long."""
        return frozenset(
            service
            for service, outage in self._outages.items()
            if not outage.asker and (outage.refuses or outage.failures >= MAX_ATTEMPTS)
        )

    def sentences(self) -> tuple[str, ...]:
        """Return which models are waited for, and why, as sentences."""
        return tuple(
            f"Waiting for the {service.value} model: {outage.sentence}"
            for service, outage in sorted(self._outages.items())
        )

    def _outage(self, service: Service | None) -> _Outage | None:
        return None if service is None else self._outages.get(service)
