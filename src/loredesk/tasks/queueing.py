"""Putting work into the queue, inside the transaction that makes it necessary."""

from collections.abc import Callable, Iterable

from loredesk.domain.events import TaskMoved
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import NewTask, Task, TaskStatus
from loredesk.ports.store import Repos

BY_THE_AUTHOR = "Cancelled by the author."


def queue_task(repos: Repos, new_id: Callable[[], str], new: NewTask) -> Task | None:
    """Queue *new* and announce it; None where its twin is waiting already."""
    task = repos.tasks.add(TaskId(new_id()), new, now=repos.now)
    if task is not None:
        (task,) = placed(repos, [task])
        announce(repos, [task])
    return task


def placed(repos: Repos, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Park those of *tasks* that wait for a message off their session's line; return all.

    A turn may be left while it is still being read: what follows from it waits until the author
    comes back.
    """
    found = tuple(tasks)
    waiting = {task.anchor for task in found if task.status is TaskStatus.PENDING and task.anchor}
    left = waiting - repos.messages.on_line(waiting)
    return tuple(_parked(repos, task) if task.anchor in left else task for task in found)


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


def _parked(repos: Repos, task: Task) -> Task:
    if task.status is not TaskStatus.PENDING:
        return task
    repos.tasks.move(task, TaskStatus.PARKED, now=repos.now)
    return repos.tasks.get(task.id) or task
