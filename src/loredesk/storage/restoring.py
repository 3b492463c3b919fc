"""Putting a backup in the place of the library: whole or not at all, and nothing overwritten.

The two moves (what stands there aside, the backup into its place) are written down beforehand in
a note beside the library, so that a crash between them is finished at the next start, and never
leaves a home that looks as if it were new.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from loredesk.domain.backups import BEFORE_RESTORE
from loredesk.domain.errors import DamagedLibraryError, UserFixableError
from loredesk.storage import backup_files, backup_proof, durable, migrate
from loredesk.storage.backup_files import COPY, BackupManifest
from loredesk.storage.file_faults import file_in_our_words

NOTE = ".restoring"
FRESH = ".restored"
BESIDE = ("", "-wal", "-shm", "-journal")
"""What belongs to a database file."""


def restore(file: Path, folder: Path, name: str, *, now: datetime) -> Path | None:
    """Put backup *name* of *folder* in the place of *file*; return where that is kept now.

    Nobody may have the file open. Raises UserFixableError, and then everything is as it was.
    """
    finish(file)
    manifest = backup_proof.prove(folder, name)
    fresh = _beside(file, FRESH)
    with file_in_our_words(file, "restore a backup over"):
        try:
            _prepare(fresh, backup_files.copy_of(folder, name), manifest)
            kept = _kept_name(file, folder, now)
            told = {"kept": kept.name if kept else ""}
            durable.put(_beside(file, NOTE), json.dumps(told))
        except BaseException:
            _discard(fresh)
            raise
        _carry_out(file, kept)
    return kept


def finish(file: Path) -> None:
    """Finish what a crash broke off in the middle of `restore`; the lock of the home is held."""
    note = _beside(file, NOTE)
    if not note.exists():
        return
    with file_in_our_words(file, "finish restoring"):
        try:
            told: Any = json.loads(note.read_bytes())
            kept = str(told["kept"])
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            message = f"A backup was being restored over {file}, and the note of it is damaged."
            hint = f"Nothing was changed. Look at the files beside it, then remove {note.name}."
            raise DamagedLibraryError(message, hint=hint) from error
        _carry_out(file, file.with_name(kept) if kept else None)


def refuse_if_lost(file: Path, folder: Path) -> None:
    """Raise DamagedLibraryError where *file* is gone or empty, though there was a library once.

    Otherwise a new and empty one would take its place without a word.
    """
    with file_in_our_words(file, "look at"):
        if file.exists() and file.stat().st_size:
            return
        log = _beside(file, "-wal")
        has_log = log.exists() and log.stat().st_size > 0
        has_backups = folder.is_dir() and any(folder.glob(f"[!.]*{COPY}"))
        has_restored = _beside(file, FRESH).exists()
    if has_log or has_backups or has_restored:
        state = "is empty" if file.exists() else "is not there"
        message = f"The library {file} {state}, though there was one."
        hint = (
            "Nothing was changed. Restore a backup; or, to begin anew, move the rest of the home "
            "away."
        )
        raise DamagedLibraryError(message, hint=hint)


def newest_sound(folder: Path) -> str:
    """Return the name of the newest backup that is proved to be sound; empty where there is none."""
    names = sorted((one.stem for one in folder.glob(f"[!.]*{COPY}")), reverse=True)
    for name in names:
        with suppress(UserFixableError):
            return backup_proof.prove(folder, name).name
    return ""


def _kept_name(file: Path, folder: Path, now: datetime) -> Path | None:
    """Make a backup of what stands there if it is sound; return how it is to be called."""
    if not any(_beside(file, suffix).exists() for suffix in BESIDE):
        return None
    kind = _kind(file, folder, now)
    stamp = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    wanted = f"{file.name}.{kind}-{stamp}"
    names: Iterator[str] = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    paths = (file.with_name(name) for name in names)
    return next(path for path in paths if not any(_beside(path, s).exists() for s in BESIDE))


def _prepare(fresh: Path, copy: Path, manifest: BackupManifest) -> None:
    """Make *fresh* the library in *copy*, as this program writes it; proved again after copying."""
    _discard(fresh)
    shutil.copyfile(copy, fresh)
    fresh.chmod(durable.PRIVATE)
    same = backup_files.measured(fresh) == (manifest.bytes, manifest.sha256)
    flaw = "" if same else "it changed while it was read"
    if not flaw:
        migrate.build(fresh, "head")
        flaw = backup_proof.flaw_of(fresh)
    if flaw:
        raise backup_proof.untrusted(manifest.name, flaw)
    durable.sync(fresh)


def _kind(file: Path, folder: Path, now: datetime) -> str:
    """Make a backup of what stands there, if it can be read; return what it is to be called."""
    if not file.exists() or not file.stat().st_size:
        return "damaged"
    try:
        made = backup_files.make(
            file, folder, reason=BEFORE_RESTORE, now=now, examine=backup_proof.flaw_of
        )
    except (DamagedLibraryError, sqlite3.Error):
        return "damaged"
    except UserFixableError:
        # It stays beside the library in any case; that no copy could be made is no reason to wait.
        return "replaced"
    return "damaged" if made.problem else "replaced"


def _carry_out(file: Path, kept: Path | None) -> None:
    """Make the moves that are not made yet. Every one may be the last before a crash."""
    fresh = _beside(file, FRESH)
    if fresh.exists():
        for suffix in BESIDE if kept is not None else ():
            standing = _beside(file, suffix)
            if kept is not None and standing.exists():
                durable.move(standing, _beside(kept, suffix))
        durable.move(fresh, file)
    _beside(file, NOTE).unlink()
    durable.sync_folder(file.parent)


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(f"{file.name}{suffix}")


def _discard(file: Path) -> None:
    for suffix in BESIDE:
        _beside(file, suffix).unlink(missing_ok=True)
