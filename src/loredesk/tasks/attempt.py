"""Running claimed tasks once, and saving how that ended: in one transaction with its effect."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from loredesk.domain.errors import AnswerError, LoredeskError
from loredesk.domain.tasks import Task, TaskStatus, TaskType
from loredesk.ports.store import Repos, Store
from loredesk.tasks.journal import Journal, SupersededError
from loredesk.tasks.policy import RetryPolicy
from loredesk.tasks.queueing import BY_THE_AUTHOR, announce, placed
from loredesk.tasks.verdict import verdict

logger = logging.getLogger(__name__)

Effect = Callable[[Repos], Mapping[str, Any] | None]
"""What a task does to the store, run in the transaction that completes it; returns its result."""
Claim = Callable[[Repos], tuple[Task, ...]]
"""Claims what is to be run next."""


class Handler(Protocol):
    """Knows how to run one type of task."""

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Do the slow part of *tasks* (of one entity) and return what to write.

        May be run again after a crash: everything that lasts belongs into the effect.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How an attempt ended."""

    error: Exception | None = None
    next_tasks: tuple[Task, ...] = ()
    """What was claimed in the transaction that completed it."""


def _nothing(_repos: Repos) -> tuple[Task, ...]:
    return ()


class Attempts:
    """Runs claimed tasks and saves their end."""

    def __init__(
        self,
        *,
        store: Store,
        handlers: Mapping[TaskType, Handler],
        retries: RetryPolicy,
        now: Callable[[], datetime],
        jitter: Callable[[], float],
    ) -> None:
        self._store = store
        self._handlers = handlers
        self._retries = retries
        self._now = now
        self._jitter = jitter

    @property
    def retries(self) -> RetryPolicy:
        """Return how long is waited between tries."""
        return self._retries

    async def run(self, tasks: Sequence[Task], claim_next: Claim = _nothing) -> Ending:
        """Run *tasks* as one piece of work and complete them; an error is left to `fail`.

        Completing them and claiming what comes next is one transaction, and so one commit.
        """
        try:
            handler = self._handlers[tasks[0].task_type]
            effect = await handler.run(tasks, Journal(self._store, tasks))

            def complete(repos: Repos) -> tuple[Task, ...]:
                _complete(repos, tasks, effect)
                return claim_next(repos)

            return Ending(next_tasks=await self._see_written(complete))
        except SupersededError as error:
            logger.warning("Task %s was taken over; its result is dropped", tasks[0].id)
            return Ending(error=error)
        except Exception as error:
            if not isinstance(error, LoredeskError):
                logger.exception("Task %s failed", tasks[0].id)
            return Ending(error=error)

    async def fail(
        self, tasks: Sequence[Task], error: Exception, *, later: timedelta = timedelta(0)
    ) -> None:
        """Save that *tasks* ended with *error*; they wait for at least *later*."""
        now, jitter = self._now(), self._jitter()

        def work(repos: Repos) -> None:
            for task in tasks:
                end = verdict(task, error, now=now, policy=self._retries, jitter=jitter)
                if repos.tasks.finish(
                    task,
                    end.status,
                    now=now,
                    not_before=max(end.not_before, now + later),
                    error_message=end.error_message,
                    give_back=not end.counts,
                ):
                    _announce_again(repos, task)
            if isinstance(error, AnswerError):
                repos.answers.forget(tasks[0].id)

        await self._store.write(work)

    async def give_back(self, tasks: Sequence[Task], status: TaskStatus) -> None:
        """Save that *tasks* were interrupted, and are to be *status* now."""
        if tasks:
            await self._store.write(lambda repos: _interrupt(repos, tasks, status))

    async def _see_written(self, complete: Claim) -> tuple[Task, ...]:
        """Wait for the end to be saved, also when cancelled: what it claims must be known."""
        writing = asyncio.get_running_loop().create_task(self._store.write(complete))
        try:
            return await asyncio.shield(writing)
        except asyncio.CancelledError:
            await asyncio.wait([writing])
            return writing.result()


def _complete(repos: Repos, tasks: Sequence[Task], effect: Effect) -> None:
    first, *joined = tasks
    result = effect(repos)
    ended = [repos.tasks.finish(first, TaskStatus.COMPLETED, now=repos.now, result=result)]
    merged = {"merged_into": first.id}
    ended += [
        repos.tasks.finish(task, TaskStatus.COMPLETED, now=repos.now, result=merged)
        for task in joined
    ]
    if not all(ended):
        raise SupersededError
    for task in tasks:
        repos.answers.forget(task.id)
    announce(repos, [replace(task, status=TaskStatus.COMPLETED) for task in tasks])


def _interrupt(repos: Repos, tasks: Sequence[Task], status: TaskStatus) -> None:
    sentence = BY_THE_AUTHOR if status is TaskStatus.CANCELLED else ""
    for task in tasks:
        if repos.tasks.finish(task, status, now=repos.now, error_message=sentence, give_back=True):
            _announce_again(repos, task)


def _announce_again(repos: Repos, task: Task) -> None:
    """Announce a task that ended an attempt, where it stands now."""
    ended = repos.tasks.get(task.id)
    announce(repos, placed(repos, [ended]) if ended else ())
