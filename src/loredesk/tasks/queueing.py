"""Putting work into the queue, inside the transaction that makes it necessary."""

from collections.abc import Callable, Iterable

from loredesk.domain.events import TaskMoved
from loredesk.domain.ids import MessageId, SessionId, TaskId
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
    lines: dict[SessionId, frozenset[MessageId]] = {}
    return tuple(_placed(repos, task, lines) for task in tasks)


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


def _placed(repos: Repos, task: Task, lines: dict[SessionId, frozenset[MessageId]]) -> Task:
    if task.status is not TaskStatus.PENDING or task.anchor is None or task.session_id is None:
        return task
    if task.session_id not in lines:
        head = repos.sessions.get(task.session_id).head
        lines[task.session_id] = repos.messages.line_ids(head)
    if task.anchor in lines[task.session_id]:
        return task
    repos.tasks.move(task, TaskStatus.PARKED, now=repos.now)
    return repos.tasks.get(task.id) or task
