"""A long queue in a file, worked by the real engine with handlers that do nothing."""

import asyncio
import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from loredesk.domain.events import TaskMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, NewTask, TaskStatus, TaskType
from loredesk.host.clock import SystemClock
from loredesk.ports.store import Repos
from loredesk.storage.migrate import upgrade
from loredesk.storage.store import SqlStore
from loredesk.tasks.attempt import Attempts, Effect
from loredesk.tasks.engine import TaskEngine
from loredesk.tasks.journal import Journal
from loredesk.tasks.policy import DEFAULT_LANES, LanePolicy, RetryPolicy
from loredesk.tasks.queueing import queue_task

STEPS = 500
"""How many tasks one round works."""
ANSWER: Mapping[str, object] = {
    "updates": [{"update_summary": "words " * 40, "quote": "words " * 10}]
}
REQUEST = "0" * 64
_FILLED_TOGETHER = 2000
# A pace would measure itself.
_EVERY_LANE = {lane: replace(policy, per_minute=0) for lane, policy in DEFAULT_LANES.items()}
_ONE_WORKER = {Lane.ANALYSIS: LanePolicy()}


class Nothing:
    """A handler that does nothing, or only asks something whose answer is journalled."""

    def __init__(self, *, journalled: bool = False, seconds: float = 0.0) -> None:
        self._journalled = journalled
        self._seconds = seconds

    async def run(self, _tasks: object, journal: Journal) -> Effect:
        """Return an effect that writes nothing."""
        if self._seconds:
            await asyncio.sleep(self._seconds)
        if self._journalled:
            await journal.remember(REQUEST, _answer)
        return _no_effect


async def _answer() -> object:
    return ANSWER


def _no_effect(_repos: Repos) -> None:
    return None


class MadeQueue:
    """One database with a long queue in it."""

    def __init__(self, file: Path, size: int) -> None:
        self._size = size
        self._hub = Hub()
        upgrade(file)
        self._store = SqlStore(file, now=SystemClock().now, publish=self._hub.publish)
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> Self:
        for begin in range(0, self._size, _FILLED_TOGETHER):
            number = min(_FILLED_TOGETHER, self._size - begin)
            await self._store.write(partial(self._fill, number=number))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._store.aclose()

    async def worked(self, *, journalled: bool = False, alone: bool = False) -> Sequence[float]:
        """Let an engine work off so many tasks of the queue."""
        steps = min(STEPS, self._size)
        only = TaskType.ANALYZE_TURN if alone else None
        # As many as it takes away, so that the queue stays as long and never runs dry.
        await self._store.write(partial(self._fill, number=steps, only=only))
        engine = self.engine(_ONE_WORKER if alone else _EVERY_LANE, Nothing(journalled=journalled))
        return [await self._run(engine, steps) * 1000 / steps]

    async def queued(self) -> Sequence[float]:
        """Queue so many tasks, one after another."""
        started = time.perf_counter()
        for _ in range(STEPS):
            await self._queue()
        return [(time.perf_counter() - started) * 1000 / STEPS]

    async def queued_together(self) -> Sequence[float]:
        """Queue so many tasks at the same moment, so that they share commits."""
        started = time.perf_counter()
        await asyncio.gather(*(self._queue() for _ in range(STEPS)))
        return [(time.perf_counter() - started) * 1000 / STEPS]

    async def rate(self, workers: int, seconds: float) -> float:
        """Return how many tasks a second *workers* complete whose model takes *seconds*."""
        lanes = {Lane.NOTES: LanePolicy(workers=workers)}
        steps = 5 * workers
        await self._store.write(partial(self._fill, number=steps, only=TaskType.UPDATE_NOTE))
        return steps / await self._run(self.engine(lanes, Nothing(seconds=seconds)), steps)

    def engine(self, lanes: Mapping[Lane, LanePolicy], handler: Nothing) -> TaskEngine:
        """Return an engine that has not been started."""
        clock = SystemClock()
        attempts = Attempts(
            store=self._store,
            handlers=dict.fromkeys(TaskType, handler),
            retries=RetryPolicy(),
            now=clock.now,
            jitter=lambda: 0.5,
        )
        return TaskEngine(
            store=self._store,
            hub=self._hub,
            attempts=attempts,
            lanes=lanes,
            boot_id=f"boot{next(self._numbers)}",
            now=clock.now,
        )

    async def _run(self, engine: TaskEngine, steps: int) -> float:
        """Return the seconds until *engine* has completed so many tasks."""
        enough, left = asyncio.Event(), itertools.count(1)

        def count(event: TaskMoved) -> None:
            if event.status is TaskStatus.COMPLETED and next(left) == steps:
                enough.set()

        unsubscribe = self._hub.subscribe(TaskMoved, count)
        started = time.perf_counter()
        await engine.start()
        await enough.wait()
        seconds = time.perf_counter() - started
        unsubscribe()
        await engine.aclose()
        return seconds

    async def _queue(self) -> None:
        name = f"task{next(self._numbers)}"
        new = NewTask(task_type=TaskType.UPDATE_NOTE, entity_key=name, dedupe_key=name)
        await self._store.write(lambda repos: queue_task(repos, lambda: name, new))

    def _fill(self, repos: Repos, *, number: int, only: TaskType | None = None) -> None:
        types = [only] if only else list(TaskType)
        for task_type in itertools.islice(itertools.cycle(types), number):
            name = f"task{next(self._numbers)}"
            new = NewTask(task_type=task_type, entity_key=name, dedupe_key=name)
            repos.tasks.add(TaskId(name), new, now=repos.now)
