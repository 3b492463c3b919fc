"""The engine: workers that claim what is due, lane by lane, until they are told to stop."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import ModelsChanged, QueuePaused, TaskMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, Task, TaskStatus
from loredesk.ports.store import Repos, Store
from loredesk.tasks.attempt import Attempts
from loredesk.tasks.claiming import Claims, leave
from loredesk.tasks.intake import Intake
from loredesk.tasks.journal import SupersededError
from loredesk.tasks.policy import LanePolicy
from loredesk.tasks.queueing import BY_THE_AUTHOR, announce, placed
from loredesk.tasks.upkeep import Upkeep

logger = logging.getLogger(__name__)

RENEWAL_SECONDS = 15.0
LONGEST_NAP_SECONDS = 30.0
STUMBLE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Running:
    """An attempt under way, and whether its end has been saved."""

    attempt: asyncio.Task[tuple[Task, ...]]
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class TaskEngine:
    """Works the queue of one home. Only the process that owns the home may start one."""

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
        self._intake = Intake(lanes=lanes, retries=attempts.retries)
        self._upkeep = Upkeep(store=store, now=now)
        self._claims = Claims(
            store=store,
            attempts=attempts,
            lanes=lanes,
            intake=self._intake,
            boot_id=boot_id,
            now=now,
        )
        self._wakes = {lane: asyncio.Event() for lane in lanes}
        self._moved = asyncio.Event()
        self._workers: list[asyncio.Task[None]] = []
        self._running: dict[TaskId, _Running] = {}
        self._tokens: set[str] = set()
        self._cancelled: set[TaskId] = set()
        self._unsubscribe = [
            hub.subscribe(TaskMoved, self._task_moved),
            hub.subscribe(QueuePaused, self._queue_paused),
            hub.subscribe(ModelsChanged, self._models_changed),
        ]

    async def start(self) -> None:
        """Take back what a dead process left running, then begin to work."""

        def work(repos: Repos) -> None:
            orphans = repos.tasks.requeue_orphans(boot_id=self._boot_id, now=repos.now)
            announce(repos, placed(repos, orphans))
            self._intake.pauses_are(repos.upkeep.pauses())

        await self._store.write(work)
        for lane, policy in self._lanes.items():
            for number in range(policy.workers):
                self._spawn(self._work(lane), f"{lane}-{number}")
        self._spawn(self._regularly(self._renew), "leases")
        self._spawn(self._regularly(self._run_poison), "poison")
        self._spawn(self._regularly(self._upkeep.do_what_is_due), "upkeep")

    async def drained(self) -> None:
        """Wait until nothing runs, and nothing waits but what is paused or has lost its model."""
        while True:
            self._moved.clear()
            if not self._running and not await self._unfinished():
                return
            await _for_a_while(self._moved, LONGEST_NAP_SECONDS)

    def waiting_for_models(self) -> tuple[str, ...]:
        """Return which models are waited for, and why, as sentences."""
        return self._intake.waiting_for_models()

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

    async def _unfinished(self) -> bool:
        lanes = self._intake.expected()
        if not lanes:
            return False
        return await self._store.read(lambda repos: repos.queue.unfinished(lanes))

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._workers.append(asyncio.get_running_loop().create_task(work, name=name))

    async def _work(self, lane: Lane) -> None:
        claimed: tuple[Task, ...] = ()
        while True:
            self._wakes[lane].clear()
            asked = self._now()
            try:
                claimed = claimed or await self._claims.next_of(lane)
                if claimed:
                    running, claimed = claimed, ()
                    claimed = await self._run(running)
                else:
                    await self._nap(lane, asked)
            except LoredeskError as error:
                logger.warning("The %s lane waits: %s", lane, error.sentence())
                await asyncio.sleep(STUMBLE_SECONDS)
            except Exception:
                # A lane that ended here would leave its tasks waiting for ever.
                logger.exception("The %s lane stumbled", lane)
                await asyncio.sleep(STUMBLE_SECONDS)

    async def _run(self, tasks: Sequence[Task]) -> tuple[Task, ...]:
        """Run *tasks* to their end; return what was claimed with it."""
        attempt = asyncio.get_running_loop().create_task(
            self._attempt(tasks), name=f"task-{tasks[0].id}"
        )
        running = _Running(attempt=attempt)
        self._running.update({task.id: running for task in tasks})
        self._tokens.add(tasks[0].token)
        try:
            return await self._see_through(tasks, attempt)
        finally:
            self._tokens.discard(tasks[0].token)
            for task in tasks:
                self._running.pop(task.id, None)
                self._cancelled.discard(task.id)
            running.ended.set()
            self._moved.set()

    async def _attempt(self, tasks: Sequence[Task]) -> tuple[Task, ...]:
        """Try *tasks* once, save how that ended, and learn from it about their model."""
        lane = tasks[0].lane
        try:
            ending = await self._attempts.run(tasks, self._claims.after(lane))
        except asyncio.CancelledError:
            self._intake.left(lane, token=tasks[0].token)
            raise
        if ending.next_tasks:
            self._intake.taken(lane, now=self._now())
        later = self._intake.learned(tasks[0], ending.error, now=self._now())
        if ending.error is None or isinstance(ending.error, SupersededError):
            self._wake_all()
        else:
            await self._attempts.fail(tasks, ending.error, later=later)
        return ending.next_tasks

    async def _see_through(
        self, tasks: Sequence[Task], attempt: asyncio.Task[tuple[Task, ...]]
    ) -> tuple[Task, ...]:
        try:
            await asyncio.wait([attempt])
        except asyncio.CancelledError:
            attempt.cancel()
            await asyncio.wait([attempt])
            await leave(self._give_back(tasks))
            if not attempt.cancelled() and attempt.exception() is None:
                await leave(self._attempts.give_back(attempt.result(), TaskStatus.PENDING))
            raise
        if attempt.cancelled():
            await self._give_back(tasks)
        elif (error := attempt.exception()) is not None:
            # Saving the end failed (a full disk, say): the lease runs out and it is tried again.
            logger.error("The end of task %s could not be saved: %s", tasks[0].id, error)
        else:
            return attempt.result()
        return ()

    async def _give_back(self, tasks: Sequence[Task]) -> None:
        stopped = [task for task in tasks if task.id in self._cancelled]
        others = [task for task in tasks if task.id not in self._cancelled]
        await self._attempts.give_back(stopped, TaskStatus.CANCELLED)
        await self._attempts.give_back(others, TaskStatus.PENDING)

    async def _nap(self, lane: Lane, asked: datetime) -> None:
        """Wait until something moves, or something due after *asked* may run."""
        wait = LONGEST_NAP_SECONDS
        if self._intake.is_open(lane) and not self._intake.quiet:
            due = self._intake.next_time(lane, now=self._now())
            if due is None:
                due = await self._store.read(lambda repos: repos.queue.next_due(lane, after=asked))
            if due is not None:
                wait = min(wait, max((due - self._now()).total_seconds(), 0.0))
        await _for_a_while(self._wakes[lane], wait)

    async def _regularly(self, chore: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await chore()
            except LoredeskError as error:
                logger.warning("The upkeep of the queue waits: %s", error.sentence())
            await asyncio.sleep(RENEWAL_SECONDS)

    async def _renew(self) -> None:
        await self._store.write(self._renew_leases)

    def _renew_leases(self, repos: Repos) -> None:
        for token in tuple(self._tokens):
            repos.tasks.renew(token, now=repos.now)
        lost = repos.tasks.requeue_lost(boot_id=self._boot_id, now=repos.now)
        announce(repos, placed(repos, lost))

    async def _run_poison(self) -> None:
        """Run what has to run alone, while every lane keeps still: or it would wait for ever."""
        due = await self._store.read(lambda repos: repos.queue.poison_lanes(now=repos.now))
        for lane in self._lanes:
            if lane in due and self._intake.is_open(lane):
                await self._run_alone(lane)

    async def _run_alone(self, lane: Lane) -> None:
        self._intake.quiet = True
        try:
            while self._running:
                self._moved.clear()
                await _for_a_while(self._moved, LONGEST_NAP_SECONDS)
            while claimed := await self._claims.next_of(lane, only_poison=True):
                await self._run(claimed)
        finally:
            self._intake.quiet = False
            self._wake_all()

    def _task_moved(self, event: TaskMoved) -> None:
        self._moved.set()
        if event.status is not TaskStatus.PROCESSING:
            # Its end may also free another task of the same entity, in any lane.
            self._wake_all()

    def _queue_paused(self, event: QueuePaused) -> None:
        self._intake.paused(event)
        self._moved.set()
        self._wake_all()

    def _models_changed(self, _event: ModelsChanged) -> None:
        self._intake.models_changed()
        self._wake_all()

    def _wake_all(self) -> None:
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
