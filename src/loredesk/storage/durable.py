"""Writing files so that what has been written is there after a crash."""

import contextlib
import os
from pathlib import Path

PRIVATE = 0o600


def put(file: Path, text: str) -> None:
    """Put *text* in the place of *file* in one move; it is private, and on the disk."""
    draft = file.with_name(f".{file.name}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(PRIVATE)
        move(draft, file)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def move(file: Path, target: Path) -> None:
    """Rename *file* to *target*, and make the renaming last. Raises OSError."""
    file.replace(target)
    sync_folder(target.parent)


def sync(file: Path) -> None:
    """Bring what has been written to *file* onto the disk. Raises OSError."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a renaming itself last, where the system knows how."""
    with contextlib.suppress(PermissionError, IsADirectoryError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
