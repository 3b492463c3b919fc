"""Looking a database file over, the way SQLite itself does."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from loredesk.domain.listings import Finding
from loredesk.storage.engine import address_to_read
from loredesk.storage.migrate import current_version

WAL_RESET_FIXED_IN = (3, 51, 3)
"""Older libraries may, very rarely, damage a file in WAL mode with several connections."""


def examine(file: Path) -> Sequence[Finding]:
    """Return what SQLite says of *file*; reads all of it, so never on the window's thread."""
    connection = sqlite3.connect(address_to_read(file), uri=True)
    try:
        problems = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:  # so damaged that it cannot even be looked through
        problems = [str(error)]
    finally:
        connection.close()
    intact = problems == ["ok"]
    return [
        _library(),
        Finding(name="database version", ok=True, count=0, detail=current_version(file) or "none"),
        Finding(
            name="database",
            ok=intact,
            count=0 if intact else len(problems),
            detail="intact" if intact else problems[0],
        ),
    ]


def _library() -> Finding:
    fixed = sqlite3.sqlite_version_info >= WAL_RESET_FIXED_IN
    advice = "" if fixed else "; 3.51.3 and newer carry a fix for a rare fault of WAL files"
    return Finding(
        name="SQLite library", ok=True, count=0, detail=f"{sqlite3.sqlite_version}{advice}"
    )
