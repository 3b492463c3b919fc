"""Putting damaged rows aside: nothing that cannot be made again is ever just deleted."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, delete, insert, select, text, update

from loredesk.domain.damage import Key, Quarantined
from loredesk.storage.schema.everything import metadata
from loredesk.storage.schema.work import quarantine
from loredesk.storage.values import moment

DERIVED = frozenset({"documents", "session_notes", "receipts"})
"""Tables that are written anew from others: their rows need not be kept."""
LOOSE = frozenset(
    {
        "lore_entries.origin_message",
        "links.origin_message",
        "manifests.message_id",
        "messages.parent_id",
        "note_revisions.base",
        "note_revisions.carried_from",
        "note_revisions.merge_of",
        "note_revisions.stood_at",
        "note_revisions.withdrawn_with",
        "proposals.base_revision",
        "proposals.edit",
        "redirects.note_revision",
    }
)
"""References that can be let go: the row that has one still says what it says without it."""


def put_aside(
    connection: Connection, kind: str, table: Table, key: Key, *, why: str, at: float
) -> int:
    """Move a row, and what cannot be without it, into quarantine; return how many rows went."""
    if connection.dialect.name == "sqlite":
        # Rows may refer to each other in a circle; what counts is how they stand at the end.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    return _move(connection, kind, (table, key), why, at, set())


def columns_of(table: Table) -> tuple[Column[Any], ...]:
    """Return the columns of the primary key."""
    return tuple(table.primary_key.columns)


def is_row(table: Table, key: Key) -> Any:  # noqa: ANN401  # an SQL condition
    """Return the condition for the row with *key*."""
    return and_(*(column == value for column, value in zip(columns_of(table), key, strict=True)))


def listed(connection: Connection, limit: int) -> tuple[Quarantined, ...]:
    """Return what was put aside, the latest first."""
    query = select(quarantine).order_by(quarantine.c.id.desc()).limit(limit)
    return tuple(
        Quarantined(
            id=row.id,
            at=moment(row.at),
            kind=row.kind,
            table=row.table_name,
            row=row.row,
            why=row.why,
        )
        for row in connection.execute(query)
    )


def _move(
    connection: Connection,
    kind: str,
    place: tuple[Table, Key],
    why: str,
    at: float,
    seen: set[tuple[str, Key]],
) -> int:
    table, key = place
    if (table.name, key) in seen:
        return 0
    seen.add((table.name, key))
    row = _raw(connection, table, key)
    if row is None:
        return 0
    moved = 0
    for child, column, target in _references_to(table):
        moved += _let_go(connection, kind, (child, column, row[target]), why, at, seen)
    if table.name not in DERIVED:
        values = {"at": at, "kind": kind, "table_name": table.name, "why": why}
        connection.execute(insert(quarantine), {**values, "row": json.dumps(row, default=_hex)})
        moved += 1
    connection.execute(delete(table).where(is_row(table, key)))
    return moved


def _let_go(
    connection: Connection,
    kind: str,
    reference: tuple[Table, Column[Any], object],
    why: str,
    at: float,
    seen: set[tuple[str, Key]],
) -> int:
    """Loosen the rows that refer to what goes, or move them along."""
    child, column, value = reference
    if f"{child.name}.{column.name}" in LOOSE:
        connection.execute(update(child).where(column == value).values({column.name: None}))
        return 0
    rows = connection.execute(select(*columns_of(child)).where(column == value)).all()
    along = why if why.endswith("(with it)") else f"{why} (with it)"
    return sum(_move(connection, kind, (child, tuple(row)), along, at, seen) for row in rows)


def _references_to(table: Table) -> list[tuple[Table, Column[Any], str]]:
    return [
        (child, key.parent, key.column.name)
        for child in metadata.sorted_tables
        for key in child.foreign_keys
        if key.column.table is table
    ]


def _raw(connection: Connection, table: Table, key: Key) -> Mapping[str, Any] | None:
    """Return a row as it stands in the file, without reading anything into it."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    columns = columns_of(table)
    where = " AND ".join(f'"{column.name}" = :key{n}' for n, column in enumerate(columns))
    statement = f'SELECT {names} FROM "{table.name}" WHERE {where}'
    values = {f"key{n}": value for n, value in enumerate(key)}
    row = connection.execute(text(statement), values).mappings().first()
    return None if row is None else dict(row)


def _hex(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else repr(value)
