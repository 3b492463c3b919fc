"""Bringing a database file to the tables this program knows, with a safety copy before each step."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from loredesk.domain.backups import BEFORE_MIGRATION
from loredesk.domain.errors import DamagedLibraryError, UserFixableError
from loredesk.storage import backup_files
from loredesk.storage.engine import address_to_read, open_for_migration
from loredesk.storage.file_faults import in_our_words

STEPS = "loredesk:storage/migrations"
_KEEP_IT = "Nothing was changed. Restore a backup, or move the file away."
_UNREADABLE = frozenset({"SQLITE_NOTADB", "SQLITE_CORRUPT"})
_one_at_a_time = threading.Lock()
"""Alembic keeps what it works on in a module."""


def upgrade(file: Path, *, backups: Path | None = None, steps: str = STEPS) -> Path | None:
    """Bring *file* to the newest version and return the safety copy, if one was needed.

    All *steps* (an Alembic folder) are one transaction. Raises UserFixableError where the file is
    no database of ours, is damaged, cannot be written or was written by a newer Loredesk; the file
    is then untouched.
    """
    _roll_back(file)
    found = current_version(file)
    if found is not None and found not in known_versions(steps):
        message = f"{file.name} was written by a newer Loredesk."
        raise UserFixableError(message, hint="Update Loredesk, then open it again.")
    if found == newest_version(steps):
        return None
    copy = _safety_copy(file, backups or file.parent) if found is not None else None
    build(file, "head", steps=steps)
    return copy


def build(file: Path, version: str, *, steps: str = STEPS) -> None:
    """Take the steps from where *file* is to *version*, in one transaction."""
    with in_our_words(file), open_for_migration(file).begin() as connection:
        take_steps(connection, version, steps=steps)


def take_steps(connection: Connection, version: str, *, steps: str = STEPS) -> None:
    """Take the steps to *version* in the transaction of *connection*, to whatever it leads."""
    config = _config(steps)
    config.attributes["connection"] = connection
    with _one_at_a_time:
        command.upgrade(config, version)


def known_versions(steps: str = STEPS) -> frozenset[str]:
    """Return every version this program can open."""
    script = ScriptDirectory.from_config(_config(steps))
    return frozenset(step.revision for step in script.walk_revisions())


def newest_version(steps: str = STEPS) -> str | None:
    """Return the version this program writes."""
    return ScriptDirectory.from_config(_config(steps)).get_current_head()


def is_newest(file: Path, *, steps: str = STEPS) -> bool:
    """Return whether *file* is there and of the newest version, so that nothing is to be done.

    Raises what `upgrade` raises where the file cannot be read.
    """
    if _has_journal(file):
        return False
    found = current_version(file)
    return found is not None and found == newest_version(steps)


def current_version(file: Path) -> str | None:
    """Return the version of the tables in *file*; None for a file that is new or empty."""
    if not file.exists() or file.stat().st_size == 0:
        return None
    try:
        with (
            in_our_words(file),
            closing(sqlite3.connect(address_to_read(file), uri=True)) as connection,
        ):
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if "alembic_version" in tables:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
                if row is not None:
                    return str(row[0])
    except UserFixableError as error:
        if getattr(error.__cause__, "sqlite_errorname", "") not in _UNREADABLE:
            raise
        message = f"{file} cannot be read as a Loredesk database ({error.__cause__})."
        raise DamagedLibraryError(message, hint=_KEEP_IT) from error
    if tables - {"alembic_version"}:
        message = f"{file} is a database of another program."
        raise UserFixableError(message, hint=_KEEP_IT)
    return None


def _has_journal(file: Path) -> bool:
    """Return whether a transaction may have been broken off, so that reading alone is no use."""
    return file.with_name(f"{file.name}-journal").exists()


def _roll_back(file: Path) -> None:
    """Have SQLite undo what a crash or a full disk broke off; only who may write can do it."""
    if not _has_journal(file) or not file.exists():
        return
    with in_our_words(file), closing(sqlite3.connect(file)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _config(steps: str) -> Config:
    config = Config()
    config.set_main_option("script_location", steps.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _safety_copy(file: Path, folder: Path) -> Path:
    manifest = backup_files.make(
        file,
        folder,
        reason=BEFORE_MIGRATION,
        now=datetime.now(UTC),
        examine=backup_files.flaw_of,
    )
    return backup_files.copy_of(folder, manifest.name)
