"""One process owns a home: an operating-system lock that dies with its owner."""

import contextlib
import errno
import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from uuid import uuid4

from loredesk.host.files import PRIVATE_FILE, explained
from loredesk.host.home import Home

LOCK_NAME = "owner.lock"

_MAX_BYTES = 4096
_BUSY = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})
_LOCKED_AT = 1 << 30
"""Where Windows locks: far behind the text, which others must be able to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who took a home, as the lock file tells it."""

    pid: int
    boot_id: str
    started_at: datetime


class HomeLock:
    """The ownership of a home; it ends with `release` or with the process."""

    def __init__(self, descriptor: int, owner: Owner) -> None:
        self._descriptor: int | None = descriptor
        self.owner = owner

    def release(self) -> None:
        """Give the home up. A second call does nothing."""
        if self._descriptor is None:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()


def new_boot_id() -> str:
    """Return a name for this run of the program that no other run has."""
    return uuid4().hex


def take(home: Home, boot_id: str) -> HomeLock | None:
    """Take *home* for this process, or return None where another process owns it.

    Raises UserFixableError where the folder knows no locks or cannot be written.
    """
    file = home.path / LOCK_NAME
    owner = Owner(pid=os.getpid(), boot_id=boot_id, started_at=datetime.now(UTC))
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            if not _locked(descriptor):
                os.close(descriptor)
                return None
            _write(descriptor, owner)
        except OSError:
            os.close(descriptor)
            raise
    except OSError as error:
        raise explained(error, file, "lock the home folder with") from error
    return HomeLock(descriptor, owner)


def owner_of(home: Home) -> Owner | None:
    """Return who took *home*, for a message after `take` has failed.

    It is what the last owner wrote; a process that was killed leaves its words behind.
    """
    try:
        with (home.path / LOCK_NAME).open("rb") as stream:
            told: dict[str, Any] = json.loads(stream.read(_MAX_BYTES))
        return Owner(
            pid=int(told["pid"]),
            boot_id=str(told["boot_id"]),
            started_at=datetime.fromisoformat(told["started_at"]),
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _write(descriptor: int, owner: Owner) -> None:
    told = {
        "pid": owner.pid,
        "boot_id": owner.boot_id,
        "started_at": owner.started_at.isoformat(),
    }
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(told).encode())


def _locked(descriptor: int) -> bool:
    """Lock the open file unless another process holds it; return whether it is ours."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  # only there is one

            os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  # Windows has none

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True
