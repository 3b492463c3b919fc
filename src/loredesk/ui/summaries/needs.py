"""What the story so far needs of the screen and of the services."""

from typing import Protocol

from loredesk.domain.ids import SessionId, SummaryId
from loredesk.domain.story_so_far import StorySoFar
from loredesk.domain.summaries import Summary
from loredesk.ui.summaries.state import SummariesState


class SummariesView(Protocol):
    """Shows what is summed up."""

    def show_state(self, state: SummariesState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Summaries(Protocol):
    """Knows what is summed up, and keeps what the author makes of it."""

    async def story_so_far(self, session_id: SessionId) -> StorySoFar:
        """Return what is summed up on the line of a session."""
        ...

    async def catch_up(self, session_id: SessionId) -> object:
        """Queue what has ended and is not summed up yet."""
        ...

    async def set_chapters(self, session_id: SessionId, turns: int) -> object:
        """Set how many turns a chapter has; 0 for no summaries."""
        ...

    async def edit(self, summary_id: SummaryId, text: str) -> Summary:
        """Keep the author's own text of a summary."""
        ...

    async def hide(self, summary_id: SummaryId, *, hidden: bool) -> Summary:
        """Keep a summary from the model, or tell it again."""
        ...

    async def put_back(self, summary_id: SummaryId) -> Summary:
        """Let a summary read as an earlier version of it did."""
        ...

    async def ask(
        self, session_id: SessionId, *, chapter: int | None = None, again: bool = False
    ) -> object:
        """Queue one chapter, what is missing, or the story as a whole anew."""
        ...
