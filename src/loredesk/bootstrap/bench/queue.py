"""From claim to completed through the real store and engine, beside a bare sqlite3 loop."""

import itertools
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from loredesk.cli.bench.measuring import Benchmark, Prepared, Way
from loredesk.domain.hub import Hub
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import LANE_OF, Lane, NewTask, Task, TaskType
from loredesk.host.clock import SystemClock
from loredesk.ports.store import Repos
from loredesk.storage.migrate import upgrade
from loredesk.storage.store import SqlStore
from loredesk.tasks.attempt import Attempts, Effect
from loredesk.tasks.engine import TaskEngine
from loredesk.tasks.journal import Journal
from loredesk.tasks.policy import DEFAULT_LANES, LanePolicy, RetryPolicy

_ENGINE, _ONE_LANE, _JOURNALLED = "every lane", "one worker", "every lane, answers journalled"
_BARE, _BARE_JOURNALLED = "bare loop", "bare loop, answers kept"
_ANSWER = {"updates": [{"update_summary": "words " * 40, "quote": "words " * 10}]}
_REQUEST = "0" * 64
_ONE_WORKER: Mapping[Lane, LanePolicy] = {Lane.ANALYSIS: LanePolicy()}

_TAKE = (
    "UPDATE maintenance_queue SET status = 'processing', attempt = attempt + 1, token = ?,"
    " started_at = ? WHERE seq = (SELECT seq FROM maintenance_queue WHERE status = 'pending'"
    " AND lane = ? AND not_before <= ? ORDER BY priority DESC, seq LIMIT 1) RETURNING *"
)
_KEEP = "INSERT INTO task_answers (task_id, request_hash, answer, created_at) VALUES (?, ?, ?, ?)"
_END = (
    "UPDATE maintenance_queue SET status = 'completed', processed_at = ?"
    " WHERE id = ? AND token = ? AND status = 'processing'"
)


@asynccontextmanager
async def _prepared(size: int) -> AsyncIterator[Prepared]:
    with TemporaryDirectory(prefix="loredesk-bench-") as folder:
        ours = await _Queue.opened(Path(folder) / "ours.db", size)
        bare = await _Queue.opened(Path(folder) / "bare.db", size)
        try:
            yield Prepared(
                ways=(
                    Way(
                        name=_ENGINE,
                        measure=partial(ours.worked, DEFAULT_LANES),
                        limit=_BARE,
                        goal="at most 2 times (0.5 x its speed)",
                    ),
                    Way(name=_ONE_LANE, measure=partial(ours.worked, _ONE_WORKER), limit=_BARE),
                    Way(name=_BARE, measure=bare.bare),
                    Way(
                        name=_JOURNALLED,
                        measure=partial(ours.worked, DEFAULT_LANES, journalled=True),
                        limit=_BARE,
                        goal="at most 3.3 times (0.3 x its speed)",
                    ),
                    Way(name=_BARE_JOURNALLED, measure=partial(bare.bare, journalled=True)),
                )
            )
        finally:
            await ours.aclose()
            await bare.aclose()


QUEUE = Benchmark(
    name="queue",
    about="claim to completed, each end durable (WAL, synchronous=FULL)",
    unit="milliseconds a task",
    size=500,
    prepare=_prepared,
)


class _Nothing:
    """A handler that does nothing, or only asks something whose answer is journalled."""

    def __init__(self, *, journalled: bool) -> None:
        self._journalled = journalled

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Return an effect that writes nothing."""
        if self._journalled:
            await journal.remember(_REQUEST, _answer)
        return _no_effect


async def _answer() -> object:
    return _ANSWER


def _no_effect(_repos: Repos) -> None:
    return None


class _Queue:
    """One database with tasks in it."""

    def __init__(self, file: Path, size: int) -> None:
        self._file = file
        self._size = size
        self._hub = Hub()
        self._store = SqlStore(file, now=SystemClock().now, publish=self._hub.publish)
        self._numbers = itertools.count(1)

    @classmethod
    async def opened(cls, file: Path, size: int) -> "_Queue":
        """Return the queue in a new file."""
        upgrade(file)
        return cls(file, size)

    async def aclose(self) -> None:
        """Close the file."""
        await self._store.aclose()

    async def worked(
        self, lanes: Mapping[Lane, LanePolicy], *, journalled: bool = False
    ) -> Sequence[float]:
        """Let an engine with these lanes work off one load of tasks."""
        await self._load(lanes)
        engine = self._engine(lanes, _Nothing(journalled=journalled))
        started = time.perf_counter()
        await engine.start()
        try:
            await engine.drained()
            return [(time.perf_counter() - started) * 1000 / self._size]
        finally:
            await engine.aclose()

    async def bare(self, *, journalled: bool = False) -> Sequence[float]:
        """Claim and complete one load of tasks with nothing but sqlite3."""
        await self._load(_ONE_WORKER)
        with closing(sqlite3.connect(self._file, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            started = time.perf_counter()
            while self._bare_step(connection, journalled=journalled):
                pass
            return [(time.perf_counter() - started) * 1000 / self._size]

    def _bare_step(self, connection: sqlite3.Connection, *, journalled: bool) -> bool:
        now = time.time()
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute(_TAKE, ("bare", now, Lane.ANALYSIS.value, now)).fetchone()
        connection.execute("COMMIT")
        if row is None:
            return False
        name = row[1]
        if journalled:
            _commit(connection, _KEEP, (name, _REQUEST, json.dumps(_ANSWER), now))
        _commit(connection, _END, (time.time(), name, "bare"))
        return True

    async def _load(self, lanes: Mapping[Lane, LanePolicy]) -> None:
        types = [task_type for task_type in TaskType if LANE_OF[task_type] in lanes]

        def work(repos: Repos) -> None:
            for task_type in itertools.islice(itertools.cycle(types), self._size):
                name = f"task{next(self._numbers)}"
                new = NewTask(task_type=task_type, entity_key=name, dedupe_key=name)
                repos.tasks.add(TaskId(name), new, now=repos.now)

        await self._store.write(work)

    def _engine(self, lanes: Mapping[Lane, LanePolicy], handler: _Nothing) -> TaskEngine:
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


def _commit(connection: sqlite3.Connection, statement: str, values: tuple[Any, ...]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(statement, values)
    connection.execute("COMMIT")
