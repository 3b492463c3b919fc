"""Setting tasks aside while what they are about is in the trash."""

from collections.abc import Iterable

from loredesk.domain.ids import LoreId
from loredesk.domain.tasks import Task, TaskStatus, TaskType
from loredesk.ports.store import Repos
from loredesk.tasks.queueing import announce, is_in_trash

_WAITING = (TaskStatus.PENDING, TaskStatus.PARKED)
_EVERY_TASK = 1_000_000


def tasks_about(repos: Repos, entry_id: LoreId) -> list[Task]:
    """Return the tasks that wait to take something into the notes on an entry, in order."""
    waiting = repos.queue.listed(
        task_type=TaskType.UPDATE_NOTE, statuses=_WAITING, limit=_EVERY_TASK
    )
    return [task for task in reversed(waiting) if task.noted_entry == entry_id]


def park(repos: Repos, tasks: Iterable[Task]) -> None:
    """Let tasks wait until what they are about comes back."""
    for task in tasks:
        if task.status is TaskStatus.PENDING:
            _move(repos, task, TaskStatus.PARKED)


def unpark(repos: Repos, tasks: Iterable[Task]) -> None:
    """Let tasks wait for their turn again, but those whose message is not on the line.

    Nor those that still wait for something else that is in the trash.
    """
    for task in tasks:
        on_line = task.anchor is None or repos.messages.on_line([task.anchor])
        if task.status is TaskStatus.PARKED and on_line and not is_in_trash(repos, task):
            _move(repos, task, TaskStatus.PENDING)


def _move(repos: Repos, task: Task, status: TaskStatus) -> None:
    repos.tasks.move(task, status, now=repos.now)
    moved = repos.tasks.get(task.id)
    announce(repos, [moved] if moved else [])
