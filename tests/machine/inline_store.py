"""A store without threads: each transaction runs where it is called, on one connection."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event

from loredesk.domain.events import Event
from loredesk.storage.engine import open_writer
from loredesk.storage.repos import SqlRepos

T = TypeVar("T")


class InlineStore:
    """The tables, transactions and events of the real store, one call after another."""

    def __init__(
        self, file: Path, *, now: Callable[[], datetime], publish: Callable[[Event], None]
    ) -> None:
        self._now = now
        self._publish = publish
        self.changes = 0
        """Counts the transactions that wrote."""
        self._engine = open_writer(file)

        @event.listens_for(self._engine, "connect")
        def _prepare(connection: object, _record: object) -> None:
            connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]

    async def write(self, work: Callable[[SqlRepos], T]) -> T:
        """Run *work* in one transaction, then publish what it announced."""
        with self._engine.begin() as connection:
            repos = SqlRepos(connection, now=self._now)
            result = work(repos)
        self.changes += 1
        for announced in repos.announced:
            self._publish(announced)
        return result

    async def read(self, work: Callable[[SqlRepos], T]) -> T:
        """Run *work* against the file as it is."""
        with self._engine.begin() as connection:
            return work(SqlRepos(connection, now=self._now))

    def hand_in(self, work: Callable[[SqlRepos], object]) -> None:
        """Nothing the machine does rests on what is handed in."""

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()
