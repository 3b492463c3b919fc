"""What the main window needs of the rest, in its own words. No Qt in here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from loredesk.domain.glances import QueueStatus, SessionRow, WorldRow
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.listings import Story
from loredesk.domain.lore import World
from loredesk.domain.messages import Session, TrustRule
from loredesk.domain.settings import Settings
from loredesk.ui.window.state import WindowState


class WindowView(Protocol):
    """What the presenter needs of the window."""

    def show_state(self, state: WindowState) -> None:
        """Show *state*."""
        ...


class Library(Protocol):
    """Worlds and sessions."""

    async def worlds(self) -> Sequence[WorldRow]:
        """Return all worlds."""
        ...

    async def sessions(self, world_id: WorldId | None) -> Sequence[SessionRow]:
        """Return the sessions of a world, the newest first."""
        ...

    async def new_world(self, title: str, description: str = "") -> World:
        """Add an empty world."""
        ...

    async def new_session(self, world_id: WorldId, title: str = "") -> Session:
        """Add a session."""
        ...


class Stories(Protocol):
    """What is set for a session."""

    async def story(self, session_id: SessionId) -> Story:
        """Return a session as the chat shows it."""
        ...

    async def rename(self, session_id: SessionId, title: str) -> Any:  # noqa: ANN401 - not looked at
        """Give a session another title."""
        ...

    async def set_trust(self, session_id: SessionId, trust: TrustRule, /) -> Any:  # noqa: ANN401 - not looked at
        """Say what is accepted without a click."""
        ...

    async def set_simulation(self, session_id: SessionId, every: int, /) -> Any:  # noqa: ANN401 - not looked at
        """Say after how many turns the world lives on; 0 for never."""
        ...

    async def set_shows_unreviewed(self, session_id: SessionId, *, shows: bool) -> Any:  # noqa: ANN401 - not looked at
        """Say whether the model is told what still waits for review."""
        ...


class Queue(Protocol):
    """Background work."""

    async def status(self) -> QueueStatus:
        """Return how much there is."""
        ...

    async def pause(self) -> Any:  # noqa: ANN401 - not looked at
        """Let it rest."""
        ...

    async def resume(self) -> Any:  # noqa: ANN401 - not looked at
        """Go on."""
        ...

    async def retry_failed(self) -> int:
        """Give every failed task another try and return how many those are."""
        ...


class Reviews(Protocol):
    """What waits for the author."""

    async def proposals(self, session_id: SessionId | None, /) -> Sequence[object]:
        """Return the open proposals of a session."""
        ...


class Models(Protocol):
    """Which models answer."""

    def settings(self) -> Settings:
        """Return what is set."""
        ...

    def embedder_description(self) -> str:
        """Return what finds by meaning."""
        ...

    def prompt_problems(self) -> Sequence[Sequence[str]]:
        """Return (file, message, hint) of each of the author's prompts that cannot be used."""
        ...


class Memory(Protocol):
    """What the window remembers from one start to the next."""

    last_session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowServices:
    """Whom the window asks."""

    library: Library
    stories: Stories
    queue: Queue
    reviews: Reviews
    models: Models
