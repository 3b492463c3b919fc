"""Locking what of an entry nobody may change, without the window."""

from collections.abc import Callable, Collection
from typing import Protocol

from loredesk.domain.ids import LoreId
from loredesk.domain.lore import LoreEntry
from loredesk.ui.notice import Notice
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Command, Deeds


class Locks(Protocol):
    """Keeps what is locked."""

    async def set_locks(self, entry_id: LoreId, locked: Collection[str]) -> LoreEntry:
        """Lock exactly these fields of an entry."""
        ...


class LockKeeper:
    """Carries out what the author locks and unlocks; the form hears of it as of any change."""

    def __init__(self, *, canon: Locks, deeds: Deeds, say: Callable[[Notice], None]) -> None:
        self._canon = canon
        self._deeds = deeds
        self._say = say
        self._scope = TaskScope(on_error=self._failed)

    def lock(self, entry: LoreEntry, wanted: Collection[str]) -> None:
        """Lock exactly the *wanted* fields of *entry*."""
        self._scope.start("lock", self._carry_out(entry, frozenset(wanted)))

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    async def _carry_out(self, entry: LoreEntry, wanted: frozenset[str]) -> None:
        await self._canon.set_locks(entry.id, wanted)
        command = Command(
            text=f"Change the locks of {entry.title}",
            undo=lambda: self._canon.set_locks(entry.id, entry.locked),
            redo=lambda: self._canon.set_locks(entry.id, wanted),
        )
        self._deeds.done(command)

    def _failed(self, name: str, error: BaseException) -> None:
        self._say(told(name, error))
