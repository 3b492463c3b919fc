"""What merging needs of the screen and of the services."""

from typing import Protocol

from loredesk.domain.ids import LoreId, RedirectId, SessionId, WorldId
from loredesk.domain.listings import EntryView, LoreFilter, LoreRow
from loredesk.domain.lore import Redirect
from loredesk.services.merging import MergePreview
from loredesk.ui.merge.state import MergeState


class MergeView(Protocol):
    """Shows the merge."""

    def show_state(self, state: MergeState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class Merging(Protocol):
    """Merges entries and splits them."""

    async def preview(
        self, session_id: SessionId | None, from_id: LoreId, to_id: LoreId
    ) -> MergePreview:
        """Return what merging the one into the other would come to."""
        ...

    async def merge(
        self, session_id: SessionId | None, from_id: LoreId, to_id: LoreId, text: str
    ) -> Redirect:
        """Let the one stand for the other."""
        ...

    async def split(self, redirect_id: RedirectId) -> None:
        """Undo a merge."""
        ...

    async def redirects(self, entry_id: LoreId) -> tuple[Redirect, ...]:
        """Return the merges an entry takes part in."""
        ...


class Library(Protocol):
    """Knows the entries."""

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a stretch of the entries the filter lets through."""
        ...

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry with all its form shows."""
        ...
