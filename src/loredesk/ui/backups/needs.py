"""What the backups need of the screen and of the services."""

from typing import Protocol

from loredesk.domain.backups import Backup, BackupCheck, Restored
from loredesk.ui.backups.state import BackupsState


class BackupsView(Protocol):
    """Shows the backups."""

    def show_state(self, state: BackupsState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class Shelf(Protocol):
    """Keeps backups."""

    async def create(self) -> Backup:
        """Copy the library as it is now."""
        ...

    async def list(self) -> tuple[Backup, ...]:
        """Return every backup, the newest first."""
        ...

    async def verify(self, name: str) -> BackupCheck:
        """Read a backup to its last byte."""
        ...

    async def restore(self, name: str) -> Restored:
        """Put a backup in the place of the library."""
        ...
