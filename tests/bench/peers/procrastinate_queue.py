"""The queue of procrastinate on PostgreSQL."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from procrastinate import App, PsycopgConnector
from sqlalchemy import make_url

from loredesk.bootstrap.bench.made_queue import STEPS
from tests.fakes.servers import Server

WORKERS = 6
"""As many tasks at once as the lanes of Loredesk run."""
_FILLED_TOGETHER = 5000


class ProcrastinateQueue:
    """One database with a long queue of procrastinate's in it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._left = 0
        self._enough = asyncio.Event()
        self._task: Any = app.task(name="nothing", queue="bench")(self._count)

    @classmethod
    @asynccontextmanager
    async def opened(cls, server: Server, size: int) -> "AsyncIterator[ProcrastinateQueue]":
        """Fill a database of its own on *server*."""
        address = server.new()
        conninfo = make_url(address).set(drivername="postgresql").render_as_string(False)
        app = App(connector=PsycopgConnector(conninfo=conninfo, max_size=WORKERS + 2))
        try:
            async with app.open_async():
                await app.schema_manager.apply_schema_async()
                queue = cls(app)
                await queue._fill(size)
                yield queue
        finally:
            server.drop(address)

    async def worked(self) -> Sequence[float]:
        """Let workers run so many tasks of the queue."""
        self._left = STEPS
        self._enough.clear()
        started = time.perf_counter()
        working = asyncio.get_running_loop().create_task(
            self._app.run_worker_async(
                queues=["bench"], concurrency=WORKERS, install_signal_handlers=False
            )
        )
        await self._enough.wait()
        milliseconds = (time.perf_counter() - started) * 1000
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
        return [milliseconds / STEPS]

    async def queued(self) -> Sequence[float]:
        """Queue so many tasks, one after another."""
        started = time.perf_counter()
        for number in range(STEPS):
            await self._task.defer_async(number=number)
        return [(time.perf_counter() - started) * 1000 / STEPS]

    async def _fill(self, size: int) -> None:
        for begin in range(0, size, _FILLED_TOGETHER):
            number = min(_FILLED_TOGETHER, size - begin)
            await self._task.batch_defer_async(*({"number": one} for one in range(number)))
        # As its server does by itself after a while: without it the planner guesses wrong.
        await self._app.connector.execute_query_async("ANALYZE")

    async def _count(self, number: int) -> int:
        self._left -= 1
        if self._left == 0:
            self._enough.set()
        return number
