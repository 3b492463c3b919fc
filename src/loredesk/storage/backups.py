"""The shelf of backups: a folder of copies of one database file."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loredesk.domain.backups import UNKNOWN, Backup
from loredesk.domain.errors import LoredeskError
from loredesk.storage import backup_files, backup_proof
from loredesk.storage.backup_files import COPY, PART, BackupManifest, BrokenManifestError
from loredesk.storage.file_faults import file_in_our_words


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """A `BackupShelf` of the database *file*, in *folder*."""

    file: Path
    folder: Path

    def create(self, reason: str, now: datetime, *, unless_same: bool = False) -> Backup | None:
        """Copy the library as it stands and look the copy over."""
        newest = next(iter(self.listed()), None) if unless_same else None
        self._sweep()
        manifest = backup_files.make(
            self.file, self.folder, reason=reason, now=now, examine=backup_proof.flaw_of
        )
        if newest is not None and self._holds(newest.name, manifest.sha256):
            self.remove([manifest.name])
            return None
        return _backup(manifest)

    def listed(self) -> tuple[Backup, ...]:
        """Return every backup, the newest first."""
        with file_in_our_words(self.folder, "look into the folder of backups"):
            if not self.folder.exists():
                return ()
            files = [one for one in self.folder.iterdir() if _is_copy(one)]
        return tuple(sorted(map(self._seen, files), key=_age, reverse=True))

    def prove(self, name: str) -> Backup:
        """Read a backup to the last byte."""
        return _backup(backup_proof.prove(self.folder, name))

    def remove(self, names: Iterable[str]) -> None:
        """Take backups away."""
        with file_in_our_words(self.folder, "remove a backup from"):
            for name in names:
                backup_files.discard(self.folder, name)

    def changed_since(self, moment: datetime) -> bool:
        """Return whether the file or its log was written to at *moment* or later."""
        for file in (self.file, self.file.with_name(f"{self.file.name}-wal")):
            with contextlib.suppress(OSError):
                if file.stat().st_mtime >= moment.timestamp():
                    return True
        return False

    def _holds(self, name: str, sha256: str) -> bool:
        try:
            return backup_proof.prove(self.folder, name).sha256 == sha256
        except LoredeskError:
            return False

    def _seen(self, copy: Path) -> Backup:
        """Return what can be told of a backup without reading all of it."""
        try:
            manifest = backup_files.read_manifest(self.folder, copy.stem)
        except BrokenManifestError as error:
            return _unknown(copy, str(error))
        size = copy.stat().st_size
        if size != manifest.bytes:
            problem = f"it has {size} bytes, not the {manifest.bytes} that were written"
            return _backup(manifest, problem=problem)
        return _backup(manifest)

    def _sweep(self) -> None:
        """Remove what a crash left half made; nobody else makes backups in a home that is owned."""
        with file_in_our_words(self.folder, "tidy the folder of backups"):
            for draft in self.folder.glob(f".*{PART}*"):
                draft.unlink(missing_ok=True)


def _backup(manifest: BackupManifest, *, problem: str = "") -> Backup:
    problem = problem or manifest.problem
    return Backup(
        name=manifest.name,
        created_at=manifest.created_at,
        reason=manifest.reason,
        bytes=manifest.bytes,
        verified=not problem,
        problem=problem,
    )


def _unknown(copy: Path, problem: str) -> Backup:
    told = copy.stat()
    return Backup(
        name=copy.stem,
        created_at=datetime.fromtimestamp(told.st_mtime, UTC),
        reason=UNKNOWN,
        bytes=told.st_size,
        verified=False,
        problem=problem,
    )


def _is_copy(file: Path) -> bool:
    return file.suffix == COPY and not file.name.startswith(".") and file.is_file()


def _age(backup: Backup) -> tuple[float, str]:
    return (backup.created_at.timestamp(), backup.name)
