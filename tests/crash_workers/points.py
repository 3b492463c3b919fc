"""Workers that kill themselves at a named moment, each moment so many times."""

import asyncio
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, Task, TaskStatus, TaskType
from loredesk.ports.store import Repos
from tests.crash_workers.arena import Arena, judged
from tests.crash_workers.kills import end_in_peace, run_to_end
from tests.crash_workers.report import Report
from tests.crash_workers.worker import Worker, forked, moving, new_task

POINTS = (
    "before: claim",
    "inside: claim",
    "after commit: claim",
    "inside: claim several",
    "before the request",
    "after the request",
    "inside: keep",
    "after commit: keep",
    "inside: effect",
    "before: finish completed",
    "inside: finish completed",
    "after commit: finish completed",
    "after commit, before it is announced",
    "inside: finish pending",
    "after commit: finish pending",
    "inside: finish given back",
    "after commit: finish given back",
    "inside: requeue_orphans",
    "after commit: requeue_orphans",
    "inside: requeue_lost",
    "inside: renew",
    "inside: add",
    "after commit: add",
    "inside: age",
    "inside: prune",
    "after commit: prune",
    "inside: pause",
    "after commit: pause",
    "inside: resume",
    "inside: move pending to parked",
    "inside: move parked to pending",
    "inside: move pending to cancelled",
    "inside: move cancelled to pending",
    "before: checkpoint",
    "after: checkpoint",
)
SPEED = 300.0


def kill_at_points(times: int, seed: int, *, points: tuple[str, ...] = POINTS) -> Report:
    """Let workers kill themselves *times* times at each of *points*."""
    report = Report(kind="points", seed=seed)
    chance = random.Random(seed)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="loredesk-points-") as folder:
        begun = Arena.made(Path(folder), speed=SPEED)
        run_to_end(lambda: asyncio.run(_set_up(begun)))
        _make_old(begun)
        for point in points:
            for _ in range(times):
                # Not every moment comes more than once.
                if not _die(begun, point, chance.randint(1, 3), report) and not _die(
                    begun, point, 1, report
                ):
                    report.violations.append(f"never reached: {point}")
    report.seconds = time.monotonic() - started
    return report


def _die(begun: Arena, point: str, nth: int, report: Report) -> bool:
    """Let a worker die at *point* as it comes for the n-th time; False where it never does."""
    with tempfile.TemporaryDirectory(prefix="loredesk-points-") as folder:
        arena = begun.copied(Path(folder))
        _, status = os.waitpid(forked(lambda: _errands(arena, point, nth)), 0)
        died = os.WIFSIGNALED(status)
        if died:
            report.points[point] = report.points.get(point, 0) + 1
            report.kills += 1
            end_in_peace(arena, "peace", report)
        report.files += 1
        report.add(judged(arena, disturbances=2))
    return died


class _Fuse:
    """Kills its process when a moment comes for the n-th time."""

    def __init__(self, point: str, nth: int) -> None:
        self._point = point
        self._left = nth

    def __call__(self, moment: str) -> None:
        if moment == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


async def _set_up(arena: Arena) -> None:
    """Fill the queue, and leave tasks running as a process does that died."""
    worker = Worker(arena, "dead", lambda _: None, shared=True)
    note = TaskType.UPDATE_NOTE
    for place in (1, 2, 3, 4):
        await worker.queue(f"a{place}", new_task("mara", place, kind=note))
        await worker.queue(f"b{place}+", new_task("", place, fails=place % 2))
    await worker.queue("orphan", new_task("", 1, kind=TaskType.CREATE_ENTITY, dedupe_key="twin"))
    await worker.store.write(_claiming(Lane.CREATIONS, "dead"))
    await worker.queue("twin", new_task("", 1, kind=TaskType.CREATE_ENTITY, dedupe_key="twin"))


def _make_old(arena: Arena) -> None:
    with closing(sqlite3.connect(arena.file)) as connection, connection:
        connection.execute("UPDATE maintenance_queue SET aged_at = aged_at - 2000")
        for number in range(3):
            connection.execute(
                "INSERT INTO maintenance_queue (id, task_type, lane, task_data, entity_key,"
                " dedupe_key, priority, status, attempt, max_attempts, deaths, token, boot_id,"
                " not_before, created_at, processed_at, error_message)"
                " VALUES (?, 'EMBED_DOCUMENT', 'embedding', '{}', '', '', 0, 'completed', 1, 4, 0,"
                " '', '', 0, 0, 1, '')",
                (f"old{number}",),
            )


def _errands(arena: Arena, point: str, nth: int) -> None:
    asyncio.run(_run_errands(Worker(arena, f"boot{nth}", _Fuse(point, nth), shared=False)))


async def _run_errands(worker: Worker) -> None:
    """Do everything a queue is for, so that every moment comes."""
    chance = random.Random(1)
    for number in range(3):
        name = f"{worker.boot_id} own {number}"
        await worker.queue(name, new_task("", 1, kind=TaskType.SIMULATE_WORLD))
        for status in (TaskStatus.PARKED, TaskStatus.PENDING, TaskStatus.CANCELLED):
            await worker.store.write(moving(name, status))
        await worker.store.write(moving(name, TaskStatus.PENDING))
        await worker.store.write(lambda repos: repos.upkeep.pause(lane=Lane.NOTES, now=repos.now))
        await worker.store.write(lambda repos: repos.upkeep.resume(lane=Lane.NOTES))
        for task in await worker.store.write(_claiming(Lane.SIMULATION, worker.boot_id)):
            await worker.store.write(_giving_back(task))
        for task in await worker.store.write(_claiming(Lane.ANALYSIS, worker.boot_id)):
            await worker.store.write(_renewing(task))  # and forget about it
        await worker._checkpoint(chance)
    await worker.finish()


def _claiming(lane: Lane, boot_id: str) -> Callable[[Repos], tuple[Task, ...]]:
    return lambda repos: repos.tasks.claim(
        lane, token=f"{boot_id}:by hand {repos.now}", boot_id=boot_id, now=repos.now, batch=1
    )


def _renewing(task: Task) -> Callable[[Repos], None]:
    return lambda repos: repos.tasks.renew(task.token, now=repos.now)


def _giving_back(task: Task) -> Callable[[Repos], bool]:
    return lambda repos: repos.tasks.finish(
        repos.tasks.get(TaskId(task.id)) or task,
        TaskStatus.PENDING,
        now=repos.now,
        give_back=True,
    )
