"""Putting work into the queue, inside the transaction that makes it necessary."""

from collections.abc import Callable, Iterable

from loredesk.domain.events import TaskMoved
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import NewTask, Task
from loredesk.ports.store import Repos


def queue_task(repos: Repos, new_id: Callable[[], str], new: NewTask) -> Task | None:
    """Queue *new* and announce it; None where its twin is waiting already."""
    task = repos.tasks.add(TaskId(new_id()), new, now=repos.now)
    if task is not None:
        announce(repos, [task])
    return task


def announce(repos: Repos, tasks: Iterable[Task]) -> None:
    """Announce where *tasks* stand."""
    for task in tasks:
        repos.announce(
            TaskMoved(
                task_id=task.id,
                task_type=task.task_type,
                status=task.status,
                session_id=task.session_id,
            )
        )
