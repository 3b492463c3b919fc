"""The documents that are searched, against the entries and notes they are made of."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

from loredesk.domain.damage import (
    MISSING_DOCUMENTS,
    NO_VECTOR,
    STALE_DOCUMENTS,
    UNWANTED_DOCUMENTS,
    Circumstances,
    Damage,
)
from loredesk.domain.documents import passages, text_hash
from loredesk.storage.checks.check import Check

_ONCE = 500

# What is in the trash, alone or with its world or session, is not searched; a newcomer only where
# its origin is on the line; an entry has a document of a session's own where it has a note there.
_WANTED = (
    "SELECT e.id AS entry_id, NULL AS session_id, e.title, e.content, '' AS note,"
    " 'lore:' || e.revision AS revision"
    " FROM lore_entries e JOIN worlds w ON w.id = e.world_id WHERE e.session_id IS NULL"
    "  AND e.deleted_at IS NULL AND w.deleted_at IS NULL AND e.id > :part AND e.id <= :last"
    " UNION ALL"
    " SELECT e.id, s.id, e.title, e.content, coalesce(n.note_content, ''),"
    " coalesce(n.revision, 'lore:' || e.revision)"
    " FROM lore_entries e JOIN worlds w ON w.id = e.world_id JOIN sessions s"
    "  ON s.world_id = e.world_id AND (e.session_id IS NULL OR e.session_id = s.id)"
    " LEFT JOIN session_notes n ON n.entry_id = e.id AND n.session_id = s.id"
    " LEFT JOIN messages m ON m.id = e.origin_message"
    " WHERE (n.entry_id IS NOT NULL OR e.session_id IS NOT NULL)"
    "  AND e.deleted_at IS NULL AND w.deleted_at IS NULL AND s.deleted_at IS NULL"
    "  AND (e.session_id IS NULL OR e.origin_message IS NULL OR m.on_line)"
    "  AND e.id > :part AND e.id <= :last"
)
_KEPT = (
    "SELECT entry_id, session_id, text, revision, text_hash FROM documents"
    " WHERE entry_id > :part AND entry_id <= :last ORDER BY entry_id, session_id, passage"
)
_WITHOUT_VECTOR = (
    "SELECT DISTINCT d.entry_id, d.session_id FROM documents d WHERE NOT EXISTS"
    " (SELECT 1 FROM embeddings v WHERE v.text_hash = d.text_hash AND v.model = :model)"
    " AND NOT EXISTS (SELECT 1 FROM maintenance_queue t WHERE t.dedupe_key ="
    "  'document:' || coalesce(d.session_id, '-') || ':' || d.entry_id"
    "  AND t.status IN ('pending', 'processing', 'parked', 'failed'))"
)


def _parts(connection: Connection) -> Sequence[str]:
    query = "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM lore_entries)"
    ends = connection.execute(text(f"{query} WHERE n % {_ONCE} = 0")).scalars()
    return ("", *map(str, ends))


def _differing(connection: Connection, part: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield (entry, session, kind) of every document that is not as it must be."""
    ids = "SELECT id FROM lore_entries WHERE id > :part ORDER BY id LIMIT 1 OFFSET :most"
    last = connection.execute(text(ids), {"part": part, "most": _ONCE - 1}).scalar()
    if last is None:
        last = connection.execute(text("SELECT max(id) FROM lore_entries")).scalar() or ""
    here = {"part": part, "last": last}
    kept: dict[tuple[str, str | None], list[tuple[str, str, str]]] = {}
    for row in connection.execute(text(_KEPT), here):
        whole = (row.text, row.revision, row.text_hash)
        kept.setdefault((row.entry_id, row.session_id), []).append(whole)
    for row in connection.execute(text(_WANTED), here):
        found = kept.pop((row.entry_id, row.session_id), None)
        if found is None:
            yield row.entry_id, row.session_id, MISSING_DOCUMENTS
        elif found != _right(row):
            yield row.entry_id, row.session_id, STALE_DOCUMENTS
    for entry_id, session_id in kept:
        yield entry_id, session_id, UNWANTED_DOCUMENTS


def _right(row: Row[Any]) -> list[tuple[str, str, str]]:
    texts = passages(row.title, row.content, row.note)
    return [(one, row.revision, text_hash(one)) for one in texts]


def _check(kind: str, why: str) -> Check:
    def look(connection: Connection, part: str, _here: Circumstances) -> list[Damage]:
        return [
            Damage(table="documents", key=(entry_id, session_id), why=why)
            for entry_id, session_id, found in _differing(connection, part)
            if found == kind
        ]

    return Check(kind=kind, look=look, parts=_parts)


def _without_vector(connection: Connection, _part: str, here: Circumstances) -> Iterator[Damage]:
    if not here.model:
        return
    for row in connection.execute(text(_WITHOUT_VECTOR), {"model": here.model}):
        why = "has no vector, and nothing is going to make one"
        yield Damage(table="documents", key=(row.entry_id, row.session_id), why=why)


CHECKS = (
    _check(UNWANTED_DOCUMENTS, "is found, though its entry is not seen there"),
    _check(MISSING_DOCUMENTS, "is missing, though its entry is seen"),
    _check(STALE_DOCUMENTS, "says something else than its entry and its note"),
    Check(kind=NO_VECTOR, look=_without_vector),
)
"""Mended by the keeper of documents, which queues what has to be embedded."""
