"""What the past of an entry needs of the screen and of the services."""

from typing import Protocol

from loredesk.domain.ids import LoreId, RevisionId, SessionId
from loredesk.domain.listings import LineChange, Story
from loredesk.domain.lore import LoreEntry
from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryHistory
from loredesk.ui.history.state import HistoryState


class HistoryView(Protocol):
    """Shows the past of an entry."""

    def show_state(self, state: HistoryState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Past(Protocol):
    """Knows how entries came to read as they do, and takes single changes back."""

    async def history(self, entry_id: LoreId, session_id: SessionId | None) -> EntryHistory:
        """Return every version of an entry and of its note."""
        ...

    async def blame(
        self, entry_id: LoreId, session_id: SessionId | None
    ) -> tuple[BlamedPiece, ...]:
        """Return the sentences of the note, or without a session of the entry."""
        ...

    async def as_of(self, entry_id: LoreId, session_id: SessionId, turn: int) -> EntryAsOf:
        """Return an entry as it stood when *turn* had been written."""
        ...

    async def withdraw(self, session_id: SessionId, revision_id: RevisionId) -> LineChange:
        """Take one change of a note back."""
        ...

    async def reinstate(self, session_id: SessionId, revision_id: RevisionId) -> LineChange:
        """Bring back a change that was taken back."""
        ...


class Versions(Protocol):
    """Keeps the versions of entries."""

    async def rollback(
        self, entry_id: LoreId, revision: int, *, expected: int | None = None
    ) -> LoreEntry:
        """Give an entry the fields of an earlier version."""
        ...


class Stories(Protocol):
    """Knows how far a session has come."""

    async def story(self, session_id: SessionId) -> Story:
        """Return a session as the chat shows it."""
        ...
