"""The database of a home as a crash left it, opened as a copy: looking at it changes nothing."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_PARTS = ("", "-wal", "-journal")

Row = sqlite3.Row


class LibraryCopy:
    """A copy of the database. No `-shm` comes along: recovery is part of what is tested."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: object) -> list[Row]:
        """Return the rows of *query*."""
        return self._connection.execute(query, values).fetchall()

    def values(self, query: str, *values: object) -> list[Any]:
        """Return the first column of *query*."""
        return [row[0] for row in self.rows(query, *values)]

    @property
    def is_laid_out(self) -> bool:
        """Return whether the tables are there: the very first start may have been killed."""
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        return bool(self.values(query)[0]) and bool(
            self.values("SELECT count(*) FROM alembic_version")[0]
        )


@contextmanager
def library_copy(home: Path) -> Iterator[LibraryCopy | None]:
    """Yield a copy of the library in *home*; None where there is none yet."""
    file = home / "loredesk.db"
    if not file.exists():
        yield None
        return
    with TemporaryDirectory(prefix="loredesk-crash-") as scratch:
        copy = Path(scratch) / file.name
        for part in _PARTS:
            if file.with_name(file.name + part).exists():
                shutil.copyfile(file.with_name(file.name + part), copy.with_name(copy.name + part))
        with closing(sqlite3.connect(copy)) as connection:
            connection.row_factory = sqlite3.Row
            found = LibraryCopy(connection)
            yield found if found.is_laid_out else None


def seen_beside(file: Path) -> dict[str, set[str]]:
    """Return what a reader beside the running program sees right now, by table: it is committed."""
    if not file.exists():
        return {}
    seen: dict[str, set[str]] = {}
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=0.05)) as reader:
            for table in ("messages", "maintenance_queue", "note_revisions", "lore_entries"):
                rows = reader.execute(f"SELECT id FROM {table}")  # our own names
                seen[table] = {row[0] for row in rows}
    except sqlite3.Error:
        return seen  # too early: the tables are not there yet
    return seen
