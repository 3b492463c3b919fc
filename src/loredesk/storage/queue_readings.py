"""Readings of the queue: what waits, what runs, what became of the rest."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.tasks import Lane, Task, TaskStatus, TaskType
from loredesk.storage import parking
from loredesk.storage import queue_sql as sql
from loredesk.storage.values import json_map, moment, optional_moment, seconds

# Looked up, because building an enumeration's member from its value takes many times as long.
_TYPES = {one.value: one for one in TaskType}
_LANES = {one.value: one for one in Lane}
_STATUSES = {one.value: one for one in TaskStatus}
RUNS_ALONE_AFTER = 2
"""A task that died with its process this often runs alone."""


class SqlQueueReadings:
    """The queue of a home, to look at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(
        self,
        *,
        task_type: TaskType | None = None,
        statuses: Collection[TaskStatus] = (),
        session_id: SessionId | None = None,
        limit: int = 500,
    ) -> tuple[Task, ...]:
        """Return tasks, the newest first."""
        conditions = ["TRUE"]
        values: dict[str, Any] = {"limit": limit}
        if task_type is not None:
            conditions.append("task_type = :task_type")
            values["task_type"] = task_type.value
        if session_id is not None:
            conditions.append("session_id = :session_id")
            values["session_id"] = session_id
        if statuses:
            conditions.append(f"status IN ({', '.join(repr(one.value) for one in statuses)})")
        query = (
            f"SELECT {sql.COLUMNS} FROM maintenance_queue WHERE {' AND '.join(conditions)}"  # noqa: S608  # only our own words
            " ORDER BY seq DESC LIMIT :limit"
        )
        return tuple(map(task_of, self._connection.execute(text(query), values)))

    def counts(self) -> Sequence[tuple[str, str, str, int]]:
        """Return (type, lane, status, number) for every combination there is."""
        query = text(
            "SELECT task_type, lane, status, count(*) FROM maintenance_queue"
            " GROUP BY task_type, lane, status"
        )
        return [(row[0], row[1], row[2], row[3]) for row in self._connection.execute(query)]

    def oldest_pending(self) -> datetime | None:
        """Return since when the longest waiting task has been waiting."""
        query = text("SELECT min(created_at) FROM maintenance_queue WHERE status = 'pending'")
        return optional_moment(self._connection.execute(query).scalar())

    def ended_since(self, since: datetime, status: TaskStatus) -> int:
        """Return how many tasks came to *status* after *since*."""
        query = text(
            "SELECT count(*) FROM maintenance_queue WHERE status = :status AND processed_at > :since"
        )
        values = {"since": seconds(since), "status": status.value}
        return int(self._connection.execute(query, values).scalar_one())

    def next_due(self, lane: Lane, *, after: datetime) -> datetime | None:
        """Return when the next task of *lane* that waits for its time may run."""
        query = text(
            "SELECT min(not_before) FROM maintenance_queue"
            " WHERE status = 'pending' AND lane = :lane AND not_before > :after"
        )
        values = {"lane": lane.value, "after": seconds(after)}
        return optional_moment(self._connection.execute(query, values).scalar())

    def oldest_due(self, lanes: Collection[Lane], *, now: datetime) -> datetime | None:
        """Return since when the longest due task of *lanes* that no pause holds has been due."""
        values = {"now": seconds(now)}
        found = [
            self._connection.execute(sql.OLDEST_DUE, {**values, "lane": lane.value}).scalar()
            for lane in lanes
        ]
        return optional_moment(min((one for one in found if one is not None), default=None))

    def poison_lanes(self, *, now: datetime) -> frozenset[Lane]:
        """Return the lanes in which a task is due that has to run alone."""
        values = {"now": seconds(now), "alone": RUNS_ALONE_AFTER}
        rows = self._connection.execute(sql.POISON_LANES, values)
        return frozenset(Lane(row.lane) for row in rows)

    def of_session(
        self, session_id: SessionId, statuses: Collection[TaskStatus]
    ) -> tuple[Task, ...]:
        """Return the tasks of a session in one of *statuses*, in order."""
        query = text(
            f"SELECT {sql.COLUMNS} FROM maintenance_queue WHERE session_id = :session_id"  # noqa: S608
            f" AND status IN ({', '.join(repr(one.value) for one in statuses)}) ORDER BY seq"
        )
        return tuple(map(task_of, self._connection.execute(query, {"session_id": session_id})))

    def waiting_for(self, anchors: Collection[MessageId]) -> int:
        """Return how many tasks that wait their turn rest on one of *anchors*."""
        return parking.waiting_for(self._connection, anchors)

    def unfinished(self, lanes: Collection[Lane]) -> bool:
        """Return whether a task runs, or waits in one of *lanes* and for no paused session."""
        if self._connection.execute(sql.RUNNING).first() is not None:
            return True
        return any(
            self._connection.execute(sql.WAITING_IN, {"lane": lane.value}).first() is not None
            for lane in lanes
        )


def task_of(row: Sequence[Any]) -> Task:
    """Return the task a row of the queue stands for; its columns are those of the statements."""
    return Task(
        id=row[0],
        task_type=_TYPES[row[1]],
        lane=_LANES[row[2]],
        task_data=json_map(row[3]),
        session_id=row[4],
        entity_key=row[5],
        dedupe_key=row[6],
        anchor=row[7],
        priority=row[8],
        status=_STATUSES[row[9]],
        attempt=row[10],
        max_attempts=row[11],
        deaths=row[12],
        token=row[13],
        not_before=moment(row[14]),
        created_at=moment(row[15]),
        started_at=optional_moment(row[16]),
        processed_at=optional_moment(row[17]),
        error_message=row[18],
        result=None if row[19] is None else json_map(row[19]),
    )


def seq_of(row: Sequence[Any]) -> int:
    """Return the place of a row in the order of queueing."""
    return int(row[20])


def boot_of(row: Sequence[Any]) -> str:
    """Return which process claimed the task of a row last."""
    return str(row[21])
