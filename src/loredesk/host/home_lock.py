"""One process owns a home: an operating-system lock that dies with its owner."""

import contextlib
import errno
import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from time import monotonic
from typing import Self
from uuid import uuid4

from loredesk.host.files import PRIVATE_FILE, explained
from loredesk.host.home import Home

LOCK_NAME = "owner.lock"
PATIENCE_SECONDS = 3.0
"""How long a home that is taken is asked for again: a command that changes something is short."""

_PAUSE_SECONDS = 0.05
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


def take_patiently(
    home: Home, boot_id: str, *, patience: float = PATIENCE_SECONDS
) -> HomeLock | None:
    """Take *home* as `take` does, trying again for *patience* seconds; blocks meanwhile."""
    ends_at = monotonic() + patience
    pause = Event()
    while (lock := take(home, boot_id)) is None and monotonic() < ends_at:
        pause.wait(_PAUSE_SECONDS)
    return lock


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
