"""Bringing a database file to the tables this program knows, with a safety copy before each step."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from loredesk.domain.errors import UserFixableError
from loredesk.storage.engine import open_for_migration


def upgrade(file: Path, *, backups: Path | None = None) -> Path | None:
    """Bring *file* to the newest version and return the safety copy, if one was needed.

    Raises UserFixableError where the file is no database, is damaged or was written by a newer
    Loredesk; the file is then untouched.
    """
    config = Config()
    config.set_main_option("script_location", "loredesk:storage/migrations")
    script = ScriptDirectory.from_config(config)
    found = current_version(file)
    if found is not None and found not in {step.revision for step in script.walk_revisions()}:
        message = f"{file.name} was written by a newer Loredesk."
        raise UserFixableError(message, hint="Update Loredesk, then open it again.")
    if found == script.get_current_head():
        return None
    copy = _safety_copy(file, backups or file.parent) if found is not None else None
    engine = open_for_migration(file)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return copy


def current_version(file: Path) -> str | None:
    """Return the version of the tables in *file*; None for a file that is new or empty."""
    if not file.exists() or file.stat().st_size == 0:
        return None
    engine = open_for_migration(file)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except Exception as error:
        message = f"{file} cannot be read as a Loredesk database ({error.__cause__ or error})."
        hint = (
            "Nothing was changed. Put back a copy from the backups folder, or move the file away."
        )
        raise UserFixableError(message, hint=hint) from error


def _safety_copy(file: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = folder / f"{file.stem}-before-upgrade-{stamp}.db"
    source = sqlite3.connect(file)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    return copy
