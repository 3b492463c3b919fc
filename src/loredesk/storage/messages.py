"""The messages of all sessions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId
from loredesk.domain.messages import LineShift, Message, MessageState, Role, Usage
from loredesk.domain.panel import Panel
from loredesk.storage import lines, pruning
from loredesk.storage.schema.story import messages
from loredesk.storage.values import moment, optional_moment, seconds


class SqlMessageRepo:
    """The message trees of all sessions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: Message) -> Message:
        """Keep a new message and return it with its sequence number."""
        last = select(func.coalesce(func.max(messages.c.seq), 0)).where(
            messages.c.session_id == message.session_id
        )
        numbered = replace(message, seq=self._connection.execute(last).scalar_one() + 1)
        place = lines.place_below(self._connection, message.parent_id, message.role)
        self._connection.execute(insert(messages), {**_values(numbered), **place, "on_line": False})
        return numbered

    def put(self, message: Message) -> None:
        """Keep *message* as it is now; where it hangs in the tree never changes."""
        self._connection.execute(
            update(messages).where(messages.c.id == message.id).values(_values(message))
        )

    def get(self, message_id: MessageId) -> Message:
        """Return a message, or refuse with a sentence where there is none."""
        row = self._connection.execute(select(messages).where(messages.c.id == message_id)).first()
        if row is None:
            hint = "`loredesk messages --session S --all` lists them."
            raise UserFixableError(f"There is no message {message_id!r}.", hint=hint)
        return _message(row)

    def of_session(self, session_id: SessionId, *, trash: bool = False) -> tuple[Message, ...]:
        """Return the whole tree of a session in the order of writing, or with what was deleted."""
        query = select(messages).where(messages.c.session_id == session_id).order_by(messages.c.seq)
        if not trash:
            query = query.where(messages.c.deleted_at.is_(None))
        return tuple(map(_message, self._connection.execute(query)))

    def line(self, head: MessageId | None, *, last: int | None = None) -> tuple[Message, ...]:
        """Return the path from the root to *head*, or only the *last* messages of it."""
        if head is None:
            return ()
        path = lines.path_to(head, last)
        query = select(messages).join(path, messages.c.id == path.c.id).order_by(messages.c.depth)
        return tuple(map(_message, self._connection.execute(query)))

    def stretch(self, first: MessageId, last: MessageId) -> tuple[Message, ...]:
        """Return the messages from *first* to *last*, which comes after it on some line."""
        query = select(messages.c.id, messages.c.depth).where(messages.c.id.in_((first, last)))
        depths = {row.id: row.depth for row in self._connection.execute(query)}
        return self.line(last, last=depths[last] - depths[first] + 1)

    def path(self, head: MessageId) -> tuple[MessageId, ...]:
        """Return the ids of the messages from the root to *head*, in order."""
        path = lines.path_to(head)
        query = select(messages.c.id).join(path, messages.c.id == path.c.id)
        ordered = query.order_by(messages.c.depth)
        return tuple(map(MessageId, self._connection.execute(ordered).scalars()))

    def on_line(self, message_ids: Collection[MessageId]) -> frozenset[MessageId]:
        """Return those of *message_ids* that are on the line their session shows."""
        return lines.on_line(self._connection, message_ids)

    def shift_to(self, session_id: SessionId, head: MessageId) -> LineShift:
        """Return what would leave the line and what would come, were *head* shown."""
        return lines.shift_to(self._connection, session_id, head)

    def line_of_entry(
        self, session_id: SessionId, entry_id: LoreId, shift: LineShift | None = None
    ) -> Mapping[MessageId, int]:
        """Return the messages on the line that an entry's notes and proposals rest on, by turn.

        With *shift*: on the line as it would be then.
        """
        return lines.line_of_entry(self._connection, session_id, entry_id, shift or LineShift())

    def entries_resting_on(self, message_ids: Collection[MessageId]) -> tuple[LoreId, ...]:
        """Return the entries whose note may read differently where *message_ids* do not count."""
        return lines.entries_resting_on(self._connection, message_ids)

    def replies_to(self, message_id: MessageId) -> int:
        """Return how many messages of the narrator follow *message_id*, on any line."""
        return lines.replies_to(self._connection, message_id)

    def turn_of(self, message_id: MessageId) -> int:
        """Return the number of the turn *message_id* belongs to; 0 where there is none."""
        query = select(messages.c.turn).where(messages.c.id == message_id)
        return self._connection.execute(query).scalar() or 0

    def depth_of(self, message_id: MessageId) -> int:
        """Return how many messages stand above *message_id*; 0 where there is none."""
        query = select(messages.c.depth).where(messages.c.id == message_id)
        return self._connection.execute(query).scalar() or 0

    def put_in_trash(self, message_id: MessageId, when: datetime) -> None:
        """Put a message and all below it into the trash, as one."""
        pruning.put_in_trash(self._connection, message_id, when)

    def take_from_trash(self, message_id: MessageId) -> None:
        """Bring a message back with what went along with it, and everything it hangs on."""
        pruning.take_from_trash(self._connection, message_id)

    def deleted(self, session_id: SessionId) -> frozenset[MessageId]:
        """Return the messages of a session that were deleted themselves, not with another."""
        query = select(messages.c.id).where(
            messages.c.session_id == session_id,
            messages.c.deleted_at.is_not(None),
            messages.c.deleted_with == messages.c.id,
        )
        return frozenset(map(MessageId, self._connection.execute(query).scalars()))

    def newest_below(self, message_id: MessageId) -> MessageId:
        """Return the message below *message_id* that was written last, or itself."""
        return pruning.newest_below(self._connection, message_id)

    def is_arriving_below(self, message_id: MessageId) -> bool:
        """Return whether a message, or one below it, is still arriving."""
        return pruning.is_arriving_below(self._connection, message_id)

    def other_take(self, message: Message) -> MessageId | None:
        """Return the newest other take of *message*, or None."""
        return pruning.other_take(self._connection, message)

    def arriving(self) -> tuple[Message, ...]:
        """Return the replies that were arriving when the program ended."""
        query = select(messages).where(messages.c.state == MessageState.ARRIVING.value)
        return tuple(map(_message, self._connection.execute(query)))


def _values(message: Message) -> dict[str, Any]:
    panel = message.panel
    return {
        "id": message.id,
        "session_id": message.session_id,
        "parent_id": message.parent_id,
        "seq": message.seq,
        "role": message.role.value,
        "speaker": message.speaker,
        "text": message.text,
        "panel": None if panel is None else {**asdict(panel), "present": list(panel.present)},
        "state": message.state.value,
        "manifest_id": message.manifest_id,
        "usage": asdict(message.usage),
        "model": message.model,
        "created_at": seconds(message.created_at),
    }


def _message(row: Row[Any]) -> Message:
    return Message(
        id=MessageId(row.id),
        session_id=SessionId(row.session_id),
        parent_id=row.parent_id,
        seq=row.seq,
        role=Role(row.role),
        speaker=row.speaker,
        text=row.text,
        panel=None if row.panel is None else _panel(row.panel),
        state=MessageState(row.state),
        manifest_id=None if row.manifest_id is None else ManifestId(row.manifest_id),
        usage=Usage(**row.usage),
        model=row.model,
        created_at=moment(row.created_at),
        deleted_at=optional_moment(row.deleted_at),
    )


def _panel(values: dict[str, Any]) -> Panel:
    present: Iterable[str] = values["present"]
    return Panel(**{**values, "present": tuple(present)})
