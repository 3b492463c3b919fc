"""What the promotion needs of the screen and of the services."""

from collections.abc import Collection
from typing import Protocol

from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.promotion import Promotion
from loredesk.ui.promote.state import PromoteState


class PromoteView(Protocol):
    """Shows the promotion."""

    def show_state(self, state: PromoteState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class Canon(Protocol):
    """Promotes, and takes promotions back."""

    async def promotion(self, session_id: SessionId, entry_id: LoreId) -> Promotion:
        """Return what promoting would change."""
        ...

    async def promote(
        self,
        session_id: SessionId,
        entry_id: LoreId,
        *,
        hunks: Collection[int] | None = None,
        text: str | None = None,
    ) -> LoreEntry:
        """Make a newcomer canon, or take a note into canon."""
        ...

    async def demote(self, entry_id: LoreId) -> LoreEntry:
        """Take the latest promotion of an entry back."""
        ...
