"""What the trash needs of the screen, of the services and of the window."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.listings import LineChange
from loredesk.domain.messages import PlacedMessage
from loredesk.ui.notice import Notice
from loredesk.ui.trash.state import TrashState


class TrashView(Protocol):
    """Shows the trash."""

    def show_state(self, state: TrashState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class TrashItem(Protocol):
    """An entry, a session or a world that was deleted."""

    @property
    def kind(self) -> str:
        """Return what it is."""
        ...

    @property
    def id(self) -> str:
        """Return what it is known by."""
        ...

    @property
    def title(self) -> str:
        """Return what it is called."""
        ...

    @property
    def deleted_at(self) -> datetime:
        """Return when it was deleted."""
        ...


class Bin(Protocol):
    """Keeps what was deleted."""

    async def contents(self, world_id: WorldId | None = None) -> Sequence[TrashItem]:
        """Return what lies in the trash, the latest first."""
        ...

    async def delete_entry(self, entry_id: LoreId) -> object:
        """Put an entry into the trash."""
        ...

    async def restore_entry(self, entry_id: LoreId) -> object:
        """Take an entry out of the trash."""
        ...

    async def delete_session(self, session_id: SessionId) -> object:
        """Put a session into the trash."""
        ...

    async def restore_session(self, session_id: SessionId) -> object:
        """Take a session out of the trash."""
        ...

    async def delete_world(self, world_id: WorldId) -> object:
        """Put a world into the trash."""
        ...

    async def restore_world(self, world_id: WorldId) -> object:
        """Take a world out of the trash."""
        ...


class Tree(Protocol):
    """Knows the deleted messages of a session."""

    async def deleted(self, session_id: SessionId) -> Sequence[PlacedMessage]:
        """Return the messages in the trash."""
        ...

    async def delete(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Put a message and what follows it into the trash."""
        ...

    async def restore(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Take a message out of the trash, and show it."""
        ...


class Teller(Protocol):
    """Says something where the author sees it wherever they are."""

    def __call__(self, notice: Notice, remedy: Callable[[], None], /) -> None:
        """Show *notice*; its button does *remedy*."""
        ...
