"""Lore entries, their revisions and their links."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select, update

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LinkId, LoreId, MessageId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import EntryNames
from loredesk.domain.lore import Link, LoreEntry, LoreRevision, handle_letter
from loredesk.storage.ledger import AUTHOR, SqlLedger
from loredesk.storage.lore_books import record_entry, record_link
from loredesk.storage.lore_rows import entry_of, entry_values, link_of, names_of, revision_of
from loredesk.storage.schema.lore import links, lore_entries, lore_revisions
from loredesk.storage.slices import slices
from loredesk.storage.values import seconds
from loredesk.storage.visible import is_canon, own_on_line, visible_in

_NAMES = select(
    lore_entries.c.id, lore_entries.c.title, lore_entries.c.aliases, lore_entries.c.always_on
)
_REVISED_FIELDS = (
    "title",
    "category",
    "content",
    "tags",
    "aliases",
    "always_on",
    "visibility",
)


class SqlLoreRepo:
    """The lore of all worlds."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def add(self, entry: LoreEntry, *, by: str) -> None:
        """Keep a new entry as its first revision."""
        values = entry_values(entry)
        self._connection.execute(insert(lore_entries), values)
        self._keep_revision(entry, by)
        record_entry(self._ledger, "add entry", entry, None, by)

    def put(
        self,
        entry: LoreEntry,
        *,
        by: str,
        why: str = "",
        note_revision: RevisionId | None = None,
    ) -> None:
        """Keep *entry* as it is now, as a new revision; its number must have grown by one."""
        values = entry_values(entry)
        before = self.find_id(entry.id)
        changed = self._connection.execute(
            update(lore_entries)
            .where(lore_entries.c.id == entry.id, lore_entries.c.revision == entry.revision - 1)
            .values(values)
        )
        if changed.rowcount != 1:
            hint = "Reload the entry to see the newer text; yours is still in the form."
            raise UserFixableError(f"{entry.title!r} was changed meanwhile.", hint=hint)
        self._keep_revision(entry, by, why, note_revision)
        record_entry(self._ledger, "edit entry", entry, before, by, why)

    def put_locked(self, entry_id: LoreId, locked: Collection[str]) -> None:
        """Keep which fields of an entry are locked; that is no revision of it."""
        before = self.get(entry_id)
        change = update(lore_entries).where(lore_entries.c.id == entry_id)
        self._connection.execute(change.values(locked=sorted(locked)))
        after = replace(before, locked=frozenset(locked))
        record_entry(self._ledger, "lock entry", after, before, AUTHOR)

    def revisions(self, entry_id: LoreId) -> tuple[LoreRevision, ...]:
        """Return every revision of an entry, in order."""
        query = select(lore_revisions).where(lore_revisions.c.entry_id == entry_id)
        rows = self._connection.execute(query.order_by(lore_revisions.c.revision))
        return tuple(map(revision_of, rows))

    def get(self, entry_id: LoreId) -> LoreEntry:
        """Return an entry, or refuse with a sentence where there is none."""
        entry = self.find_id(entry_id)
        if entry is None:
            hint = "`loredesk lore list` lists the entries."
            raise UserFixableError(f"There is no entry {entry_id!r}.", hint=hint)
        return entry

    def find_id(self, entry_id: str) -> LoreEntry | None:
        """Return the entry with this id, or None."""
        query = select(lore_entries).where(lore_entries.c.id == entry_id)
        row = self._connection.execute(query).first()
        return None if row is None else entry_of(row)

    def find(
        self, name: str, world_id: WorldId | None = None, *, deleted: bool = False
    ) -> tuple[LoreEntry, ...]:
        """Return the entries with *name* as their id, handle or exact title.

        Those in the trash are found only where *deleted* asks for them, and then no others.
        """
        named = or_(
            lore_entries.c.id == name, lore_entries.c.handle == name, lore_entries.c.title == name
        )
        gone = lore_entries.c.deleted_at
        query = select(lore_entries).where(named, gone.is_not(None) if deleted else gone.is_(None))
        if world_id is not None:
            query = query.where(lore_entries.c.world_id == world_id)
        return tuple(map(entry_of, self._connection.execute(query.order_by(lore_entries.c.id))))

    def many(self, entry_ids: Sequence[LoreId]) -> dict[LoreId, LoreEntry]:
        """Return the entries of *entry_ids* by id; unknown ids are missing."""
        query = select(lore_entries).where(lore_entries.c.id.in_(entry_ids))
        return {LoreId(row.id): entry_of(row) for row in self._connection.execute(query)}

    def visible(
        self, world_id: WorldId, session_id: SessionId | None, *, head: MessageId | None = None
    ) -> tuple[LoreEntry, ...]:
        """Return canon and, with a session, its own entries whose origin is on its line.

        With *head*, on the line to that message. What is in the trash or merged into another
        entry is not among them.
        """
        query = (
            select(lore_entries)
            .where(visible_in(world_id, head, session_id))
            .order_by(lore_entries.c.title_key, lore_entries.c.id)
        )
        return tuple(map(entry_of, self._connection.execute(query)))

    def names(
        self, world_id: WorldId, *, only: Sequence[LoreId] | None = None
    ) -> tuple[EntryNames, ...]:
        """Return the names of the canon entries of a world, or of those among *only*."""
        query = _NAMES.where(lore_entries.c.world_id == world_id, is_canon())
        if only is not None:
            query = query.where(lore_entries.c.id.in_(only))
        return tuple(map(names_of, self._connection.execute(query)))

    def own_names(self, session_id: SessionId) -> tuple[EntryNames, ...]:
        """Return the names of a session's own entries that are seen on its line."""
        query = _NAMES.where(own_on_line(None, session_id))
        return tuple(map(names_of, self._connection.execute(query)))

    def own_entries(self, session_id: SessionId) -> tuple[LoreEntry, ...]:
        """Return every entry of the session itself, whether or not its origin is on the line."""
        query = select(lore_entries).where(lore_entries.c.session_id == session_id)
        return tuple(map(entry_of, self._connection.execute(query.order_by(lore_entries.c.id))))

    def arrived_with(
        self, session_id: SessionId, message_ids: Collection[MessageId]
    ) -> tuple[LoreEntry, ...]:
        """Return the session's own entries that first appeared in one of *message_ids*.

        Those in the trash are not among them.
        """
        found: list[LoreEntry] = []
        for some in slices(sorted(message_ids)):
            query = select(lore_entries).where(lore_entries.c.origin_message.in_(some))
            found.extend(map(entry_of, self._connection.execute(query)))
        # Those promoted to canon have an origin too. Asked for in SQL, a planner would look through
        # all entries of the session.
        own = (one for one in found if one.session_id == session_id and one.deleted_at is None)
        return tuple(sorted(own, key=lambda one: one.id))

    def next_handle(self, world_id: WorldId, category: str) -> str:
        """Return the next free handle for an entry of *category*."""
        letter = handle_letter(category)
        number = func.cast(func.substr(lore_entries.c.handle, 2), lore_entries.c.revision.type)
        query = select(func.coalesce(func.max(number), 0)).where(
            lore_entries.c.world_id == world_id, lore_entries.c.handle.like(f"{letter}%")
        )
        return f"{letter}{self._connection.execute(query).scalar_one() + 1}"

    def add_link(self, link: Link) -> None:
        """Keep a new link."""
        self._connection.execute(
            insert(links),
            {
                "id": link.id,
                "world_id": link.world_id,
                "from_id": link.from_id,
                "to_id": link.to_id,
                "relation": link.relation,
                "session_id": link.session_id,
                "origin_message": link.origin_message,
            },
        )
        record_link(self._ledger, "add link", link)

    def put_link(self, link_id: LinkId, *, session_id: SessionId | None) -> None:
        """Keep which session a link belongs to; None makes it canon."""
        change = update(links).where(links.c.id == link_id)
        self._connection.execute(change.values(session_id=session_id))
        self._ledger.record(
            "move link", link_id, session_id=session_id, after={"session_id": session_id}
        )

    def drop_links(self, link_ids: Collection[LinkId], *, at: datetime | None) -> None:
        """Keep since when links are in the trash; None takes them out again."""
        change = update(links).where(links.c.id.in_(link_ids))
        self._connection.execute(change.values(deleted_at=None if at is None else seconds(at)))
        for link_id in link_ids:
            self._ledger.record("restore link" if at is None else "delete link", link_id)

    def links_of(self, entry_ids: Sequence[LoreId], *, deleted: bool = False) -> tuple[Link, ...]:
        """Return the links from or to any of *entry_ids*, or those of them in the trash."""
        touching = or_(links.c.from_id.in_(entry_ids), links.c.to_id.in_(entry_ids))
        gone = links.c.deleted_at
        query = select(links).where(touching, gone.is_not(None) if deleted else gone.is_(None))
        return tuple(map(link_of, self._connection.execute(query.order_by(links.c.id))))

    def _keep_revision(
        self,
        entry: LoreEntry,
        by: str,
        why: str = "",
        note_revision: RevisionId | None = None,
    ) -> None:
        values = entry_values(entry)
        self._connection.execute(
            insert(lore_revisions),
            {
                "entry_id": entry.id,
                "revision": entry.revision,
                "fields": {name: values[name] for name in _REVISED_FIELDS},
                "by": by,
                "created_at": seconds(entry.updated_at),
                "why": why,
                "note_revision": note_revision,
            },
        )
