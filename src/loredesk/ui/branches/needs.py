"""What the branches pane needs of the screen and of the stories."""

from collections.abc import Sequence
from typing import Protocol

from loredesk.domain.branches import Branch
from loredesk.domain.ids import BranchId, MessageId, SessionId
from loredesk.domain.listings import LineChange
from loredesk.ui.branches.state import BranchesState


class BranchesView(Protocol):
    """Shows the branches."""

    def show_state(self, state: BranchesState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Branches(Protocol):
    """Keeps the names of lines."""

    async def branches(self, session_id: SessionId) -> Sequence[Branch]:
        """Return the named lines of a session."""
        ...

    async def rename_branch(self, branch_id: BranchId, name: str) -> object:
        """Give a branch another name."""
        ...

    async def drop_branch(self, branch_id: BranchId) -> object:
        """Forget the name of a branch; its messages stay."""
        ...

    async def branch(self, session_id: SessionId, message_id: MessageId, name: str = "") -> Branch:
        """Name the line that ends at a message, and show it."""
        ...

    async def goto(self, session_id: SessionId, message_id: MessageId) -> LineChange:
        """Make the line end at a message."""
        ...


class Moves(Protocol):
    """Moves along the story, and asks first where something would be withdrawn."""

    def act(self, action: str, message_id: MessageId) -> None:
        """Do *action* with a message."""
        ...

    def name(self, message_id: MessageId, name: str) -> None:
        """Give the line that ends at a message a name."""
        ...


class Comparing(Protocol):
    """Compares two ends of the story."""

    def __call__(self, one: MessageId, other: MessageId, /) -> None:
        """Show how the lore differs at *one* and at *other*."""
        ...
