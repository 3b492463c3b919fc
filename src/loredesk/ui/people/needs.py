"""What choosing people needs of the screen and of the services."""

from typing import Protocol

from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.listings import LoreFilter, LoreRow
from loredesk.ui.people.state import PeopleState


class PeopleView(Protocol):
    """Shows the question."""

    def show_state(self, state: PeopleState) -> None:
        """Show *state*, and the dialog itself if it is open."""
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
