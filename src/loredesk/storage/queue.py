"""The durable queue: what waits, who runs it, and how it ends."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from loredesk.domain.ids import MessageId, TaskId
from loredesk.domain.tasks import LANE_OF, Lane, NewTask, Task, TaskStatus
from loredesk.storage import parking
from loredesk.storage import queue_sql as sql
from loredesk.storage.queue_readings import RUNS_ALONE_AFTER, boot_of, seq_of, task_of
from loredesk.storage.quick import QuickConnection
from loredesk.storage.values import seconds

LEASE = timedelta(seconds=60)
DEATHS_ALLOWED = 5
"""Two in company, three alone."""

_POISONED = (
    "Loredesk ended unexpectedly every time this ran. Retry it from the queue, and if it happens "
    "again, cancel it."
)


class SqlTaskRepo:
    """The tasks of a home."""

    CLAIM = sql.CLAIM
    LOST = sql.LOST

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._quick = QuickConnection(connection)

    def add(self, task_id: TaskId, new: NewTask, *, now: datetime) -> Task | None:
        """Queue a task, or nothing where its twin (by dedupe key) is waiting already."""
        row = self._quick.first(
            sql.ADD,
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
        return None if row is None else task_of(row)

    def get(self, task_id: TaskId) -> Task | None:
        """Return a task, or None."""
        row = self._quick.first(sql.GET, {"id": task_id})
        return None if row is None else task_of(row)

    def claim(
        self,
        lane: Lane,
        *,
        token: str,
        boot_id: str,
        now: datetime,
        batch: int = 1,
        only_poison: bool = False,
    ) -> tuple[Task, ...]:
        """Hand the next due task of *lane* to the bearer of *token*, with waiting siblings.

        One guarded UPDATE, so two workers never hold the same row; the attempt counts from here.
        No task is handed out while another of its entity runs or waits before it, nor while its
        session is paused. Siblings are the tasks of the same kind that wait next in line for the
        entity, up to *batch* in all; where an answer for several is in the journal, those that were
        asked for together. With *only_poison* only a task that has to run alone is handed out.
        """
        values: dict[str, Any] = {
            "token": token,
            "boot_id": boot_id,
            "now": seconds(now),
            "lease": seconds(now + LEASE),
            "alone": RUNS_ALONE_AFTER,
        }
        wanted = {"lane": lane.value, "least_deaths": RUNS_ALONE_AFTER if only_poison else 0}
        row = self._quick.first(self.CLAIM, {**values, **wanted})
        if row is None:
            return ()
        first = task_of(row)
        if batch == 1 or not first.entity_key or first.deaths >= RUNS_ALONE_AFTER:
            return (first,)
        asked = self._quick.first(sql.ASKED_TOGETHER, {"task_id": first.id})
        values |= {
            "entity_key": first.entity_key,
            "task_type": first.task_type.value,
            "most": min(batch, asked[0] if asked else batch) - 1,
        }
        rows = self._quick.rows(sql.CLAIM_SIBLINGS, values)
        return (first, *map(task_of, sorted(rows, key=seq_of)))

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

        With *give_back* the attempt does not count: it was interrupted, not tried. A task that is
        to wait again while its twin waits already joins that one instead.
        """
        attempt = task.attempt - give_back
        twin = self._twin_of(task) if status is TaskStatus.PENDING else None
        if twin is not None:
            status, result = TaskStatus.COMPLETED, {"merged_into": twin.id}
        values = {
            **_bearer(task),
            "status": status.value,
            "not_before": seconds(not_before or now),
            "processed_at": None if status is TaskStatus.PENDING else seconds(now),
            "error_message": error_message,
            "result": None if result is None else json.dumps(dict(result)),
            "give_back": int(give_back),
        }
        if self._quick.change(sql.FINISH, values) != 1:
            return False
        if twin is not None:
            self._join(task, twin, attempt=attempt, deaths=task.deaths, not_before=not_before)
        return True

    def is_held(self, task: Task) -> bool:
        """Return whether the attempt *task* stands for is still the one that runs."""
        return self._quick.first(sql.IS_MINE, _bearer(task)) is not None

    def renew(self, token: str, *, now: datetime) -> None:
        """Extend the lease of what the bearer of *token* runs."""
        self._quick.change(sql.RENEW, {"token": token, "lease": seconds(now + LEASE)})

    def requeue_orphans(self, *, boot_id: str, now: datetime) -> tuple[Task, ...]:
        """Take back what processes before *boot_id* left running; return those tasks."""
        rows = self._orphans(boot_id)
        return tuple(self._rescue(row, now, died=True) for row in rows)

    def requeue_lost(self, *, boot_id: str, now: datetime) -> tuple[Task, ...]:
        """Take back tasks whose lease ran out; return them.

        Where another process than *boot_id* ran one, it counts as a death of that process.
        """
        rows = self._quick.rows(self.LOST, {"now": seconds(now)})
        return tuple(self._rescue(row, now, died=boot_of(row) != boot_id) for row in rows)

    def move(
        self, task: Task, status: TaskStatus, *, now: datetime, error_message: str = ""
    ) -> bool:
        """Move a task that is not running to *status*; False where it has moved meanwhile.

        A task made pending again starts afresh, or joins its twin where that waits already; one
        that was parked goes on where it stopped.
        """
        put_aside = {task.status, status} == {TaskStatus.PENDING, TaskStatus.PARKED}
        again = status is TaskStatus.PENDING and not put_aside
        twin = self._twin_of(task) if again else None
        if twin is not None:
            status = TaskStatus.COMPLETED
        ended = status in {TaskStatus.CANCELLED, TaskStatus.COMPLETED}
        result = task.result if twin is None else {"merged_into": twin.id}
        values = {
            "id": task.id,
            "expected": task.status.value,
            "known_attempt": task.attempt,
            "status": status.value,
            "attempt": 0 if again else task.attempt,
            "deaths": 0 if again else task.deaths,
            "not_before": seconds(task.not_before if put_aside else now),
            "error_message": task.error_message if put_aside else error_message,
            "processed_at": seconds(now) if ended else None,
            "now": seconds(now),
            "result": None if result is None else json.dumps(dict(result)),
        }
        return self._quick.change(sql.MOVE, values) == 1

    def park(self, anchors: Collection[MessageId]) -> tuple[Task, ...]:
        """Put aside what waits for messages that left the line; return those tasks."""
        parked = parking.move_anchored(self._connection, anchors, TaskStatus.PARKED)
        return tuple(map(task_of, parked))

    def unpark(self, anchors: Collection[MessageId]) -> tuple[Task, ...]:
        """Let what was put aside with messages that are back wait again; return those tasks."""
        back = parking.move_anchored(self._connection, anchors, TaskStatus.PENDING)
        return tuple(map(task_of, back))

    def _orphans(self, boot_id: str) -> Sequence[Sequence[Any]]:
        return self._quick.rows(sql.ORPHANS, {"boot_id": boot_id})

    def _rescue(self, row: Sequence[Any], now: datetime, *, died: bool) -> Task:
        """Let a task wait again whose process is gone; one that is poison has failed instead."""
        task = task_of(row)
        deaths = task.deaths + died
        poison = died and deaths >= DEATHS_ALLOWED
        twin = None if poison else self._twin_of(task)
        status = TaskStatus.PENDING if twin is None else TaskStatus.COMPLETED
        values = {
            **_bearer(task),
            "status": TaskStatus.FAILED.value if poison else status.value,
            "processed_at": seconds(now) if poison or twin is not None else None,
            "error_message": _POISONED if poison else "",
            "result": None if twin is None else json.dumps({"merged_into": twin.id}),
            "deaths": deaths,
        }
        (rescued,) = self._quick.rows(sql.RESCUE, values)
        if twin is not None:
            self._join(task, twin, attempt=task.attempt - 1, deaths=deaths)
        return task_of(rescued)

    def _twin_of(self, task: Task) -> Task | None:
        """Return the task that waits for the same thing as *task*, which does not wait itself."""
        if not task.dedupe_key:
            return None
        row = self._quick.first(sql.TWIN, {"dedupe_key": task.dedupe_key})
        return None if row is None else task_of(row)

    def _join(
        self,
        task: Task,
        twin: Task,
        *,
        attempt: int,
        deaths: int,
        not_before: datetime | None = None,
    ) -> None:
        """Hand on to *twin* what counts of *task*: its tries, its deaths and its answers."""
        values = {
            "id": twin.id,
            "attempt": max(twin.attempt, attempt),
            "deaths": max(twin.deaths, deaths),
            "not_before": seconds(max(twin.not_before, not_before or twin.not_before)),
            "priority": max(twin.priority, task.priority),
        }
        self._quick.change(sql.JOIN_TWIN, values)
        self._quick.change(sql.HAND_ON_ANSWERS, {"heir": twin.id, "task_id": task.id})
        self._quick.change(sql.FORGET_ANSWERS, {"task_id": task.id})


def _bearer(task: Task) -> dict[str, Any]:
    return {"id": task.id, "token": task.token, "attempt": task.attempt}
