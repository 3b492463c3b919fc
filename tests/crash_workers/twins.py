"""Many processes that queue the same thing at the same moment: one row is left."""

import asyncio
import os
import tempfile
import time
from pathlib import Path

from loredesk.domain.ids import TaskId
from loredesk.ports.store import Repos
from tests.crash_workers.arena import Arena
from tests.crash_workers.report import Report
from tests.crash_workers.worker import Worker, forked, new_task

PROCESSES = 8


def queue_twins(times: int, seed: int) -> Report:
    """Let processes queue a task with the same key *times* times each."""
    report = Report(kind="twins", seed=seed)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="loredesk-twins-") as folder:
        arena = Arena.made(Path(folder), speed=1.0)
        living = [_begin(arena, number, times) for number in range(PROCESSES)]
        for pid in living:
            if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
                report.violations.append("a process that queued failed")
        report.tasks = len(arena.rows("SELECT id FROM maintenance_queue"))
    if report.tasks != 1:
        report.violations.append(f"{report.tasks} rows of one key")
    report.files = 1
    report.seconds = time.monotonic() - started
    return report


def _begin(arena: Arena, number: int, times: int) -> int:
    return forked(lambda: asyncio.run(_queue(arena, number, times)))


async def _queue(arena: Arena, number: int, times: int) -> None:
    worker = Worker(arena, f"boot{number}", lambda _: None, shared=True)
    new = new_task("", 1, dedupe_key="the same")
    for turn in range(times):
        name = TaskId(f"{number}.{turn}")

        def add(repos: Repos, name: TaskId = name) -> object:
            return repos.tasks.add(name, new, now=repos.now)

        await worker.store.write(add)
