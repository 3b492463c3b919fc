"""Worlds, sessions and their messages."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    ScalarSelect,
    Select,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from loredesk.domain.errors import UserFixableError
from loredesk.domain.glances import SessionRow, WorldRow
from loredesk.domain.ids import ManifestId, MessageId, SessionId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.messages import (
    Message,
    MessageState,
    Role,
    Session,
    TrustRule,
    Usage,
)
from loredesk.domain.panel import Panel
from loredesk.storage import lines
from loredesk.storage.schema.lore import lore_entries
from loredesk.storage.schema.story import messages, sessions, worlds
from loredesk.storage.values import moment, seconds


class SqlWorldRepo:
    """The worlds of a home."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, world: World) -> None:
        """Keep a new world."""
        self._connection.execute(
            insert(worlds),
            {
                **asdict(world),
                "panel_fields": list(world.panel_fields),
                "created_at": seconds(world.created_at),
            },
        )

    def get(self, world_id: WorldId) -> World:
        """Return a world, or refuse with a sentence where there is none."""
        row = self._connection.execute(select(worlds).where(worlds.c.id == world_id)).first()
        if row is None:
            raise UserFixableError(
                f"There is no world {world_id!r}.", hint="`loredesk worlds` lists them."
            )
        return _world(row)

    def find(self, name: str) -> World | None:
        """Return the world with *name* as its id or exact title, or None."""
        query = (
            select(worlds)
            .where(or_(worlds.c.id == name, worlds.c.title == name), worlds.c.deleted_at.is_(None))
            .order_by(worlds.c.created_at)
        )
        row = self._connection.execute(query).first()
        return None if row is None else _world(row)

    def rows(self) -> tuple[WorldRow, ...]:
        """Return every world with the number of its canon entries, the oldest first."""
        canon = (
            select(func.count())
            .where(
                lore_entries.c.world_id == worlds.c.id,
                lore_entries.c.session_id.is_(None),
                lore_entries.c.deleted_at.is_(None),
            )
            .scalar_subquery()
        )
        query = select(worlds.c.id, worlds.c.title, canon).where(worlds.c.deleted_at.is_(None))
        return tuple(
            WorldRow(id=WorldId(row[0]), title=row[1], entries=row[2])
            for row in self._connection.execute(query.order_by(worlds.c.created_at))
        )


class SqlSessionRepo:
    """The sessions of a home."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        """Keep a new session."""
        self._connection.execute(insert(sessions), {**_session_values(session), "turns": 0})

    def get(self, session_id: SessionId) -> Session:
        """Return a session, or refuse with a sentence where there is none."""
        row = self._connection.execute(select(sessions).where(sessions.c.id == session_id)).first()
        if row is None:
            raise UserFixableError(
                f"There is no session {session_id!r}.", hint="`loredesk sessions` lists them."
            )
        return _session(row)

    def put(self, session: Session) -> None:
        """Keep *session* as it is now."""
        self._connection.execute(
            update(sessions).where(sessions.c.id == session.id).values(_session_values(session))
        )

    def put_head(self, session_id: SessionId, head: MessageId, turns: int) -> None:
        """Keep which leaf a session shows, and how many turns lead to it."""
        self._connection.execute(
            update(sessions).where(sessions.c.id == session_id).values(head=head, turns=turns)
        )

    def rows(self, world_id: WorldId | None = None) -> tuple[SessionRow, ...]:
        """Return the sessions of a world, or of all, the newest first."""
        query = (
            select(sessions)
            .join(worlds, worlds.c.id == sessions.c.world_id)
            .where(sessions.c.deleted_at.is_(None), worlds.c.deleted_at.is_(None))
            .order_by(sessions.c.updated_at.desc(), sessions.c.id)
        )
        if world_id is not None:
            query = query.where(sessions.c.world_id == world_id)
        return tuple(
            SessionRow(
                id=SessionId(row.id),
                world_id=WorldId(row.world_id),
                title=row.title,
                head=row.head,
                turns=row.turns,
            )
            for row in self._connection.execute(query)
        )


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
        self._connection.execute(insert(messages), _message_values(numbered))
        return numbered

    def put(self, message: Message) -> None:
        """Keep *message* as it is now."""
        self._connection.execute(
            update(messages).where(messages.c.id == message.id).values(_message_values(message))
        )

    def get(self, message_id: MessageId) -> Message:
        """Return a message, or refuse with a sentence where there is none."""
        row = self._connection.execute(select(messages).where(messages.c.id == message_id)).first()
        if row is None:
            hint = "`loredesk messages --session S --all` lists them."
            raise UserFixableError(f"There is no message {message_id!r}.", hint=hint)
        return _message(row)

    def of_session(self, session_id: SessionId) -> tuple[Message, ...]:
        """Return the whole tree of a session in the order of writing."""
        query = select(messages).where(messages.c.session_id == session_id).order_by(messages.c.seq)
        return tuple(map(_message, self._connection.execute(query)))

    def line(self, head: MessageId | None) -> tuple[Message, ...]:
        """Return the path from the root to *head*."""
        if head is None:
            return ()
        ids = line_to(head).subquery()
        query = (
            select(messages).join(ids, messages.c.id == ids.c.id).order_by(ids.c.distance.desc())
        )
        return tuple(map(_message, self._connection.execute(query)))

    def line_ids(self, head: MessageId | None) -> frozenset[MessageId]:
        """Return the ids of the messages from the root to *head*."""
        if head is None:
            return frozenset()
        rows = self._connection.execute(line_to(head))
        return frozenset(MessageId(row.id) for row in rows)

    def line_turns(self, head: MessageId | None) -> Mapping[MessageId, int]:
        """Return the messages from the root to *head*, each with the number of its turn."""
        return lines.line_turns(self._connection, head)

    def replies_to(self, message_id: MessageId) -> int:
        """Return how many messages answer *message_id*, on any line."""
        return lines.replies_to(self._connection, message_id)

    def turn_of(self, message_id: MessageId) -> int:
        """Return the number of the turn *message_id* belongs to."""
        return self.line_turns(message_id).get(message_id, 0)

    def arriving(self) -> tuple[Message, ...]:
        """Return the replies that were arriving when the program ended."""
        query = select(messages).where(messages.c.state == MessageState.ARRIVING)
        return tuple(map(_message, self._connection.execute(query)))


def line_to(head: str | ScalarSelect[Any]) -> Select[Any]:
    """Return the query for the ids from *head* up to the root, with the distance from *head*."""
    path = (
        select(messages.c.id, messages.c.parent_id, literal(0).label("distance"))
        .where(messages.c.id == head)
        .cte(recursive=True)
    )
    above = select(messages.c.id, messages.c.parent_id, path.c.distance + 1).join(
        path, messages.c.id == path.c.parent_id
    )
    path = path.union_all(above)
    return select(path.c.id, path.c.distance)


def _world(row: Row[Any]) -> World:
    values = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public name for it
    del values["deleted_at"]
    values["panel_fields"] = tuple(values["panel_fields"])
    values["created_at"] = moment(values["created_at"])
    return World(**values)


def _session_values(session: Session) -> dict[str, Any]:
    return {
        **asdict(session),
        "trust": session.trust.value,
        "created_at": seconds(session.created_at),
        "updated_at": seconds(session.updated_at),
    }


def _session(row: Row[Any]) -> Session:
    return Session(
        id=SessionId(row.id),
        world_id=WorldId(row.world_id),
        title=row.title,
        head=row.head,
        trust=TrustRule(row.trust),
        simulate_every=row.simulate_every,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
    )


def _message_values(message: Message) -> dict[str, Any]:
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
    )


def _panel(values: dict[str, Any]) -> Panel:
    present: Iterable[str] = values["present"]
    return Panel(**{**values, "present": tuple(present)})
