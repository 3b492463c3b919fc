"""The durable queue. Every change of a task is one UPDATE guarded by what it expects to find.

Written in SQL text because claiming and completing are the hottest statements of the program.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from loredesk.domain.ids import MessageId, SessionId, TaskId
from loredesk.domain.tasks import LANE_OF, Lane, NewTask, Task, TaskStatus
from loredesk.storage import parking
from loredesk.storage.queue_readings import task_of
from loredesk.storage.values import seconds

LEASE = timedelta(seconds=60)
RUNS_ALONE_AFTER = 2
"""A task that died with its process this often runs alone."""
DEATHS_ALLOWED = 5
"""Two in company, three alone."""

_ADD = text(
    "INSERT INTO maintenance_queue (id, task_type, lane, task_data, session_id, entity_key,"
    " dedupe_key, anchor, priority, status, attempt, max_attempts, deaths, token, boot_id,"
    " not_before, created_at, error_message)"
    " VALUES (:id, :task_type, :lane, :task_data, :session_id, :entity_key, :dedupe_key, :anchor,"
    " :priority, 'pending', 0, :max_attempts, 0, '', '', :now, :now, '')"
)
_WAITING_TWIN = text(
    "SELECT id FROM maintenance_queue WHERE dedupe_key = :dedupe_key AND status = 'pending'"
    " UNION ALL"
    " SELECT id FROM maintenance_queue WHERE dedupe_key = :dedupe_key AND status = 'parked' LIMIT 1"
)
# `status IN ('pending', 'processing')` stands here word for word as in the partial index, or SQLite
# would look through the whole table for every task that waits.
_CLAIM = text(
    "UPDATE maintenance_queue SET status = 'processing', attempt = attempt + 1, token = :token,"
    " boot_id = :boot_id, started_at = :now, lease_until = :lease, error_message = ''"
    " WHERE seq = (SELECT q.seq FROM maintenance_queue q"
    "  WHERE q.status = 'pending' AND q.lane = :lane AND q.not_before <= :now"
    "  AND (q.entity_key = '' OR NOT EXISTS (SELECT 1 FROM maintenance_queue e"
    "   WHERE e.status IN ('pending', 'processing') AND e.entity_key = q.entity_key"
    "   AND (e.status = 'processing' OR e.seq < q.seq)))"
    "  AND NOT EXISTS (SELECT 1 FROM maintenance_queue a"
    "   WHERE a.status = 'processing' AND (a.deaths >= :alone OR q.deaths >= :alone))"
    "  ORDER BY q.priority DESC, q.seq LIMIT 1)"
    " RETURNING *"
)
_CLAIM_SIBLINGS = text(
    "UPDATE maintenance_queue SET status = 'processing', attempt = attempt + 1, token = :token,"
    " boot_id = :boot_id, started_at = :now, lease_until = :lease, error_message = ''"
    " WHERE seq IN (SELECT q.seq FROM maintenance_queue q WHERE q.status = 'pending'"
    "  AND q.status IN ('pending', 'processing') AND q.entity_key = :entity_key"
    "  AND NOT EXISTS (SELECT 1 FROM maintenance_queue b"
    "   WHERE b.status IN ('pending', 'processing') AND b.entity_key = :entity_key"
    "   AND b.status = 'pending' AND b.seq <= q.seq"
    "   AND (b.task_type <> :task_type OR b.deaths >= :alone))"
    "  ORDER BY q.seq LIMIT :most)"
    " RETURNING *"
)
_FINISH = text(
    "UPDATE maintenance_queue SET status = :status, not_before = :not_before,"
    " processed_at = :processed_at, error_message = :error_message, result = :result,"
    " attempt = attempt - :give_back, token = '', lease_until = NULL"
    " WHERE id = :id AND token = :token AND attempt = :attempt AND status = 'processing'"
)
_RENEW = text(
    "UPDATE maintenance_queue SET lease_until = :lease WHERE token = :token AND status = 'processing'"
)
_ORPHANS = text(
    "UPDATE maintenance_queue SET"
    " status = CASE WHEN deaths + 1 >= :most THEN 'failed' ELSE 'pending' END,"
    " processed_at = CASE WHEN deaths + 1 >= :most THEN :now ELSE NULL END,"
    " error_message = CASE WHEN deaths + 1 >= :most THEN :sentence ELSE '' END,"
    " deaths = deaths + 1, attempt = attempt - 1, token = '', lease_until = NULL, not_before = :now"
    " WHERE status = 'processing' AND boot_id <> :boot_id RETURNING *"
)
_LOST = text(
    "UPDATE maintenance_queue SET status = 'pending', attempt = attempt - 1, token = '',"
    " lease_until = NULL WHERE status = 'processing' AND lease_until < :now RETURNING *"
)
_MOVE = text(
    "UPDATE maintenance_queue SET status = :status, attempt = :attempt, deaths = :deaths,"
    " not_before = CASE WHEN :put_aside THEN not_before ELSE :now END,"
    " error_message = CASE WHEN :put_aside THEN error_message ELSE :error_message END,"
    " processed_at = :processed_at"
    " WHERE id = :id AND status = :expected"
)
_POISONED = (
    "Loredesk ended unexpectedly every time this ran. Retry it from the queue, and if it happens "
    "again, cancel it."
)


class SqlTaskRepo:
    """The tasks of a home."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, task_id: TaskId, new: NewTask, *, now: datetime) -> Task | None:
        """Queue a task, or nothing where its twin (by dedupe key) is waiting already."""
        if new.dedupe_key:
            twin = self._connection.execute(_WAITING_TWIN, {"dedupe_key": new.dedupe_key}).first()
            if twin is not None:
                return None
        self._connection.execute(
            _ADD,
            {
                "id": task_id,
                "task_type": new.task_type.value,
                "lane": LANE_OF[new.task_type].value,
                "task_data": json.dumps(dict(new.task_data)),
                "session_id": new.session_id,
                "entity_key": new.entity_key,
                "dedupe_key": new.dedupe_key,
                "anchor": new.anchor,
                "priority": new.priority,
                "max_attempts": new.max_attempts,
                "now": seconds(now),
            },
        )
        return self.get(task_id)

    def get(self, task_id: TaskId) -> Task | None:
        """Return a task, or None."""
        query = text("SELECT * FROM maintenance_queue WHERE id = :id")
        row = self._connection.execute(query, {"id": task_id}).first()
        return None if row is None else task_of(row)

    def claim(
        self, lane: Lane, *, token: str, boot_id: str, now: datetime, batch: int = 1
    ) -> tuple[Task, ...]:
        """Hand the next due task of *lane* to the bearer of *token*, with waiting siblings.

        One guarded UPDATE, so two workers never hold the same row; the attempt counts from here.
        No task is handed out while another of its entity runs or waits before it. Siblings are
        the tasks of the same kind that wait next in line for the entity, up to *batch* in all.
        """
        values: dict[str, Any] = {
            "token": token,
            "boot_id": boot_id,
            "now": seconds(now),
            "lease": seconds(now + LEASE),
            "alone": RUNS_ALONE_AFTER,
        }
        row = self._connection.execute(_CLAIM, {**values, "lane": lane.value}).first()
        if row is None:
            return ()
        first = task_of(row)
        if batch == 1 or not first.entity_key or first.deaths >= RUNS_ALONE_AFTER:
            return (first,)
        values |= {
            "entity_key": first.entity_key,
            "task_type": first.task_type.value,
            "most": batch - 1,
        }
        rows = self._connection.execute(_CLAIM_SIBLINGS, values).all()
        return (first, *map(task_of, sorted(rows, key=lambda row: row.seq)))

    def finish(
        self,
        task: Task,
        status: TaskStatus,
        *,
        now: datetime,
        not_before: datetime | None = None,
        error_message: str = "",
        result: Mapping[str, Any] | None = None,
        give_back: bool = False,
    ) -> bool:
        """End the attempt *task* stands for; False where somebody else has taken it over.

        With *give_back* the attempt does not count: it was interrupted, not tried.
        """
        ended = self._connection.execute(
            _FINISH,
            {
                "id": task.id,
                "token": task.token,
                "attempt": task.attempt,
                "status": status.value,
                "not_before": seconds(not_before or now),
                "processed_at": None if status is TaskStatus.PENDING else seconds(now),
                "error_message": error_message,
                "result": None if result is None else json.dumps(dict(result)),
                "give_back": int(give_back),
            },
        )
        return ended.rowcount == 1

    def renew(self, token: str, *, now: datetime) -> None:
        """Extend the lease of what the bearer of *token* runs."""
        self._connection.execute(_RENEW, {"token": token, "lease": seconds(now + LEASE)})

    def requeue_orphans(self, *, boot_id: str, now: datetime) -> tuple[Task, ...]:
        """Take back what processes before *boot_id* left running; return those tasks."""
        rows = self._connection.execute(
            _ORPHANS,
            {
                "boot_id": boot_id,
                "now": seconds(now),
                "most": DEATHS_ALLOWED,
                "sentence": _POISONED,
            },
        )
        return tuple(map(task_of, rows))

    def requeue_lost(self, *, now: datetime) -> tuple[Task, ...]:
        """Take back tasks whose lease ran out; return them."""
        return tuple(map(task_of, self._connection.execute(_LOST, {"now": seconds(now)})))

    def move(
        self, task: Task, status: TaskStatus, *, now: datetime, error_message: str = ""
    ) -> bool:
        """Move a task that is not running to *status*; False where it has moved meanwhile.

        A task made pending again starts afresh; one that was parked goes on where it stopped.
        """
        put_aside = {task.status, status} == {TaskStatus.PENDING, TaskStatus.PARKED}
        again = status is TaskStatus.PENDING and task.status is not TaskStatus.PARKED
        moved = self._connection.execute(
            _MOVE,
            {
                "id": task.id,
                "status": status.value,
                "expected": task.status.value,
                "put_aside": put_aside,
                "now": seconds(now),
                "attempt": 0 if again else task.attempt,
                "deaths": 0 if again else task.deaths,
                "error_message": error_message,
                "processed_at": seconds(now) if status is TaskStatus.CANCELLED else None,
            },
        )
        return moved.rowcount == 1

    def park(self, session_id: SessionId, anchors: Collection[MessageId]) -> tuple[Task, ...]:
        """Put aside what waits for messages that left the line; return those tasks."""
        return parking.move_anchored(self._connection, session_id, anchors, TaskStatus.PARKED)

    def unpark(self, session_id: SessionId, anchors: Collection[MessageId]) -> tuple[Task, ...]:
        """Let what was put aside with messages that are back wait again; return those tasks."""
        return parking.move_anchored(self._connection, session_id, anchors, TaskStatus.PENDING)
