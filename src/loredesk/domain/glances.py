"""What is seen at a glance: worlds and sessions in a list, and the queue in numbers.

Apart from the other listings, because the window needs it before it is painted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loredesk.domain.ids import MessageId, SessionId, WorldId


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldRow:
    """A world in a list."""

    id: WorldId
    title: str
    entries: int
    """How many canon entries it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session in a list."""

    id: SessionId
    world_id: WorldId
    title: str
    head: MessageId | None
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCounts:
    """How many tasks stand where."""

    pending: int = 0
    processing: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    parked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStatus:
    """The queue at a glance."""

    total: TaskCounts
    by_type: Mapping[str, TaskCounts] = field(default_factory=dict, hash=False)
    by_lane: Mapping[str, TaskCounts] = field(default_factory=dict, hash=False)
    oldest_pending_s: float = 0.0
    per_min: float = 0.0
    """Tasks completed in the last minute."""
    paused: bool = False
    paused_lanes: tuple[str, ...] = ()
    paused_sessions: tuple[SessionId, ...] = ()
    waiting_for_models: tuple[str, ...] = ()
    """Which models are away, and why, as sentences."""
    alerts: tuple[str, ...] = ()
    """What the author should look at, as sentences."""
