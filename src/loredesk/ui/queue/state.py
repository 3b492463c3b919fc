"""What the queue pane shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from loredesk.domain.glances import QueueStatus, TaskCounts
from loredesk.domain.ids import SessionId, TaskId
from loredesk.domain.tasks import MOVES, Task, TaskStatus, TaskType
from loredesk.ui.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task as one reads it."""

    id: TaskId
    status: TaskStatus
    task_type: TaskType
    does: str
    about: str
    stands: str
    tries: str
    when: str
    remark: str = ""
    error: str = ""
    """Why it failed or why its last try did, with the way out."""

    @property
    def described(self) -> str:
        """Return the task as a screen reader says it."""
        parts = (
            self.does,
            self.about,
            self.stands,
            self.tries,
            self.when,
            self.remark,
            self.error,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why tasks failed, and how many for this one reason."""

    sentence: str
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """The queue at a glance, and the tasks the filters let through."""

    status: QueueStatus = field(default_factory=lambda: QueueStatus(total=TaskCounts()))
    only_type: TaskType | None = None
    only_status: TaskStatus | None = None
    lines: tuple[TaskLine, ...] = ()
    cut: bool = False
    """Whether there are more tasks than are listed."""
    reasons: tuple[Reason, ...] = ()
    """Why tasks failed, the most frequent reason first."""
    chosen: TaskId | None = None
    session_id: SessionId | None = None
    """The session on screen, whose work can rest by itself."""
    loading: bool = True
    notice: Notice | None = None

    @property
    def line(self) -> TaskLine | None:
        """Return the chosen task."""
        return next((line for line in self.lines if line.id == self.chosen), None)

    @property
    def can_retry(self) -> bool:
        """Return whether the chosen task can be tried again."""
        again = {TaskStatus.FAILED, TaskStatus.CANCELLED}
        return self.line is not None and self.line.status in again

    @property
    def can_cancel(self) -> bool:
        """Return whether the chosen task can be given up."""
        return self.line is not None and TaskStatus.CANCELLED in MOVES[self.line.status]

    @property
    def session_rests(self) -> bool:
        """Return whether the work of the session on screen rests by itself."""
        return self.session_id is not None and self.session_id in self.status.paused_sessions

    @property
    def filtered(self) -> bool:
        """Return whether anything narrows the list."""
        return self.only_type is not None or self.only_status is not None

    @property
    def summary(self) -> str:
        """Return how the queue gets on as a sentence."""
        total = self.status.total
        open_ones = total.pending + total.processing
        if self.status.paused:
            return f"Paused \u00b7 {open_ones:,} waiting" if open_ones else "Paused"
        if open_ones:
            pace = f" \u00b7 {self.status.per_min:.0f} a minute" if self.status.per_min >= 1 else ""
            return f"{open_ones:,} to do{pace}"
        return "Nothing to do"


def count_of(counts: TaskCounts, status: TaskStatus) -> int:
    """Return how many tasks *counts* has in *status*."""
    return int(getattr(counts, status.value))


def reasons_of(failed: Iterable[Task]) -> tuple[Reason, ...]:
    """Return why *failed* tasks failed, the most frequent reason first."""
    counted = Counter(task.error_message or "No reason was recorded." for task in failed)
    return tuple(Reason(sentence=text, tasks=number) for text, number in counted.most_common())
