"""One backup: a copy of the library, and beside it a manifest that says what the copy must be."""

import contextlib
import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from loredesk.domain.errors import UserFixableError
from loredesk.storage import durable
from loredesk.storage.engine import address_to_read
from loredesk.storage.file_faults import file_in_our_words, in_our_words

COPY, MANIFEST, PART = ".db", ".json", ".part"
PRIVATE_FOLDER = 0o700

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"[0-9a-zA-Z][0-9a-zA-Z._-]{0,150}")
_LONGEST_REASON = 48
_MAX_MANIFEST = 65_536
_CHUNK = 1 << 20
_BUSY_SECONDS = 30.0


class BrokenManifestError(Exception):
    """A manifest cannot be read, or does not say what it said when it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupManifest:
    """What the copy of a backup must be."""

    name: str
    created_at: datetime
    reason: str
    bytes: int
    sha256: str
    version: str
    """The version of the tables in it."""
    problem: str = ""
    """What was wrong with the library already when it was copied."""


def copy_of(folder: Path, name: str) -> Path:
    """Return where the copy of backup *name* stands; raises where that is no name of one."""
    if not _NAME.fullmatch(name):
        message = f"{name!r} is not the name of a backup."
        raise UserFixableError(message, hint="`loredesk backup list` names them.")
    return folder / f"{name}{COPY}"


def manifest_of(folder: Path, name: str) -> Path:
    """Return where the manifest of backup *name* stands."""
    return copy_of(folder, name).with_suffix(MANIFEST)


def make(
    file: Path, folder: Path, *, reason: str, now: datetime, examine: Callable[[Path], str]
) -> BackupManifest:
    """Copy the database *file*, as its last commit left it, into *folder*.

    The copy is consistent whatever is written meanwhile, and nobody waits for it. What *examine*
    finds wrong with it stands in its manifest. Raises UserFixableError, and then leaves nothing.
    """
    with file_in_our_words(folder, "make a backup in"):
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        name = _free_name(folder, reason, now)
        draft = folder / f".{name}{PART}"
        try:
            with in_our_words(file):
                version = _copied(file, draft)
            draft.chmod(durable.PRIVATE)
            problem = examine(draft)
            durable.sync(draft)
            size, digest = measured(draft)
            manifest = BackupManifest(
                name=name,
                created_at=now,
                reason=reason,
                bytes=size,
                sha256=digest,
                version=version,
                problem=problem,
            )
            durable.move(draft, folder / f"{name}{COPY}")
            write_manifest(folder, manifest)
        except BaseException:
            discard(folder, name)
            raise
    return manifest


def write_manifest(folder: Path, manifest: BackupManifest) -> None:
    """Write *manifest* beside its copy, under a seal. Raises OSError."""
    told = asdict(manifest) | {"created_at": manifest.created_at.astimezone(UTC).isoformat()}
    sealed = told | {"seal": _seal(told)}
    durable.put(manifest_of(folder, manifest.name), json.dumps(sealed, indent=1) + "\n")


def read_manifest(folder: Path, name: str) -> BackupManifest:
    """Return the manifest of backup *name*.

    Raises BrokenManifestError where there is none, or where a single sign of it has changed.
    """
    try:
        with manifest_of(folder, name).open("rb") as stream:
            told: Any = json.loads(stream.read(_MAX_MANIFEST))
        seal = told.pop("seal")
        if seal != _seal(told) or told["name"] != name:
            raise BrokenManifestError("its manifest has been changed")
        created_at = datetime.fromisoformat(told.pop("created_at"))
        return BackupManifest(created_at=created_at, **told)
    except FileNotFoundError as error:
        raise BrokenManifestError("its manifest is missing") from error
    except OSError as error:
        raise BrokenManifestError(f"its manifest cannot be read ({error.strerror})") from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise BrokenManifestError("its manifest cannot be understood") from error


def measured(file: Path) -> tuple[int, str]:
    """Return how long *file* is, and its SHA-256. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def flaw_of(file: Path) -> str:
    """Return the first thing wrong with the database in *file*, which nobody writes; or nothing."""
    try:
        with closing(open_still(file)) as connection:
            row = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if row != ("ok",):
                return f"SQLite finds it damaged: {row[0] if row else 'nothing to check'}"
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                return "it refers to things that are not in it"
    except sqlite3.Error as error:
        return f"SQLite cannot read it: {error}"
    return ""


def open_still(file: Path) -> sqlite3.Connection:
    """Return a connection that reads *file* as it lies there, and leaves nothing beside it."""
    connection = sqlite3.connect(f"{address_to_read(file)}&immutable=1", uri=True)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def discard(folder: Path, name: str) -> None:
    """Take a backup away, the manifest first, so that no half of one passes for a whole."""
    draft = folder / f".{name}{PART}"
    for file in (
        manifest_of(folder, name),
        copy_of(folder, name),
        draft,
        draft.with_name(f"{draft.name}-journal"),
    ):
        with contextlib.suppress(FileNotFoundError):
            file.unlink()


def _copied(file: Path, draft: Path) -> str:
    """Copy *file* to *draft* and return the version of its tables; empty where it has none."""
    address = address_to_read(file)
    with (
        closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as source,
        closing(sqlite3.connect(draft, isolation_level=None)) as target,
    ):
        # In one step: a copy in several begins again with every commit that falls between them.
        source.backup(target)
        # So that the copy is one file and can be opened where nothing may be written.
        target.execute("PRAGMA journal_mode = DELETE")
        tables = {row[0] for row in target.execute("SELECT name FROM sqlite_master")}
        if "alembic_version" not in tables:
            return ""
        row = target.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else ""


def _free_name(folder: Path, reason: str, now: datetime) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", reason.casefold()).strip("-")[:_LONGEST_REASON].strip("-")
    wanted = "-".join(filter(None, (now.astimezone(UTC).strftime(_STAMP), slug)))
    names: Iterator[str] = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(name for name in names if not _is_taken(folder, name))


def _is_taken(folder: Path, name: str) -> bool:
    return any((folder / one).exists() for one in (f"{name}{COPY}", f"{name}{MANIFEST}"))


def _seal(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
