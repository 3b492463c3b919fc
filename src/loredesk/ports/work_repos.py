"""What Loredesk keeps of durable work: the queue, the journal of answers, the books."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from loredesk.domain.audit import AuditEntry, AuditHead, AuditVerdict, ChainReader, ChainRow
from loredesk.domain.calls import ModelCall
from loredesk.domain.ids import MessageId, SessionId, TaskId
from loredesk.domain.tasks import Lane, NewTask, Pauses, Task, TaskStatus, TaskType


class TaskRepo(Protocol):
    """The tasks of a home."""

    def add(self, task_id: TaskId, new: NewTask, *, now: datetime) -> Task | None:
        """Queue a task, or nothing where its twin (by dedupe key) is waiting already."""
        ...

    def get(self, task_id: TaskId) -> Task | None:
        """Return a task, or None."""
        ...

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
        ...

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
        ...

    def is_held(self, task: Task) -> bool:
        """Return whether the attempt *task* stands for is still the one that runs."""
        ...

    def renew(self, token: str, *, now: datetime) -> None:
        """Extend the lease of what the bearer of *token* runs."""
        ...

    def requeue_orphans(self, *, boot_id: str, now: datetime) -> tuple[Task, ...]:
        """Take back what processes before *boot_id* left running; return those tasks."""
        ...

    def requeue_lost(self, *, boot_id: str, now: datetime) -> tuple[Task, ...]:
        """Take back tasks whose lease ran out; return them.

        Where another process than *boot_id* ran one, it counts as a death of that process.
        """
        ...

    def move(
        self, task: Task, status: TaskStatus, *, now: datetime, error_message: str = ""
    ) -> bool:
        """Move a task that is not running to *status*; False where it has moved meanwhile.

        A task made pending again starts afresh, or joins its twin where that waits already; one
        that was parked goes on where it stopped.
        """
        ...

    def park(self, anchors: Collection[MessageId]) -> tuple[Task, ...]:
        """Put aside what waits for messages that left the line; return those tasks."""
        ...

    def unpark(self, anchors: Collection[MessageId]) -> tuple[Task, ...]:
        """Let what was put aside with messages that are back wait again; return those tasks."""
        ...


class QueueReadings(Protocol):
    """The queue of a home, to look at."""

    def listed(
        self,
        *,
        task_type: TaskType | None = None,
        statuses: Collection[TaskStatus] = (),
        session_id: SessionId | None = None,
        limit: int = 500,
    ) -> tuple[Task, ...]:
        """Return tasks, the newest first."""
        ...

    def counts(self) -> Sequence[tuple[str, str, str, int]]:
        """Return (type, lane, status, number) for every combination there is."""
        ...

    def oldest_pending(self) -> datetime | None:
        """Return since when the longest waiting task has been waiting."""
        ...

    def ended_since(self, since: datetime, status: TaskStatus) -> int:
        """Return how many tasks came to *status* after *since*."""
        ...

    def next_due(self, lane: Lane, *, after: datetime) -> datetime | None:
        """Return when the next task of *lane* that waits for its time may run."""
        ...

    def oldest_due(self, lanes: Collection[Lane], *, now: datetime) -> datetime | None:
        """Return since when the longest due task of *lanes* that no pause holds has been due."""
        ...

    def poison_lanes(self, *, now: datetime) -> frozenset[Lane]:
        """Return the lanes in which a task is due that has to run alone."""
        ...

    def of_session(
        self, session_id: SessionId, statuses: Collection[TaskStatus]
    ) -> tuple[Task, ...]:
        """Return the tasks of a session in one of *statuses*, in order."""
        ...

    def waiting_for(self, anchors: Collection[MessageId]) -> int:
        """Return how many tasks that wait their turn rest on one of *anchors*."""
        ...

    def unfinished(self, lanes: Collection[Lane]) -> bool:
        """Return whether a task runs, or waits in one of *lanes* and for no paused session."""
        ...


class QueueUpkeep(Protocol):
    """The upkeep of a queue."""

    def grown_old(self, *, now: datetime, most: int) -> Sequence[tuple[int, datetime]]:
        """Return up to *most* waiting tasks that are due to gain priority, for `age`."""
        ...

    def age(self, old: Sequence[tuple[int, datetime]], *, now: datetime) -> int:
        """Let each of *old* that still waits gain what it has earned; return how many did."""
        ...

    def prune(self, *, before: datetime, most: int) -> int:
        """Drop up to *most* tasks completed before then, and their answers; return how many."""
        ...

    def pause(
        self, *, lane: Lane | None = None, session_id: SessionId | None = None, now: datetime
    ) -> None:
        """Hand out nothing more of a lane, of a session, or of anything."""
        ...

    def resume(self, *, lane: Lane | None = None, session_id: SessionId | None = None) -> None:
        """End the pause of a lane, of a session, or of everything."""
        ...

    def pauses(self) -> Pauses:
        """Return what is paused."""
        ...


class AnswerRepo(Protocol):
    """Answers by task and request."""

    def find(self, task_id: TaskId, request_hash: str) -> object | None:
        """Return the answer (JSON) to a request of a task, or None."""
        ...

    def keep(
        self,
        task_id: TaskId,
        request_hash: str,
        answer: object,
        *,
        now: datetime,
        together: int = 1,
    ) -> None:
        """Keep what a model answered (JSON) to a request for so many tasks, this one the first."""
        ...

    def forget(self, task_id: TaskId) -> None:
        """Drop the answers of a task, so that another try asks again."""
        ...


class Ledger(Protocol):
    """Keeps the books of a home."""

    def acting(self, actor: str, why: str = "") -> None:
        """Name who does what is recorded from here on in this transaction, and why."""
        ...

    def record(  # noqa: PLR0913  # who, what, why, before and after are what a record is
        self,
        action: str,
        subject: str,
        *,
        actor: str = "",
        session_id: SessionId | None = None,
        why: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write into the audit log that somebody did *action* to *subject*.

        That is who was named by `acting`, else *actor*, else Loredesk by itself. Long texts in
        *before* and *after* are named by their hash only. The `entry_id` among the details is what
        the row is found by, beside its subject. Entries, notes, proposals, worlds and
        sessions record their changes themselves.
        """
        ...

    def entries(
        self,
        *,
        subject: str | None = None,
        session_id: SessionId | None = None,
        before_seq: int | None = None,
        limit: int = 100,
    ) -> tuple[AuditEntry, ...]:
        """Return what was done, the newest first."""
        ...

    def chain(self, after_seq: int, limit: int) -> tuple[tuple[ChainRow, ...], AuditHead]:
        """Return the next rows of the audit log as they stand, and where it was left."""
        ...

    def seal(self, reader: ChainReader) -> AuditVerdict:
        """Close a log that *reader* found damaged, after the rows it has not read yet.

        Nothing that stands there is changed; where nothing is wrong nothing is written.
        """
        ...

    def record_call(self, call: ModelCall) -> None:
        """Keep what a model call cost and how it ended."""
        ...

    def fact(self, key: str, default: str = "") -> str:
        """Return the small fact kept under *key*."""
        ...

    def put_fact(self, key: str, value: str) -> None:
        """Keep a small fact."""
        ...
