"""The shelf of backups: where copies of the library stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from loredesk.domain.backups import Backup


class BackupShelf(Protocol):
    """Makes copies, looks them over and puts them away. Every call blocks: never on the loop."""

    def create(self, reason: str, now: datetime, *, unless_same: bool = False) -> Backup | None:
        """Copy the library as it stands and look the copy over.

        With *unless_same* nothing is kept where the newest backup holds the same already. Raises
        UserFixableError where no copy can be made.
        """
        ...

    def listed(self) -> tuple[Backup, ...]:
        """Return every backup, the newest first. Raises where the folder cannot be read."""
        ...

    def prove(self, name: str) -> Backup:
        """Read a backup to the last byte; raises UserFixableError where it cannot be trusted."""
        ...

    def remove(self, names: Iterable[str]) -> None:
        """Take backups away."""
        ...

    def changed_since(self, moment: datetime) -> bool:
        """Return whether the library may have been written to since *moment*."""
        ...
