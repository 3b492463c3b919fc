"""The branches of all sessions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from loredesk.domain.branches import Branch
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import BranchId, MessageId, SessionId
from loredesk.storage.schema.story import branches, messages
from loredesk.storage.values import moment, seconds


class SqlBranchRepo:
    """The lines that have a name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, branch: Branch) -> None:
        """Keep a new branch."""
        self._connection.execute(
            insert(branches),
            {
                "id": branch.id,
                "session_id": branch.session_id,
                "name": branch.name,
                "tip": branch.tip,
                "created_at": seconds(branch.created_at),
            },
        )

    def get(self, branch_id: BranchId) -> Branch:
        """Return a branch, or refuse with a sentence where there is none."""
        found = self._found(branches.c.id == branch_id)
        if not found:
            hint = "`loredesk branches --session S` lists them."
            raise UserFixableError(f"There is no branch {branch_id!r}.", hint=hint)
        return found[0]

    def of_session(self, session_id: SessionId) -> tuple[Branch, ...]:
        """Return the branches of a session, the oldest first; not those in the trash."""
        return self._found(branches.c.session_id == session_id, messages.c.deleted_at.is_(None))

    def names(self, session_id: SessionId) -> Sequence[str]:
        """Return every name in use, also those of branches in the trash."""
        query = select(branches.c.name).where(branches.c.session_id == session_id)
        return self._connection.execute(query).scalars().all()

    def rename(self, branch_id: BranchId, name: str) -> None:
        """Give a branch another name."""
        self._connection.execute(
            update(branches).where(branches.c.id == branch_id).values(name=name)
        )

    def carry(self, tip: MessageId, new_tip: MessageId) -> None:
        """Let the branches that end at *tip* end at *new_tip*."""
        self._connection.execute(update(branches).where(branches.c.tip == tip).values(tip=new_tip))

    def drop(self, branch_id: BranchId) -> None:
        """Forget a name; the messages stay."""
        self._connection.execute(delete(branches).where(branches.c.id == branch_id))

    def _found(self, *conditions: Any) -> tuple[Branch, ...]:  # noqa: ANN401  # SQL conditions
        query = (
            select(branches, messages.c.turn)
            .join(messages, messages.c.id == branches.c.tip)
            .where(*conditions)
            .order_by(branches.c.created_at, branches.c.id)
        )
        return tuple(map(_branch, self._connection.execute(query)))


def _branch(row: Row[Any]) -> Branch:
    return Branch(
        id=BranchId(row.id),
        session_id=SessionId(row.session_id),
        name=row.name,
        tip=MessageId(row.tip),
        turn=row.turn,
        created_at=moment(row.created_at),
    )
