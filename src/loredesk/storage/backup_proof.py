"""Proving that a backup is what it was when it was made, and a library of ours."""

import sqlite3
import tempfile
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from loredesk.domain.errors import UserFixableError
from loredesk.storage import backup_files, migrate
from loredesk.storage.backup_files import BackupManifest, BrokenManifestError
from loredesk.storage.file_faults import file_in_our_words

Piece = tuple[str, str, str, str]
"""Kind, name, table and definition of something a database file defines."""

_BOOKKEEPING = ("sqlite_stat", "sqlite_sequence")
"""What SQLite keeps for itself, and may or may not be there."""


def prove(folder: Path, name: str) -> BackupManifest:
    """Read backup *name* to its last byte and return its manifest.

    Raises UserFixableError where it is missing, has changed by a single bit since it was made, or
    is no sound library of a version this program knows.
    """
    copy = backup_files.copy_of(folder, name)
    if not copy.is_file():
        message = f"There is no backup {name!r}."
        raise UserFixableError(message, hint="`loredesk backup list` names those there are.")
    try:
        manifest = backup_files.read_manifest(folder, name)
    except BrokenManifestError as error:
        raise untrusted(name, str(error)) from error
    with file_in_our_words(copy, "read the backup"):
        found = backup_files.measured(copy)
    if found != (manifest.bytes, manifest.sha256):
        raise untrusted(name, "it is not, bit for bit, what was written")
    if manifest.version not in migrate.known_versions():
        message = f"The backup {name!r} was made by a newer Loredesk."
        raise UserFixableError(message, hint="Update Loredesk, then restore it.")
    if flaw := flaw_of(copy):
        raise untrusted(name, flaw)
    return manifest


def untrusted(name: str, flaw: str) -> UserFixableError:
    """Return the refusal of backup *name* because of *flaw*."""
    return UserFixableError(
        f"The backup {name!r} cannot be trusted: {flaw}.",
        hint="Nothing was changed. Take another one: `loredesk backup list` names them.",
    )


def flaw_of(file: Path) -> str:
    """Return the first thing wrong with the library in *file*, which nobody writes; or nothing.

    What it defines is compared before anything is run over it, so that nothing it defines of its
    own accord (a trigger, a view, a function behind a column) is ever carried out.
    """
    try:
        with closing(backup_files.open_still(file)) as connection:
            if flaw := _foreign(connection):
                return flaw
    except sqlite3.Error as error:
        return f"SQLite cannot read it: {error}"
    return backup_files.flaw_of(file)


def _foreign(connection: sqlite3.Connection) -> str:
    found = _pieces(connection)
    names = {name for _, name, _, _ in found}
    if "alembic_version" not in names:
        return "it is no library of Loredesk"
    versions = [str(row[0]) for row in connection.execute("SELECT * FROM alembic_version")]
    if len(versions) != 1 or versions[0] not in migrate.known_versions():
        return "its version is unknown"
    expected = _pieces_of(versions[0])
    if strange := sorted(found - expected):
        return f"it holds something that is not Loredesk's ({strange[0][0]} {strange[0][1]})"
    if missing := sorted(expected - found):
        return f"the {missing[0][0]} {missing[0][1]} is missing"
    return ""


@lru_cache(maxsize=32)
def _pieces_of(version: str) -> frozenset[Piece]:
    """Return what a file of *version* defines: that of a new one, built for comparison."""
    with tempfile.TemporaryDirectory(prefix="loredesk-schema-") as folder:
        file = Path(folder) / "expected.db"
        migrate.build(file, version)
        with closing(backup_files.open_still(file)) as connection:
            return _pieces(connection)


def _pieces(connection: sqlite3.Connection) -> frozenset[Piece]:
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master")
    return frozenset(
        (str(kind), str(name), str(table), str(sql))
        for kind, name, table, sql in rows
        if not str(name).startswith(_BOOKKEEPING)
    )
