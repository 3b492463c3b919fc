"""What the author has put in the trash. Nothing in it leaves the file."""

from datetime import datetime

from sqlalchemy import Connection, exists, or_, select, union_all, update
from sqlalchemy.sql.expression import literal

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import TrashItem
from loredesk.domain.proposals import ProposalState
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.schema.lore import lore_entries, proposals, session_notes
from loredesk.storage.schema.story import sessions, worlds
from loredesk.storage.values import moment, seconds


class SqlTrashRepo:
    """Marks what is in the trash, and lists it."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def put_entry(self, entry_id: LoreId, when: datetime | None) -> None:
        """Keep since when an entry is in the trash; None takes it out again."""
        change = update(lore_entries).where(lore_entries.c.id == entry_id)
        self._connection.execute(change.values(deleted_at=_since(when)))
        self._ledger.record(f"{_verb(when)} entry", entry_id)

    def put_session(self, session_id: SessionId, when: datetime | None) -> None:
        """Keep since when a session is in the trash; None takes it out again."""
        change = update(sessions).where(sessions.c.id == session_id)
        self._connection.execute(change.values(deleted_at=_since(when)))
        self._ledger.record(f"{_verb(when)} session", session_id, session_id=session_id)

    def put_world(self, world_id: WorldId, when: datetime | None) -> None:
        """Keep since when a world is in the trash; None takes it out again."""
        change = update(worlds).where(worlds.c.id == world_id)
        self._connection.execute(change.values(deleted_at=_since(when)))
        self._ledger.record(f"{_verb(when)} world", world_id)

    def has_session(self, session_id: SessionId) -> bool:
        """Return whether a session is in the trash, by itself or with its world."""
        query = (
            select(sessions.c.id)
            .join(worlds, worlds.c.id == sessions.c.world_id)
            .where(
                sessions.c.id == session_id,
                or_(sessions.c.deleted_at.is_not(None), worlds.c.deleted_at.is_not(None)),
            )
        )
        return self._connection.execute(query).first() is not None

    def has_world(self, world_id: WorldId) -> bool:
        """Return whether a world is in the trash."""
        query = select(worlds.c.deleted_at).where(worlds.c.id == world_id)
        return self._connection.execute(query).scalar() is not None

    def has_entry(self, entry_id: str) -> bool:
        """Return whether an entry is in the trash."""
        query = select(lore_entries.c.deleted_at).where(lore_entries.c.id == entry_id)
        return self._connection.execute(query).scalar() is not None

    def sessions_of(self, world_id: WorldId) -> tuple[SessionId, ...]:
        """Return the sessions of a world that are not in the trash by themselves."""
        query = select(sessions.c.id).where(
            sessions.c.world_id == world_id, sessions.c.deleted_at.is_(None)
        )
        return tuple(SessionId(row.id) for row in self._connection.execute(query))

    def noted_in(self, entry_id: LoreId, *, trash: bool = False) -> tuple[SessionId, ...]:
        """Return the sessions in which an entry has a note in force; with *trash* all of them."""
        query = (
            select(session_notes.c.session_id)
            .join(sessions, sessions.c.id == session_notes.c.session_id)
            .where(session_notes.c.entry_id == entry_id)
            .order_by(session_notes.c.session_id)
        )
        if not trash:
            query = query.where(sessions.c.deleted_at.is_(None))
        return tuple(SessionId(row.session_id) for row in self._connection.execute(query))

    def items(self, world_id: WorldId | None = None) -> tuple[TrashItem, ...]:
        """Return what is in the trash, the latest first; of a world, or of the whole home.

        A newcomer whose acceptance was taken back is not listed: its proposal is open again.
        """
        undecided = exists().where(
            proposals.c.entry_id == lore_entries.c.id,
            proposals.c.kind == "create entity",
            proposals.c.state != ProposalState.ACCEPTED.value,
        )
        queries = [
            select(
                literal(kind).label("kind"),
                table.c.id,
                table.c.title,
                table.c.deleted_at,
                (table.c.id if table is worlds else table.c.world_id).label("world_id"),
            ).where(table.c.deleted_at.is_not(None))
            for kind, table in (("world", worlds), ("session", sessions), ("entry", lore_entries))
        ]
        queries[2] = queries[2].where(~undecided)
        everything = union_all(*queries).subquery()
        query = select(everything).order_by(everything.c.deleted_at.desc(), everything.c.id)
        if world_id is not None:
            query = query.where(everything.c.world_id == world_id)
        return tuple(
            TrashItem(
                kind=row.kind,
                id=row.id,
                title=row.title,
                world_id=WorldId(row.world_id),
                deleted_at=moment(row.deleted_at),
            )
            for row in self._connection.execute(query)
        )


def _since(when: datetime | None) -> float | None:
    return None if when is None else seconds(when)


def _verb(when: datetime | None) -> str:
    return "restore" if when is None else "delete"
