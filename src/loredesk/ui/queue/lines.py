"""A task as a line of the list."""

from collections.abc import Mapping
from datetime import datetime

from loredesk.domain.ids import LoreId
from loredesk.domain.tasks import Task, TaskStatus
from loredesk.ui.queue.state import TaskLine
from loredesk.ui.queue.words import DOES, STANDS, about, outcome, tries, when

_SPEAKING = frozenset({TaskStatus.FAILED, TaskStatus.PENDING, TaskStatus.PROCESSING})
"""Where a task stands while the error of its last try still matters."""


def line_of(task: Task, now: datetime, titles: Mapping[LoreId, str]) -> TaskLine:
    """Return *task* as one reads it at *now*; *titles* name the entries."""
    return TaskLine(
        id=task.id,
        status=task.status,
        task_type=task.task_type,
        does=DOES[task.task_type],
        about=about(task, titles),
        stands=STANDS[task.status],
        tries=tries(task),
        when=when(task, now),
        remark=outcome(task),
        error=task.error_message if task.status in _SPEAKING else "",
    )
