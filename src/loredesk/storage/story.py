"""Worlds and sessions."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from loredesk.domain.errors import UserFixableError
from loredesk.domain.glances import SessionRow, WorldRow
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.messages import LineShift, NarratorTells, Session, TrustRule
from loredesk.storage import lines
from loredesk.storage.ledger import AUTHOR, SqlLedger
from loredesk.storage.schema.lore import lore_entries
from loredesk.storage.schema.story import messages, sessions, worlds
from loredesk.storage.values import moment, seconds


class SqlWorldRepo:
    """The worlds of a home."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

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
        self._ledger.record("add world", world.id, actor=AUTHOR, after={"title": world.title})

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

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def add(self, session: Session) -> None:
        """Keep a new session."""
        self._connection.execute(insert(sessions), {**_session_values(session), "turns": 0})
        self._ledger.record(
            "begin session",
            session.id,
            actor=AUTHOR,
            session_id=session.id,
            after=_options(session),
        )

    def get(self, session_id: SessionId) -> Session:
        """Return a session, or refuse with a sentence where there is none."""
        row = self._connection.execute(select(sessions).where(sessions.c.id == session_id)).first()
        if row is None:
            raise UserFixableError(
                f"There is no session {session_id!r}.", hint="`loredesk sessions` lists them."
            )
        return _session(row)

    def put(self, session: Session) -> None:
        """Keep *session* as it is now; its head is moved with `put_head`."""
        before, after = _options(self.get(session.id)), _options(session)
        self._ledger.record_change(
            "set up session", session.id, before, after, actor=AUTHOR, session_id=session.id
        )
        values = _session_values(session)
        del values["head"]
        self._connection.execute(update(sessions).where(sessions.c.id == session.id).values(values))

    def put_head(self, session_id: SessionId, head: MessageId) -> LineShift:
        """Show the line to *head*; return which messages left the line and which came."""
        shift = lines.show(self._connection, session_id, head)
        turns = select(messages.c.turn).where(messages.c.id == head).scalar_subquery()
        self._connection.execute(
            update(sessions).where(sessions.c.id == session_id).values(head=head, turns=turns)
        )
        return shift

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
        "narrator_tells": session.narrator_tells.value,
        "created_at": seconds(session.created_at),
        "updated_at": seconds(session.updated_at),
    }


def _options(session: Session) -> dict[str, Any]:
    """Return what the author has chosen for a session."""
    return {
        "title": session.title,
        "trust": session.trust.value,
        "simulate_every": session.simulate_every,
        "shows_unreviewed": session.shows_unreviewed,
        "voice": session.voice,
        "narrator_tells": session.narrator_tells.value,
        "chapter_turns": session.chapter_turns,
    }


def _session(row: Row[Any]) -> Session:
    return Session(
        id=SessionId(row.id),
        world_id=WorldId(row.world_id),
        title=row.title,
        head=row.head,
        trust=TrustRule(row.trust),
        simulate_every=row.simulate_every,
        shows_unreviewed=row.shows_unreviewed,
        voice=None if row.voice is None else LoreId(row.voice),
        narrator_tells=NarratorTells(row.narrator_tells),
        chapter_turns=row.chapter_turns,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
    )
