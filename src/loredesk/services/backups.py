"""Backups: copies of the library, made, looked over, rotated and put back."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from loredesk.domain.backups import BY_HAND, TIMED, Backup, BackupCheck, Restored, is_due, outdated
from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.domain.events import BackupsChanged
from loredesk.domain.hub import Hub
from loredesk.ports.backups import BackupShelf

logger = logging.getLogger(__name__)

Replace = Callable[[str], Awaitable[Restored]]
"""Closes the library, puts the backup of that name in its place, and opens it again."""
Pause = Callable[[float], Awaitable[None]]

LOOK_EVERY = 60.0
"""Seconds between two looks at whether a backup is due."""


class BackupService:
    """Makes copies of the library and puts them back. Nothing of it blocks the loop."""

    def __init__(
        self,
        *,
        shelf: BackupShelf,
        hub: Hub,
        now: Callable[[], datetime],
        replace: Replace | None,
        may_write: bool = True,
    ) -> None:
        self._shelf = shelf
        self._hub = hub
        self._now = now
        self._replace = replace
        self._may_write = may_write
        self._one_at_a_time = asyncio.Lock()
        self._since = now()

    async def create(self, reason: str = BY_HAND) -> Backup:
        """Copy the library as it stands because of *reason*, then let outdated copies go.

        Raises UserFixableError where that cannot be done; what was to follow must then not happen.
        """
        made = await self._create(reason, unless_same=False)
        if made is None:
            message = "A backup that has to be made was not"
            raise RuntimeError(message)
        return made

    async def create_if_due(self) -> Backup | None:
        """Make a backup where 30 minutes have passed since the newest and something has changed."""
        now = self._now()
        backups = await self.list()
        if not is_due(backups, now, self._since):
            return None
        newest = max((one.created_at for one in backups), default=None)
        if newest is not None and not await asyncio.to_thread(self._shelf.changed_since, newest):
            return None
        self._since = now
        return await self._create(TIMED, unless_same=True)

    async def keep(self, pause: Pause = asyncio.sleep) -> None:
        """Make a backup whenever one is due, until cancelled; what goes wrong is told once."""
        problem = ""
        while True:
            await pause(LOOK_EVERY)
            try:
                await self.create_if_due()
                problem = ""
            except LoredeskError as error:
                if error.sentence() != problem:
                    problem = error.sentence()
                    logger.warning("No backup could be made: %s", problem)
                    self._hub.publish(BackupsChanged(problem=problem))

    async def list(self) -> tuple[Backup, ...]:
        """Return every backup, the newest first."""
        return await asyncio.to_thread(self._shelf.listed)

    async def verify(self, name: str) -> BackupCheck:
        """Read a backup to its last byte and tell whether it can be trusted."""
        try:
            proved = await asyncio.to_thread(self._shelf.prove, name)
        except LoredeskError as error:
            return BackupCheck(name=name, ok=False, problem=error.message)
        return BackupCheck(name=name, ok=proved.verified, problem=proved.problem)

    async def restore(self, name: str) -> Restored:
        """Put a backup in the place of the library; what stands there is kept beside it.

        Raises UserFixableError, with everything as it was, where the backup cannot be trusted or
        the library cannot be closed here.
        """
        if self._replace is None:
            hint = "Close it first, then restore the backup."
            raise UserFixableError("Loredesk is open here.", hint=hint)
        await asyncio.to_thread(self._shelf.prove, name)
        restored = await self._replace(name)
        self._hub.publish(BackupsChanged())
        return restored

    async def _create(self, reason: str, *, unless_same: bool) -> Backup | None:
        if not self._may_write:
            hint = "Do it there, or close it first."
            raise UserFixableError("Loredesk is open here.", hint=hint)
        async with self._one_at_a_time:
            made = await asyncio.to_thread(
                self._shelf.create, reason, self._now(), unless_same=unless_same
            )
            await asyncio.to_thread(self._rotate)
        if made is not None:
            self._hub.publish(BackupsChanged(problem=_flaw(made)))
        return made

    def _rotate(self) -> None:
        try:
            gone = outdated(self._shelf.listed(), self._now())
            self._shelf.remove(gone)
        except LoredeskError as error:
            logger.warning("Outdated backups could not be removed: %s", error.sentence())


def _flaw(made: Backup) -> str:
    """Return what a copy has shown to be wrong with the library itself, as a sentence."""
    if made.verified:
        return ""
    return (
        f"The library is not sound: {made.problem}. It was copied as it is; `loredesk doctor` looks "
        "it over, and an older backup can be restored."
    )
