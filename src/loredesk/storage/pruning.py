"""Parts of a message tree: what hangs below a message, and what of it is in the trash."""

from datetime import datetime

from sqlalchemy import CTE, Connection, select, update

from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Message, MessageState
from loredesk.storage.schema.story import messages
from loredesk.storage.values import seconds


def put_in_trash(connection: Connection, message_id: MessageId, when: datetime) -> None:
    """Put a message and all below it into the trash, as one; what is there already stays so."""
    here = select(_below(message_id).c.id)
    connection.execute(
        update(messages)
        .where(messages.c.id.in_(here), messages.c.deleted_at.is_(None))
        .values(deleted_at=seconds(when), deleted_with=message_id)
    )


def take_from_trash(connection: Connection, message_id: MessageId) -> None:
    """Bring a message back with what went along with it, and everything it hangs on."""
    at: str | None = message_id
    while at is not None:
        query = select(messages.c.deleted_with).where(messages.c.id == at)
        cause = connection.execute(query).scalar()
        if cause is None:
            return
        below = select(_below(cause).c.id)
        connection.execute(
            update(messages)
            .where(messages.c.id.in_(below), messages.c.deleted_with == cause)
            .values(deleted_at=None, deleted_with=None)
        )
        above = select(messages.c.parent_id).where(messages.c.id == cause)
        at = connection.execute(above).scalar()


def newest_below(connection: Connection, message_id: MessageId) -> MessageId:
    """Return the message below *message_id* that was written last, or itself."""
    query = (
        select(messages.c.id)
        .where(messages.c.id.in_(select(_below(message_id).c.id)), messages.c.deleted_at.is_(None))
        .order_by(messages.c.seq.desc())
        .limit(1)
    )
    return MessageId(connection.execute(query).scalar() or message_id)


def is_arriving_below(connection: Connection, message_id: MessageId) -> bool:
    """Return whether a message, or one below it, is still arriving."""
    query = select(messages.c.id).where(
        messages.c.id.in_(select(_below(message_id).c.id)),
        messages.c.state == MessageState.ARRIVING.value,
        messages.c.deleted_at.is_(None),
    )
    return connection.execute(query.limit(1)).first() is not None


def other_take(connection: Connection, message: Message) -> MessageId | None:
    """Return the newest other take of *message*, or None."""
    query = (
        select(messages.c.id)
        .where(
            messages.c.session_id == message.session_id,
            messages.c.parent_id == message.parent_id,
            messages.c.role == message.role.value,
            messages.c.id != message.id,
            messages.c.deleted_at.is_(None),
        )
        .order_by(messages.c.seq.desc())
        .limit(1)
    )
    name = connection.execute(query).scalar()
    return None if name is None else MessageId(name)


def _below(message_id: str) -> CTE:
    tree = select(messages.c.id).where(messages.c.id == message_id).cte(recursive=True)
    children = select(messages.c.id).join(tree, messages.c.parent_id == tree.c.id)
    return tree.union_all(children)
