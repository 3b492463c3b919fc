"""Durable tasks: what the queue holds, which states they take and which moves are legal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from loredesk.domain.ids import LoreId, MessageId, SessionId, TaskId

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MAX_ATTEMPTS = 4
"""The first try and three retries."""


class TaskType(StrEnum):
    """What a task does."""

    ANALYZE_TURN = "ANALYZE_TURN"
    UPDATE_NOTE = "UPDATE_NOTE"
    CREATE_ENTITY = "CREATE_ENTITY"
    SIMULATE_WORLD = "SIMULATE_WORLD"
    EMBED_DOCUMENT = "EMBED_DOCUMENT"
    SUMMARIZE = "SUMMARIZE"


class TaskStatus(StrEnum):
    """Where a task stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    PARKED = "parked"


MOVES: Mapping[TaskStatus, frozenset[TaskStatus]] = {
    TaskStatus.PENDING: frozenset(
        {
            TaskStatus.PROCESSING,
            TaskStatus.COMPLETED,
            TaskStatus.CANCELLED,
            TaskStatus.PARKED,
        }
    ),
    TaskStatus.PROCESSING: frozenset(
        {TaskStatus.PENDING, TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED}
    ),
    TaskStatus.COMPLETED: frozenset(),
    TaskStatus.FAILED: frozenset({TaskStatus.PENDING, TaskStatus.CANCELLED, TaskStatus.COMPLETED}),
    TaskStatus.CANCELLED: frozenset({TaskStatus.PENDING, TaskStatus.COMPLETED}),
    TaskStatus.PARKED: frozenset({TaskStatus.PENDING, TaskStatus.CANCELLED}),
}
"""The legal moves. A task is completed without being claimed when it joins another."""


class Lane(StrEnum):
    """A kind of work with its own workers."""

    ANALYSIS = "analysis"
    NOTES = "notes"
    CREATIONS = "creations"
    SIMULATION = "simulation"
    EMBEDDING = "embedding"
    SUMMARIES = "summaries"


LANE_OF: Mapping[TaskType, Lane] = {
    TaskType.ANALYZE_TURN: Lane.ANALYSIS,
    TaskType.UPDATE_NOTE: Lane.NOTES,
    TaskType.CREATE_ENTITY: Lane.CREATIONS,
    TaskType.SIMULATE_WORLD: Lane.SIMULATION,
    TaskType.EMBED_DOCUMENT: Lane.EMBEDDING,
    TaskType.SUMMARIZE: Lane.SUMMARIES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """What the author has paused."""

    everything: bool = False
    lanes: frozenset[Lane] = frozenset()
    sessions: frozenset[SessionId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task about to be queued."""

    task_type: TaskType
    task_data: Mapping[str, Any] = field(default_factory=dict, hash=False)
    session_id: SessionId | None = None
    entity_key: str = ""
    """Tasks with the same key run one at a time, in order; empty for none."""
    dedupe_key: str = ""
    """Of tasks with the same key only one waits; empty for no such limit."""
    anchor: MessageId | None = None
    """The message the task rests on; it waits while that is not on the session's line."""
    priority: int = 0
    """Higher runs first."""
    max_attempts: int = MAX_ATTEMPTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of the queue, as the rest of the program sees it."""

    id: TaskId
    task_type: TaskType
    lane: Lane
    task_data: Mapping[str, Any] = field(default_factory=dict, hash=False)
    session_id: SessionId | None = None
    entity_key: str = ""
    dedupe_key: str = ""
    anchor: MessageId | None = None
    priority: int = 0
    status: TaskStatus = TaskStatus.PENDING
    attempt: int = 0
    max_attempts: int = MAX_ATTEMPTS
    deaths: int = 0
    """How often the program died while this task ran."""
    token: str = ""
    """Who runs it: only the bearer of this token may end the attempt."""
    not_before: datetime = _BEGINNING
    created_at: datetime = _BEGINNING
    started_at: datetime | None = None
    processed_at: datetime | None = None
    error_message: str = ""
    result: Mapping[str, Any] | None = field(default=None, hash=False)

    @property
    def noted_entry(self) -> LoreId | None:
        """Return the entry whose note this rewrites; None for work of another kind."""
        is_rewrite = self.task_type is TaskType.UPDATE_NOTE
        return self.task_data.get("entry_id") if is_rewrite else None
