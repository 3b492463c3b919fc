"""Writing small private files whole, and saying what went wrong with a file in a sentence."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from datetime import date
from itertools import chain, count
from pathlib import Path

from loredesk.domain.errors import UserFixableError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_REASONS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "Free some space on that disk and try again."),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space and try again."),
    errno.EROFS: ("the disk is read-only", "Make the disk writable or choose another folder."),
    errno.EACCES: ("it is not allowed", "Give yourself the right to it, or choose another folder."),
    errno.EPERM: ("it is not allowed", "Give yourself the right to it, or choose another folder."),
    errno.ENOTDIR: ("a file stands where a folder must be", "Choose another folder."),
    errno.EEXIST: ("a file stands where a folder must be", "Choose another folder."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a folder with a shorter path."),
    errno.ELOOP: ("its links lead in a circle", "Choose another folder."),
}


def explained(error: OSError, path: Path, doing: str) -> UserFixableError:
    """Return *error* as a sentence: what could not be done with *path*, why, and the way out."""
    unknown = (error.strerror or str(error), "Look at the folder and the disk, then try again.")
    reason, hint = _REASONS.get(error.errno or 0, unknown)
    return UserFixableError(f"Could not {doing} {str(path)!r}: {reason}.", hint=hint)


def write_whole(file: Path, text: str) -> None:
    """Put *text* in the place of *file* in one move: what was there, or all of the new.

    A link is followed, not replaced; a new file is private. Raises OSError.
    """
    target = file.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else PRIVATE_FILE
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def set_aside(file: Path, today: date, what: str) -> Path:
    """Give *file* another name, beside its place, and return it; nothing is overwritten.

    Raises UserFixableError that calls the file *what* where it cannot be renamed.
    """
    wanted = file.with_name(f"{file.name}.broken-{today.isoformat()}")
    names = (wanted.with_name(f"{wanted.name}-{number}") for number in count(2))
    try:
        kept = next(name for name in chain([wanted], names) if not os.path.lexists(name))
        file.rename(kept)
    except OSError as error:
        raise explained(error, file, f"rename {what}") from error
    return kept


def _sync_folder(folder: Path) -> None:
    """Make the move itself last, where the system knows how."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
