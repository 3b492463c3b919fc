"""The store: plain-function transactions on one writing thread, and readers beside it."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import Event
from loredesk.storage.database import Database
from loredesk.storage.repos import SqlRepos
from loredesk.storage.sqlite_file import SqliteFile

logger = logging.getLogger(__name__)

T = TypeVar("T")

READERS = 2
MOST_TOGETHER = 32
"""How many waiting transactions share one commit at most."""
TRIES = 8
"""How often a transaction begins that others keep getting in the way of."""


@dataclass(slots=True)
class _Job:
    work: Callable[[SqlRepos], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any] | None"
    result: Any = None
    error: BaseException | None = None
    announced: tuple[Event, ...] = ()


class SqlStore:
    """One database: a file, or the address of a PostgreSQL server.

    `write` hands a plain function to the writing thread: it runs in one transaction, which is
    committed when it returns and rolled back when it raises. Transactions that wait together
    share one commit, each inside a savepoint of its own. `read` runs on a thread of its own
    against a snapshot and never waits behind a write.
    """

    def __init__(
        self,
        place: Path | str,
        *,
        now: Callable[[], datetime],
        publish: Callable[[Event], None],
        read_only: bool = False,
    ) -> None:
        self._database = _database(place)
        self._read_only = read_only
        self._now = now
        self._publish = publish
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._reader_engines: queue.SimpleQueue[Engine] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._writer_engine: Engine | None = None
        self._writer = threading.Thread(
            target=self._write_forever, name="store-writer", daemon=True
        )
        if not read_only:
            self._writer_engine = self._database.open_writer()
            self._writer.start()
        for _ in range(READERS):
            self._reader_engines.put(self._database.open_reader())
        self._closed = False

    async def write(self, work: Callable[[SqlRepos], T]) -> T:
        """Run *work* in one transaction and return what it returned.

        Raises what *work* raises, and UserFixableError where the disk is full or the file cannot
        be written. Who is cancelled while waiting learns nothing, but the commit still happens.
        """
        if self._read_only:
            hint = "Do it there, or close it first."
            raise UserFixableError("Loredesk is open here.", hint=hint)
        if self._closed:
            message = "The store is closed"
            raise RuntimeError(message)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, future))
        return await future

    def hand_in(self, work: Callable[[SqlRepos], object]) -> None:
        """Have *work* written soon, without waiting; its failure is logged."""
        if not self._read_only and not self._closed:
            self._jobs.put(_Job(work, asyncio.get_running_loop(), None))

    async def read(self, work: Callable[[SqlRepos], T]) -> T:
        """Run *work* against a snapshot of the file and return what it returned."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._read, work)

    async def aclose(self) -> None:
        """Finish what was handed in, then close the file."""
        if self._closed:
            return
        self._closed = True
        if self._writer_engine is not None:
            self._jobs.put(None)
            await asyncio.to_thread(self._writer.join)
        await asyncio.to_thread(self._readers.shutdown)
        for _ in range(READERS):
            self._reader_engines.get().dispose()
        if self._writer_engine is not None:
            # Last: only who may write can fold the log into the file and take it away.
            await asyncio.to_thread(self._writer_engine.dispose)

    def _read(self, work: Callable[[SqlRepos], T]) -> T:
        engine = self._reader_engines.get()
        try:
            with self._database.in_our_words(), engine.begin() as connection:
                return work(SqlRepos(connection, now=self._now))
        finally:
            self._reader_engines.put(engine)

    def _write_forever(self) -> None:
        ending = False
        while not ending:
            jobs: list[_Job] = []
            job = self._jobs.get()
            while job is not None:
                jobs.append(job)
                if len(jobs) == MOST_TOGETHER or self._jobs.empty():
                    break
                job = self._jobs.get()
            ending = job is None
            if jobs and self._writer_engine is not None:
                self._commit(self._writer_engine, jobs)

    def _commit(self, engine: Engine, jobs: list[_Job]) -> None:
        alone = len(jobs) == 1
        try:
            with self._database.in_our_words():
                self._transact(engine, jobs, tries=TRIES if alone else 1)
        except BaseException as error:  # noqa: BLE001  # handed to whoever waits
            if not alone:
                # What one of them was too large for must not fail the others.
                for job in jobs:
                    self._commit(engine, [job])
                return
            jobs[0].error = error
        # Together, since each call would wake the loop by itself.
        for loop in dict.fromkeys(job.loop for job in jobs):
            with suppress(RuntimeError):  # a loop that is closed has nobody waiting
                here = [job for job in jobs if job.loop is loop]
                loop.call_soon_threadsafe(self._deliver_all, here)

    def _transact(self, engine: Engine, jobs: list[_Job], *, tries: int) -> None:
        try:
            with engine.begin() as connection:
                for job in jobs:
                    self._run(job, connection, alone=len(jobs) == 1)
        except DBAPIError as error:
            if tries == 1 or not self._database.will_pass(error):
                raise
            self._transact(engine, jobs, tries=tries - 1)

    def _run(self, job: _Job, connection: Connection, *, alone: bool) -> None:
        content = self._database.in_turn(connection)
        repos = SqlRepos(content, now=self._now, queue=connection)
        job.error = None
        if alone:
            job.result = job.work(repos)
            repos.ledger.close()
        else:
            try:
                with self._savepoint(connection):
                    job.result = job.work(repos)
                    repos.ledger.close()
            except Exception as error:
                if not self._stands(connection) or self._is_no_fault_of_the_work(error):
                    raise  # the neighbours may be undone too, so that they have to run again
                job.error = error
        job.announced = tuple(repos.announced)

    @contextmanager
    def _savepoint(self, connection: Connection) -> Iterator[None]:
        # By hand: SQLAlchemy's own costs more than claiming a task.
        driver: Any = connection.connection.dbapi_connection
        driver.execute("SAVEPOINT job")
        try:
            yield
        except BaseException:
            if self._stands(connection):
                driver.execute("ROLLBACK TO job")
                driver.execute("RELEASE job")
            raise
        driver.execute("RELEASE job")

    def _is_no_fault_of_the_work(self, error: Exception) -> bool:
        return self._database.is_to_blame(error) or self._database.will_pass(error)

    def _stands(self, connection: Connection) -> bool:
        return self._database.has_transaction(connection)

    def _deliver_all(self, jobs: list[_Job]) -> None:
        for job in jobs:
            self._deliver(job)

    def _deliver(self, job: _Job) -> None:
        # Runs on the loop whether or not who asked still waits: the commit has happened.
        if job.error is None:
            for event in job.announced:
                self._publish(event)
        if job.future is None:
            if job.error is not None:
                logger.error("A write failed: %s", job.error)
            return
        if job.future.done():
            return
        if job.error is None:
            job.future.set_result(job.result)
        elif isinstance(job.error, StopIteration):
            job.future.set_exception(RuntimeError("A write raised StopIteration"))
        else:
            job.future.set_exception(job.error)


def _database(place: Path | str) -> Database:
    if isinstance(place, Path):
        return SqliteFile(place)
    # The driver is an extra: it is there where somebody has an address.
    from loredesk.storage.postgres.server import PostgresServer  # noqa: PLC0415

    return PostgresServer(place)
