"""The rows of the audit log: bound to each other as they are written, read as they stand."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, insert, or_, select, update
from sqlalchemy.exc import DBAPIError

from loredesk.domain.audit import COLUMNS, AuditEntry, AuditHead, ChainRow, row_hash
from loredesk.domain.ids import LoreId, SessionId
from loredesk.storage.file_faults import is_of_a_text
from loredesk.storage.schema.story import meta
from loredesk.storage.schema.work import audit_log
from loredesk.storage.values import moment

T = TypeVar("T")

HEAD = "audit_head"
"""The small fact that says where the log ends."""

_ROW = tuple(audit_log.c[name] for name in COLUMNS)
_KEPT_HEAD = select(meta.c.value).where(meta.c.key == HEAD)
_HEAD_AND_LAST = select(
    _KEPT_HEAD.with_for_update().scalar_subquery(),
    select(func.max(audit_log.c.seq)).scalar_subquery(),
)


def append(
    connection: Connection, rows: Sequence[Mapping[str, Any]], *, after: str | None = None
) -> None:
    """Write *rows* at the end of the log: one reading and two writings, however many they are.

    They follow the row with the hash *after*, or the one that was written last.
    """
    fact, number, previous = _end(connection)
    if after is not None:
        previous = after
    bound = []
    for row in rows:
        number += 1
        values = {**row, "seq": number}
        previous = row_hash(previous, values)
        bound.append({**values, "hash": previous})
    connection.execute(insert(audit_log), bound)
    left_at = {"value": AuditHead(seq=number, hash=previous).as_fact()}
    if fact is None:
        connection.execute(insert(meta), {"key": HEAD, **left_at})
    else:
        connection.execute(update(meta).where(meta.c.key == HEAD).values(left_at))


def head(connection: Connection) -> AuditHead:
    """Return where the log was left."""
    fact: str | None = _readable(lambda: connection.execute(_KEPT_HEAD).scalar())
    return AuditHead.of_fact(fact or "")


def rows_after(connection: Connection, seq: int, limit: int | None = None) -> tuple[ChainRow, ...]:
    """Return the next rows after *seq* as they stand, also those that cannot be read."""
    page = select(audit_log.c.seq).where(audit_log.c.seq > seq).order_by(audit_log.c.seq)
    query = select(*_ROW, audit_log.c.hash).where(audit_log.c.seq > seq).order_by(audit_log.c.seq)
    rows = _readable(lambda: tuple(map(_chain_row, connection.execute(query.limit(limit)))))
    if rows is not None:
        return rows
    numbers = connection.execute(page.limit(limit)).scalars().all()
    return tuple(_alone(connection, number) for number in numbers)


def entries(
    connection: Connection,
    *,
    subject: str | None,
    session_id: SessionId | None,
    before_seq: int | None,
    limit: int,
) -> tuple[AuditEntry, ...]:
    """Return what was done, the newest first; with a *subject*, also what is about that entry.

    A row that cannot be read is named in its place.
    """
    query = select(*_ROW).order_by(audit_log.c.seq.desc()).limit(limit)
    if subject is not None:
        query = query.where(or_(audit_log.c.subject == subject, audit_log.c.entry_id == subject))
    if session_id is not None:
        query = query.where(audit_log.c.session_id == session_id)
    if before_seq is not None:
        query = query.where(audit_log.c.seq < before_seq)
    found = _readable(lambda: tuple(map(_entry, connection.execute(query))))
    if found is not None:
        return found
    numbers = connection.execute(query.with_only_columns(audit_log.c.seq)).scalars().all()
    return tuple(_entry_alone(connection, number) for number in numbers)


def _end(connection: Connection) -> tuple[str | None, int, str]:
    """Return the head as it is kept, the last number given, and the hash to go on from."""
    fact: str | None
    found = _readable(lambda: connection.execute(_HEAD_AND_LAST).one())
    # A head that cannot even be read must not keep anybody from writing.
    fact, last = found or ("", connection.execute(select(func.max(audit_log.c.seq))).scalar())
    left_at = AuditHead.of_fact(fact or "")
    # The rows may reach further than a head that is damaged: a number is never given twice.
    return fact, max(left_at.seq, last or 0), left_at.hash


def _alone(connection: Connection, number: int) -> ChainRow:
    query = select(*_ROW, audit_log.c.hash).where(audit_log.c.seq == number)
    row = _readable(lambda: _chain_row(connection.execute(query).one()))
    return row or ChainRow(seq=number, values=None, hash="")


def _chain_row(row: Row[*tuple[Any, ...]]) -> ChainRow:
    values = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public name for it
    return ChainRow(seq=row.seq, hash=str(values.pop("hash")), values=values)


def _entry(row: Row[*tuple[Any, ...]]) -> AuditEntry:
    return AuditEntry(
        seq=row.seq,
        at=moment(row.at),
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        session_id=None if row.session_id is None else SessionId(row.session_id),
        entry_id=None if row.entry_id is None else LoreId(row.entry_id),
        why=row.why,
        before=_read(row.before),
        after=_read(row.after),
        details=_read(row.details) or {},
    )


def _entry_alone(connection: Connection, number: int) -> AuditEntry:
    query = select(*_ROW).where(audit_log.c.seq == number)
    return _readable(lambda: _entry(connection.execute(query).one())) or AuditEntry(
        seq=number,
        at=moment(0),
        actor="",
        action="cannot be read",
        subject=f"row {number}",
        session_id=None,
        entry_id=None,
        why="",
        before=None,
        after=None,
        details={},
    )


def _readable(look: Callable[[], T]) -> T | None:
    """Return what *look* finds; None where a value is damaged. What else goes wrong is raised."""
    try:
        return look()
    except DBAPIError as error:
        if is_of_a_text(error):
            return None
        raise
    except (ArithmeticError, OSError, TypeError, ValueError):
        return None  # a moment there never was, or a word for one


def _read(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        return dict(json.loads(text))
    except (ValueError, TypeError):
        return {"unreadable": text}
