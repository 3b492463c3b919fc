"""What asking the lore needs of the screen and of the services."""

from typing import Protocol

from loredesk.domain.answers import Answer, Threads
from loredesk.domain.ids import SessionId, WorldId
from loredesk.ui.asking.state import AskingState


class AskingView(Protocol):
    """Shows what was asked, and what came of it."""

    def show_state(self, state: AskingState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Answers(Protocol):
    """Answers from what is written down."""

    async def ask(self, world_id: WorldId, session_id: SessionId | None, question: str) -> Answer:
        """Return what is known about *question*."""
        ...

    async def threads(self, session_id: SessionId) -> Threads:
        """Return the themes of a session, and what is open in it."""
        ...
