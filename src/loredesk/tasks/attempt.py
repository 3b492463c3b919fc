"""Running claimed tasks once, and saving how that ended: in one transaction with its effect."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from loredesk.domain.errors import AnswerError, LoredeskError
from loredesk.domain.tasks import Task, TaskStatus, TaskType
from loredesk.ports.store import Repos, Store
from loredesk.tasks.journal import Journal
from loredesk.tasks.policy import RetryPolicy
from loredesk.tasks.queueing import BY_THE_AUTHOR, announce, placed
from loredesk.tasks.verdict import verdict

logger = logging.getLogger(__name__)

Effect = Callable[[Repos], Mapping[str, Any] | None]
"""What a task does to the store, run in the transaction that completes it; returns its result."""


class Handler(Protocol):
    """Knows how to run one type of task."""

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Do the slow part of *tasks* (of one entity) and return what to write.

        May be run again after a crash: everything that lasts belongs into the effect.
        """
        ...


class SupersededError(Exception):
    """Somebody else has taken the task over; what this attempt found is dropped."""


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

    async def run(self, tasks: Sequence[Task]) -> None:
        """Run *tasks* as one piece of work; every end but cancellation is saved."""
        try:
            handler = self._handlers[tasks[0].task_type]
            effect = await handler.run(tasks, Journal(self._store, tasks[0].id))
            await self._store.write(lambda repos: _complete(repos, tasks, effect))
        except SupersededError:
            logger.warning("Task %s was taken over; its result is dropped", tasks[0].id)
        except Exception as error:
            if not isinstance(error, LoredeskError):
                logger.exception("Task %s failed", tasks[0].id)
            await self._fail(tasks, error)

    async def give_back(self, tasks: Sequence[Task], status: TaskStatus) -> None:
        """Save that *tasks* were interrupted, and are to be *status* now."""
        await self._store.write(lambda repos: _interrupt(repos, tasks, status))

    async def _fail(self, tasks: Sequence[Task], error: Exception) -> None:
        now, jitter = self._now(), self._jitter()

        def work(repos: Repos) -> None:
            for task in tasks:
                end = verdict(task, error, now=now, policy=self._retries, jitter=jitter)
                if repos.tasks.finish(
                    task,
                    end.status,
                    now=now,
                    not_before=end.not_before,
                    error_message=end.error_message,
                ):
                    _announce_again(repos, task)
            if isinstance(error, AnswerError):
                repos.answers.forget(tasks[0].id)

        await self._store.write(work)


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
