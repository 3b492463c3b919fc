"""What moving along the tree needs of the screen, of the stories, of canon and of the chat."""

from typing import Protocol

from loredesk.domain.branches import Branch
from loredesk.domain.ids import BranchId, LoreId, MessageId, SessionId
from loredesk.domain.listings import LineChange
from loredesk.domain.withdrawal import Withdrawal
from loredesk.ui.chat.moves_state import MovesState


class MovesView(Protocol):
    """Shows what is asked and said around a move."""

    def show_moves(self, state: MovesState) -> None:
        """Show *state*."""
        ...


class Tree(Protocol):
    """Moves along the tree of a session and changes it."""

    async def preview(self, session_id: SessionId, message_id: MessageId) -> Withdrawal:
        """Return what moving the head to a message would withdraw."""
        ...

    async def preview_delete(self, session_id: SessionId, message_id: MessageId) -> Withdrawal:
        """Return what deleting a message would withdraw."""
        ...

    async def goto(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Make the line end at a message."""
        ...

    async def edit(self, session_id: SessionId, message_id: MessageId, text: str) -> LineChange:
        """Write another take of a message and show it."""
        ...

    async def delete(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Put a message and what follows it into the trash."""
        ...

    async def restore(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Take a message out of the trash."""
        ...

    async def branch(self, session_id: SessionId, message_id: MessageId, name: str = "") -> Branch:
        """Name the line that ends at a message."""
        ...

    async def drop_branch(self, branch_id: BranchId) -> None:
        """Forget the name of a branch."""
        ...


class Canon(Protocol):
    """Keeps what belongs to the world."""

    async def promote(self, session_id: SessionId, entry_id: LoreId) -> object:
        """Make a newcomer of a session part of canon."""
        ...

    async def demote(self, entry_id: LoreId) -> object:
        """Take the promotion of a newcomer back."""
        ...


class Telling(Protocol):
    """The chat, which shows the line and gets replies."""

    def regenerate(self, message_id: MessageId | None = None) -> None:
        """Ask for another take of a reply, or for the reply to a turn."""
        ...

    def go_on(self) -> None:
        """Let the narrator go on."""
        ...

    async def read_again(self) -> None:
        """Show the line as it stands."""
        ...


class Comparing(Protocol):
    """Compares two ends of the story."""

    def __call__(self, one: MessageId, other: MessageId, /) -> None:
        """Show how the lore differs at *one* and at *other*."""
        ...
