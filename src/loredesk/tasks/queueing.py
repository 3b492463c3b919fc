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
    """Park those of *tasks* that cannot be done now; return all.

    They wait for a message off their session's line, or for what is in the trash. A turn may be
    left, or something deleted, while it is still being read: what follows from it waits until the
    author comes back to it.
    """
    found = tuple(tasks)
    waiting = [task for task in found if task.status is TaskStatus.PENDING]
    anchors = {task.anchor for task in waiting if task.anchor}
    left = anchors - repos.messages.on_line(anchors)
    held = {task.id for task in waiting if task.anchor in left or is_in_trash(repos, task)}
    return tuple(_parked(repos, task) if task.id in held else task for task in found)


def is_in_trash(repos: Repos, task: Task) -> bool:
    """Return whether the session of *task*, or the entry whose note it rewrites, is in the trash."""
    session_id, entry_id = task.session_id, task.noted_entry
    if session_id is not None and repos.trash.has_session(session_id):
        return True
    return entry_id is not None and repos.trash.has_entry(entry_id)


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
    repos.tasks.move(task, TaskStatus.PARKED, now=repos.now)
    return repos.tasks.get(task.id) or task
