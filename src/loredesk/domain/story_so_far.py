"""The story so far, as the author looks at it: what is summed up, what is about to be, what failed."""

from dataclasses import dataclass

from loredesk.domain.ids import SessionId, TaskId
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel
from loredesk.domain.tasks import TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter, or the whole story: what is written of it, and what is being done about it."""

    level: SummaryLevel
    stretch: Stretch
    summary: Summary | None = None
    """None where it is not written yet."""
    earlier: Summary | None = None
    """The version before it that reads differently, if there is one."""
    task_id: TaskId | None = None
    status: TaskStatus | None = None
    """Where the task stands that writes it, or writes it anew; None where there is none."""
    problem: str = ""
    """Why it could not be written."""

    @property
    def key(self) -> str:
        """Return what it is known again by, whichever version it is."""
        if self.level is SummaryLevel.STORY:
            return self.level.value
        return f"{self.level.value}:{self.stretch.last}"

    @property
    def is_under_way(self) -> bool:
        """Return whether it is about to be written."""
        return self.status in {TaskStatus.PENDING, TaskStatus.PROCESSING}


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySoFar:
    """What is summed up of the line of a session."""

    session_id: SessionId
    chapter_turns: int
    """How many turns a chapter has; 0 where nothing is summed up."""
    turns: int
    """How many turns the line has."""
    story: Part | None = None
    chapters: tuple[Part, ...] = ()
    """The chapters that are written, under way or failed, the oldest first."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return everything there is, the whole story first."""
        return (*filter(None, [self.story]), *self.chapters)

    @property
    def to_come(self) -> int:
        """Return how many chapters have ended and are not among those listed."""
        reached = max((one.stretch.last_turn for one in self.chapters), default=0)
        return max(self.turns - reached, 0) // self.chapter_turns if self.chapter_turns else 0
