"""The store: plain-function transactions on one writing thread, and readers beside it."""

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.domain.events import Event
from loredesk.storage.engine import open_reader, open_writer
from loredesk.storage.repos import SqlRepos

logger = logging.getLogger(__name__)

T = TypeVar("T")

READERS = 2
MOST_TOGETHER = 32
"""How many waiting transactions share one commit at most."""


@dataclass(slots=True)
class _Job:
    work: Callable[[SqlRepos], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any] | None"
    result: Any = None
    error: BaseException | None = None
    announced: tuple[Event, ...] = ()


class SqlStore:
    """One database file.

    `write` hands a plain function to the writing thread: it runs in one transaction, which is
    committed when it returns and rolled back when it raises. Transactions that wait together
    share one commit, each inside a savepoint of its own. `read` runs on a thread of its own
    against a snapshot and never waits behind a write.
    """

    def __init__(
        self,
        file: Path,
        *,
        now: Callable[[], datetime],
        publish: Callable[[Event], None],
        read_only: bool = False,
    ) -> None:
        self._file = file
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
            self._writer_engine = open_writer(file)
            self._writer.start()
        for _ in range(READERS):
            self._reader_engines.put(open_reader(file))
        self._closed = False

    async def write(self, work: Callable[[SqlRepos], T]) -> T:
        """Run *work* in one transaction and return what it returned.

        Raises what *work* raises, and UserFixableError where the disk is full or the file cannot
        be written. Who is cancelled while waiting learns nothing, but the commit still happens.
        """
        if self._read_only:
            hint = "Do it there, or close it first."
            raise UserFixableError("Loredesk is open here.", hint=hint)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, future))
        return await future

    def hand_in(self, work: Callable[[SqlRepos], object]) -> None:
        """Have *work* written soon, without waiting; its failure is logged."""
        if not self._read_only:
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
            await asyncio.get_running_loop().run_in_executor(None, self._writer.join)
            self._writer_engine.dispose()
        self._readers.shutdown(wait=True)
        for _ in range(READERS):
            self._reader_engines.get().dispose()

    def _read(self, work: Callable[[SqlRepos], T]) -> T:
        engine = self._reader_engines.get()
        try:
            with _in_our_words(self._file), engine.begin() as connection:
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
        try:
            with _in_our_words(self._file), engine.begin() as connection:
                for job in jobs:
                    self._run(job, connection, alone=len(jobs) == 1)
        except BaseException as error:  # noqa: BLE001  # handed to whoever waits
            for job in jobs:
                job.error = job.error or error
        for job in jobs:
            job.loop.call_soon_threadsafe(self._deliver, job)

    def _run(self, job: _Job, connection: Connection, *, alone: bool) -> None:
        repos = SqlRepos(connection, now=self._now)
        if alone:
            job.result = job.work(repos)
        else:
            try:
                with connection.begin_nested():
                    job.result = job.work(repos)
            except DBAPIError as error:
                if _is_of_the_file(error):
                    raise
                job.error = error
            except Exception as error:  # noqa: BLE001  # its own failure, not its neighbours'
                job.error = error
        job.announced = tuple(repos.announced)

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
        else:
            job.future.set_exception(job.error)


@contextmanager
def _in_our_words(file: Path) -> Iterator[None]:
    """Turn failures of the file (full, read-only, damaged) into sentences; leave bugs alone."""
    try:
        yield
    except DBAPIError as error:
        if not _is_of_the_file(error):
            raise
        raise _sentence(file, error) from error


def _is_of_the_file(error: DBAPIError) -> bool:
    cause = error.orig
    return (
        isinstance(cause, sqlite3.DatabaseError)
        and not isinstance(
            cause, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError
        )
        and getattr(cause, "sqlite_errorname", "SQLITE_ERROR") != "SQLITE_ERROR"
    )


def _sentence(file: Path, error: DBAPIError) -> LoredeskError:
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    hints = {
        "SQLITE_FULL": "The disk is full. Free some space and try again; nothing was lost.",
        "SQLITE_READONLY": "The file or its folder is read-only. Make it writable and try again.",
        "SQLITE_CANTOPEN": "Check that its folder exists and may be written to.",
        "SQLITE_BUSY": "Another program holds the file. Close it and try again.",
        "SQLITE_CORRUPT": "Put back a copy from the backups folder.",
        "SQLITE_NOTADB": "Put back a copy from the backups folder.",
    }
    for key, hint in hints.items():
        if name.startswith(key):
            return UserFixableError(f"{file} could not be used ({error.orig}).", hint=hint)
    hint = "Check the disk, then start Loredesk again; what was saved is safe."
    return UserFixableError(f"{file} could not be used ({error.orig}).", hint=hint)
