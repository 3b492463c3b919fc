"""The queue of huey on SQLite, every commit on the disk."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from huey import SqliteHuey

from loredesk.bootstrap.bench.made_queue import STEPS


class HueyQueue:
    """One file with a long queue of huey's in it."""

    def __init__(self, file: Path, size: int) -> None:
        self._huey: Any = SqliteHuey("bench", filename=str(file), fsync=True)
        self._task = self._huey.task()(_nothing)
        self._steps = min(STEPS, size // 2)
        self._fill(size)

    async def worked(self) -> Sequence[float]:
        """Take and run so many tasks, as a worker of huey does, and keep their results."""
        started = time.perf_counter()
        for _ in range(self._steps):
            self._huey.execute(self._huey.dequeue())
        return [(time.perf_counter() - started) * 1000 / self._steps]

    async def queued(self) -> Sequence[float]:
        """Queue so many tasks, one after another."""
        started = time.perf_counter()
        for number in range(STEPS):
            self._task(number)
        return [(time.perf_counter() - started) * 1000 / STEPS]

    def close(self) -> None:
        """Close the file."""
        self._huey.storage.close()

    def _fill(self, size: int) -> None:
        message = self._huey.serialize_task(self._task.s(1))
        rows = [("bench", message, 0.0)] * size
        with self._huey.storage.db(commit=True) as cursor:
            cursor.executemany("insert into task (queue, data, priority) values (?, ?, ?)", rows)


def _nothing(number: int) -> int:
    return number
