"""Waiting tasks that leave the line with their message, and come back with it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text

from loredesk.domain.ids import MessageId
from loredesk.domain.tasks import TaskStatus
from loredesk.storage.queue_sql import COLUMNS
from loredesk.storage.slices import slices

# `status IN ('pending', 'parked')` stands here word for word as in the partial index, and nothing
# else that has an index: a planner would look through all waiting tasks instead.
_MOVE_ANCHORED = text(
    "UPDATE maintenance_queue SET status = :status, processed_at = NULL"  # noqa: S608  # our own words
    " WHERE status IN ('pending', 'parked') AND anchor IN :anchors AND status || '' = :expected"
    f" RETURNING {COLUMNS}"
).bindparams(bindparam("anchors", expanding=True))
_WAITING = text(
    "SELECT count(*) FROM maintenance_queue WHERE status IN ('pending', 'parked')"
    " AND anchor IN :anchors AND status || '' = 'pending'"
).bindparams(bindparam("anchors", expanding=True))


def move_anchored(
    connection: Connection, anchors: Collection[MessageId], status: TaskStatus
) -> list[Row[Any]]:
    """Park, or take back, what waits for *anchors*; it goes on later where it stopped."""
    expected = TaskStatus.PENDING if status is TaskStatus.PARKED else TaskStatus.PARKED
    values = {"status": status.value, "expected": expected.value}
    moved = [
        row
        for some in slices(sorted(anchors))
        for row in connection.execute(_MOVE_ANCHORED, {**values, "anchors": some})
    ]
    return sorted(moved, key=lambda row: row.seq)


def waiting_for(connection: Connection, anchors: Collection[MessageId]) -> int:
    """Return how many tasks that wait their turn rest on one of *anchors*."""
    return sum(
        connection.execute(_WAITING, {"anchors": some}).scalar_one()
        for some in slices(sorted(anchors))
    )
