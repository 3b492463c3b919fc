"""What the form of an entry needs from others."""

from typing import Protocol

from loredesk.domain.ids import LoreId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import EntryDraft, EntryView, Facets
from loredesk.domain.lore import LoreEntry
from loredesk.ui.entry.state import EntryState


class EntryFormView(Protocol):
    """Shows the form."""

    def show_state(self, state: EntryState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Library(Protocol):
    """Keeps entries and notes."""

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry with all its form shows."""
        ...

    async def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return the categories and tags that are in use."""
        ...

    async def save_entry(self, draft: EntryDraft) -> LoreEntry:
        """Store what the author wrote as an entry."""
        ...

    async def save_note(
        self, session_id: SessionId, entry_id: LoreId, text: str, *, base: RevisionId | None
    ) -> None:
        """Store what the author wrote as the note of an entry."""
        ...
