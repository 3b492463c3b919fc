"""How entries, their revisions and their links look in a row."""

from typing import Any

from sqlalchemy import Row

from loredesk.domain.ids import LinkId, LoreId, MessageId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import EntryNames
from loredesk.domain.lore import Link, LoreEntry, LoreRevision, name_key
from loredesk.domain.visibility import Visibility
from loredesk.storage.values import moment, optional_moment, seconds


def revision_of(row: Row[Any]) -> LoreRevision:
    """Return a revision of an entry as it was kept."""
    return LoreRevision(
        revision=row.revision,
        by=row.by,
        created_at=moment(row.created_at),
        fields=row.fields,
        why=row.why,
        note_revision=None if row.note_revision is None else RevisionId(row.note_revision),
    )


def entry_values(entry: LoreEntry) -> dict[str, Any]:
    """Return an entry as its row keeps it."""
    return {
        "id": entry.id,
        "world_id": entry.world_id,
        "handle": entry.handle,
        "title": entry.title,
        "title_key": name_key(entry.title),
        "category": entry.category,
        "content": entry.content,
        "tags": list(entry.tags),
        "aliases": list(entry.aliases),
        "always_on": entry.always_on,
        "is_dynamically_generated": entry.is_dynamically_generated,
        "session_id": entry.session_id,
        "origin_message": entry.origin_message,
        "foreign_json": entry.foreign,
        "revision": entry.revision,
        "created_at": seconds(entry.created_at),
        "updated_at": seconds(entry.updated_at),
        "locked": sorted(entry.locked),
        "deleted_at": None if entry.deleted_at is None else seconds(entry.deleted_at),
        "promoted_from": entry.promoted_from,
        "visibility": entry.visibility.as_json(),
    }


def entry_of(row: Row[Any]) -> LoreEntry:
    """Return an entry as it was kept."""
    return LoreEntry(
        id=LoreId(row.id),
        world_id=WorldId(row.world_id),
        handle=row.handle,
        title=row.title,
        category=row.category,
        content=row.content,
        tags=tuple(row.tags),
        aliases=tuple(row.aliases),
        always_on=row.always_on,
        is_dynamically_generated=row.is_dynamically_generated,
        session_id=None if row.session_id is None else SessionId(row.session_id),
        origin_message=None if row.origin_message is None else MessageId(row.origin_message),
        foreign=row.foreign_json,
        revision=row.revision,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
        locked=frozenset(row.locked),
        deleted_at=optional_moment(row.deleted_at),
        promoted_from=None if row.promoted_from is None else SessionId(row.promoted_from),
        visibility=Visibility.of_json(row.visibility),
    )


def names_of(row: Row[*tuple[Any, ...]]) -> EntryNames:
    """Return what an entry is called."""
    return EntryNames(
        entry_id=LoreId(row.id), names=(row.title, *row.aliases), always_on=row.always_on
    )


def link_of(row: Row[Any]) -> Link:
    """Return a link as it was kept."""
    return Link(
        id=LinkId(row.id),
        world_id=WorldId(row.world_id),
        from_id=LoreId(row.from_id),
        to_id=LoreId(row.to_id),
        relation=row.relation,
        session_id=row.session_id,
        origin_message=row.origin_message,
    )
