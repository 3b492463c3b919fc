"""What can be done with a home while its library is closed, or cannot be opened."""

import asyncio
from pathlib import Path

from loredesk.domain.backups import Restored
from loredesk.domain.errors import LoredeskError
from loredesk.domain.hub import Hub
from loredesk.host.clock import SystemClock
from loredesk.host.home import Home
from loredesk.services.backups import BackupService
from loredesk.storage import restoring
from loredesk.storage.backups import FolderShelf


class ClosedHome:
    """The backups of a home whose library is not open in this process."""

    def __init__(self, home: Home, *, owned: bool) -> None:
        self._home = home
        self.backups = BackupService(
            shelf=FolderShelf(home.db_file, home.backups),
            hub=Hub(),
            now=SystemClock().now,
            replace=self._replace if owned else None,
            may_write=owned,
        )

    async def _replace(self, name: str) -> Restored:
        return await asyncio.to_thread(restore, self._home, name)


def restore(home: Home, name: str) -> Restored:
    """Put backup *name* in the place of the library of *home*, which is closed; blocks."""
    now = SystemClock().now()
    kept = restoring.restore(home.db_file, home.backups, name, now=now)
    return Restored(name=name, kept=_told(kept))


def newest_sound(home: Home) -> str:
    """Return the name of the newest backup that can be trusted; empty for none. Blocks."""
    try:
        return restoring.newest_sound(home.backups)
    except LoredeskError:
        return ""


def _told(kept: Path | None) -> str:
    return str(kept) if kept is not None else ""
