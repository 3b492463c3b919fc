"""What follows from a reply: it is read, now and then the world lives on, and chapters end."""

from collections.abc import Callable

from loredesk.domain.messages import Message, Role
from loredesk.domain.tasks import NewTask, TaskType
from loredesk.ports.store import Repos
from loredesk.services.documents import story_task
from loredesk.services.summaries.due import queue_due
from loredesk.tasks.queueing import queue_task


def queue_what_follows(repos: Repos, new_id: Callable[[], str], reply: Message) -> None:
    """Queue what follows a reply: reading and embedding it, and what is due.

    That is a world simulation, and the summary of a chapter.
    """
    turn = repos.messages.turn_of(reply.id)
    queue_task(repos, new_id, _task(TaskType.ANALYZE_TURN, "analyse", reply, turn, priority=5))
    queue_task(repos, new_id, story_task(reply.session_id))
    every = repos.sessions.get(reply.session_id).simulate_every
    if every and turn and turn % every == 0 and _begins_its_turn(repos, reply):
        queue_task(
            repos, new_id, _task(TaskType.SIMULATE_WORLD, "simulate", reply, turn, priority=-5)
        )
    queue_due(repos, new_id, reply.session_id)


def _begins_its_turn(repos: Repos, reply: Message) -> bool:
    """Return whether *reply* answers the author, rather than going on from another reply."""
    return reply.parent_id is not None and repos.messages.get(reply.parent_id).role is Role.AUTHOR


def _task(task_type: TaskType, name: str, reply: Message, turn: int, *, priority: int) -> NewTask:
    return NewTask(
        task_type=task_type,
        task_data={"message_id": reply.id, "turn": turn},
        session_id=reply.session_id,
        entity_key=f"{name}:{reply.session_id}",
        dedupe_key=f"{name}:{reply.id}",
        anchor=reply.id,
        priority=priority,
    )
