"""The engine: workers that claim what is due, lane by lane, until they are told to stop."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import QueuePaused, TaskMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, Task, TaskStatus
from loredesk.ports.store import Repos, Store
from loredesk.tasks.attempt import Attempts
from loredesk.tasks.policy import LanePolicy
from loredesk.tasks.queueing import BY_THE_AUTHOR, announce, placed

logger = logging.getLogger(__name__)

PAUSED_FACT = "queue_paused"
RENEWAL_SECONDS = 15.0
LONGEST_NAP_SECONDS = 30.0
STUMBLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Running:
    """An attempt under way, and whether its end has been saved."""

    attempt: asyncio.Task[None]
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class TaskEngine:
    """Works the queue of one home. Only the process that owns the home may start one.

    Every claim carries a token of its own, so that only the worker that made it can end it.
    """

    def __init__(
        self,
        *,
        store: Store,
        hub: Hub,
        attempts: Attempts,
        lanes: Mapping[Lane, LanePolicy],
        boot_id: str,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._attempts = attempts
        self._lanes = lanes
        self._boot_id = boot_id
        self._now = now
        self._counter = itertools.count(1)
        self._wakes = {lane: asyncio.Event() for lane in lanes}
        self._moved = asyncio.Event()
        self._workers: list[asyncio.Task[None]] = []
        self._running: dict[TaskId, _Running] = {}
        self._tokens: set[str] = set()
        self._cancelled: set[TaskId] = set()
        self._paused = False
        self._unsubscribe = [
            hub.subscribe(TaskMoved, self._task_moved),
            hub.subscribe(QueuePaused, self._queue_paused),
        ]

    async def start(self) -> None:
        """Take back what a dead process left running, then begin to work."""

        def work(repos: Repos) -> bool:
            orphans = repos.tasks.requeue_orphans(boot_id=self._boot_id, now=repos.now)
            announce(repos, placed(repos, orphans))
            return repos.ledger.fact(PAUSED_FACT) == "yes"

        self._paused = await self._store.write(work)
        for lane, policy in self._lanes.items():
            for number in range(policy.workers):
                self._spawn(self._work(lane, policy.batch), f"{lane}-{number}")
        self._spawn(self._renew(), "leases")

    async def drained(self) -> None:
        """Wait until nothing waits or runs; returns at once from a paused queue."""
        while True:
            self._moved.clear()
            if self._paused and not self._running:
                return
            if not self._running and not await self._store.read(
                lambda repos: repos.queue.unfinished()
            ):
                return
            await _for_a_while(self._moved, LONGEST_NAP_SECONDS)

    async def cancel_running(self, task_id: TaskId) -> bool:
        """Stop a running attempt for good; False where the task is not running here."""
        running = self._running.get(task_id)
        if running is None:
            return False
        self._cancelled.add(task_id)
        running.attempt.cancel()
        await running.ended.wait()
        # It may have ended by itself in the meantime, and be about to be tried again.
        await self._store.write(lambda repos: _cancel_waiting(repos, task_id))
        return True

    async def aclose(self) -> None:
        """Stop working; what was running is given back and runs again at the next start."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._workers.append(asyncio.get_running_loop().create_task(work, name=name))

    async def _work(self, lane: Lane, batch: int) -> None:
        while True:
            self._wakes[lane].clear()
            asked = self._now()
            try:
                claimed = () if self._paused else await self._claim(lane, batch)
                if claimed:
                    await self._run(claimed)
                else:
                    await self._nap(lane, asked)
            except LoredeskError as error:
                logger.warning("The %s lane waits: %s", lane, error.sentence())
                await asyncio.sleep(STUMBLE_SECONDS)
            except Exception:
                # A lane that ended here would leave its tasks waiting for ever.
                logger.exception("The %s lane stumbled", lane)
                await asyncio.sleep(STUMBLE_SECONDS)

    async def _claim(self, lane: Lane, batch: int) -> tuple[Task, ...]:
        token = f"{self._boot_id}:{next(self._counter)}"

        def work(repos: Repos) -> tuple[Task, ...]:
            claimed = repos.tasks.claim(
                lane, token=token, boot_id=self._boot_id, now=repos.now, batch=batch
            )
            announce(repos, claimed)
            return claimed

        # Shielded: a claim that has been committed must reach whoever gives it back.
        claiming = asyncio.get_running_loop().create_task(self._store.write(work))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            await self._leave(self._give_back_claimed(claiming))
            raise

    async def _run(self, tasks: Sequence[Task]) -> None:
        attempt = asyncio.get_running_loop().create_task(
            self._attempts.run(tasks), name=f"task-{tasks[0].id}"
        )
        running = _Running(attempt=attempt)
        self._running.update({task.id: running for task in tasks})
        self._tokens.add(tasks[0].token)
        try:
            await self._see_through(tasks, attempt)
        finally:
            self._tokens.discard(tasks[0].token)
            for task in tasks:
                self._running.pop(task.id, None)
                self._cancelled.discard(task.id)
            running.ended.set()
            self._moved.set()

    async def _see_through(self, tasks: Sequence[Task], attempt: asyncio.Task[None]) -> None:
        try:
            await asyncio.wait([attempt])
        except asyncio.CancelledError:
            attempt.cancel()
            await asyncio.wait([attempt])
            await self._leave(self._give_back(tasks))
            raise
        if attempt.cancelled():
            await self._give_back(tasks)
        elif (error := attempt.exception()) is not None:
            # Saving the end failed (a full disk, say): the lease runs out and it is tried again.
            logger.error("The end of task %s could not be saved: %s", tasks[0].id, error)

    async def _give_back(self, tasks: Sequence[Task]) -> None:
        stopped = [task for task in tasks if task.id in self._cancelled]
        others = [task for task in tasks if task.id not in self._cancelled]
        await self._attempts.give_back(stopped, TaskStatus.CANCELLED)
        await self._attempts.give_back(others, TaskStatus.PENDING)

    async def _give_back_claimed(self, claiming: asyncio.Task[tuple[Task, ...]]) -> None:
        await self._attempts.give_back(await claiming, TaskStatus.PENDING)

    async def _leave(self, giving_back: Coroutine[Any, Any, None]) -> None:
        """Give back before the end; where that fails, the next start takes back instead."""
        try:
            await giving_back
        except Exception:
            logger.exception("What was running could not be given back")

    async def _nap(self, lane: Lane, asked: datetime) -> None:
        """Wait until something moves, or something due after *asked* may run."""
        due = await self._store.read(lambda repos: repos.queue.next_due(lane, after=asked))
        wait = LONGEST_NAP_SECONDS
        if due is not None and not self._paused:
            wait = min(wait, max((due - self._now()).total_seconds(), 0.0))
        await _for_a_while(self._wakes[lane], wait)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEWAL_SECONDS)
            try:
                await self._store.write(self._renew_leases)
            except LoredeskError as error:
                logger.warning("Leases could not be renewed: %s", error.sentence())

    def _renew_leases(self, repos: Repos) -> None:
        for token in tuple(self._tokens):
            repos.tasks.renew(token, now=repos.now)
        announce(repos, placed(repos, repos.tasks.requeue_lost(now=repos.now)))

    def _task_moved(self, event: TaskMoved) -> None:
        self._moved.set()
        if event.status is not TaskStatus.PROCESSING:
            # Its end may also free another task of the same entity, in any lane.
            for wake in self._wakes.values():
                wake.set()

    def _queue_paused(self, event: QueuePaused) -> None:
        self._paused = event.paused
        self._moved.set()
        for wake in self._wakes.values():
            wake.set()


async def _for_a_while(event: asyncio.Event, seconds: float) -> None:
    # Not `wait_for`: before Python 3.12 that may lose a cancellation, and the goodbye would hang.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _cancel_waiting(repos: Repos, task_id: TaskId) -> None:
    task = repos.tasks.get(task_id)
    if (
        task is not None
        and task.status is TaskStatus.PENDING
        and repos.tasks.move(task, TaskStatus.CANCELLED, now=repos.now, error_message=BY_THE_AUTHOR)
    ):
        announce(repos, [replace(task, status=TaskStatus.CANCELLED)])
