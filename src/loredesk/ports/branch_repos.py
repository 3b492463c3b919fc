"""What Loredesk keeps of branches."""

from collections.abc import Sequence
from typing import Protocol

from loredesk.domain.branches import Branch
from loredesk.domain.ids import BranchId, MessageId, SessionId


class BranchRepo(Protocol):
    """The lines that have a name."""

    def add(self, branch: Branch) -> None:
        """Keep a new branch."""
        ...

    def get(self, branch_id: BranchId) -> Branch:
        """Return a branch, or refuse with a sentence where there is none."""
        ...

    def of_session(self, session_id: SessionId) -> tuple[Branch, ...]:
        """Return the branches of a session, the oldest first; not those in the trash."""
        ...

    def names(self, session_id: SessionId) -> Sequence[str]:
        """Return every name in use, also those of branches in the trash."""
        ...

    def rename(self, branch_id: BranchId, name: str) -> None:
        """Give a branch another name."""
        ...

    def carry(self, tip: MessageId, new_tip: MessageId) -> None:
        """Let the branches that end at *tip* end at *new_tip*."""
        ...

    def drop(self, branch_id: BranchId) -> None:
        """Forget a name; the messages stay."""
        ...
