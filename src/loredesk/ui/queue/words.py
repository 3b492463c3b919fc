"""Tasks in an author's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from loredesk.domain.glances import QueueStatus
from loredesk.domain.ids import LoreId
from loredesk.domain.summaries import SummaryLevel
from loredesk.domain.tasks import Task, TaskStatus, TaskType
from loredesk.ui.notice import Notice

DOES: Mapping[TaskType, str] = {
    TaskType.ANALYZE_TURN: "Read a turn",
    TaskType.UPDATE_NOTE: "Rewrite a note",
    TaskType.CREATE_ENTITY: "Write a newcomer",
    TaskType.SIMULATE_WORLD: "Let the world live on",
    TaskType.EMBED_DOCUMENT: "Keep search in step",
    TaskType.SUMMARIZE: "Sum up the story",
}
"""What a task of each type does."""

STANDS: Mapping[TaskStatus, str] = {
    TaskStatus.PENDING: "waiting",
    TaskStatus.PROCESSING: "working",
    TaskStatus.COMPLETED: "done",
    TaskStatus.FAILED: "failed",
    TaskStatus.CANCELLED: "cancelled",
    TaskStatus.PARKED: "parked",
}
"""Where a task of each status stands."""

EXPLAINS: Mapping[TaskStatus, str] = {
    TaskStatus.PENDING: "Waits for its turn, or for its next try.",
    TaskStatus.PROCESSING: "Being worked on now.",
    TaskStatus.COMPLETED: "Done.",
    TaskStatus.FAILED: "Gave up. Mend what the sentence names, then retry.",
    TaskStatus.CANCELLED: "Cancelled by you.",
    TaskStatus.PARKED: (
        "Its turn is not on the line you play, or what it is about is in the trash."
        " It goes on when that is back."
    ),
}
"""What each status means."""

_ABOUT = ("title", "entry_title", "name")
_JOINED = "merged_into"


def entry_of(task: Task) -> LoreId | None:
    """Return the entry *task* is about, where it names one."""
    entry_id = task.task_data.get("entry_id")
    return LoreId(entry_id) if isinstance(entry_id, str) else None


def about(task: Task, titles: Mapping[LoreId, str]) -> str:
    """Return what *task* is about: the entry, the newcomer, the turn or the chapter."""
    if task.task_type is TaskType.SUMMARIZE:
        return _summed_up(task.task_data)
    names = (str(task.task_data[key]) for key in _ABOUT if task.task_data.get(key))
    event = task.task_data.get("event")
    event = event if isinstance(event, Mapping) else {}
    entry_id = entry_of(task)
    known = titles.get(entry_id, "") if entry_id is not None else ""
    name = known or next(names, "") or str(event.get("summary", ""))
    turn = task.task_data.get("turn", event.get("turn"))
    if not isinstance(turn, int):
        return name
    return f"{name} \u00b7 turn {turn}" if name else f"Turn {turn}"


def _summed_up(data: Mapping[str, Any]) -> str:
    """Return what is summed up: a chapter, or all that came before its end."""
    first, last = data["first_turn"], data["last_turn"]
    if data["level"] == SummaryLevel.STORY:
        return f"Everything up to turn {last}"
    return f"Chapter {data['chapter']} \u00b7 turns {first}\u2013{last}"


def tries(task: Task) -> str:
    """Return which try *task* is at, or how many it had; empty before the first."""
    if not task.attempt:
        return ""
    if task.status is TaskStatus.FAILED:
        return f"failed after {task.attempt} {'try' if task.attempt == 1 else 'tries'}"
    return f"try {task.attempt} of {task.max_attempts}"


def when(task: Task, now: datetime) -> str:
    """Return the time that matters for *task* as it stands, as a phrase."""
    if task.status is TaskStatus.PENDING:
        if task.not_before > now:
            return f"tries again at {clock(task.not_before, now)}"
        return f"since {clock(task.created_at, now)}"
    if task.status is TaskStatus.PROCESSING and task.started_at is not None:
        return f"since {clock(task.started_at, now)}"
    return clock(task.processed_at or task.created_at, now)


def clock(moment: datetime, now: datetime) -> str:
    """Return *moment* as a clock shows it; with the day where that is not the day of *now*."""
    here, today = moment.astimezone(), now.astimezone()
    if here.date() == today.date():
        return f"{here:%H:%M:%S}"
    return f"{here:%d %b %H:%M}"


def outcome(task: Task) -> str:
    """Return what is worth saying about a finished *task* beside that it is done."""
    result: Mapping[str, Any] = task.result or {}
    if _JOINED in result:
        return "joined another task for the same entry"
    return ""


def standing_trouble(status: QueueStatus) -> Notice | None:
    """Return what the author should know of the queue as long as it is so."""
    if status.waiting_for_models:
        return Notice(
            sentence="Waiting for the model.",
            hint=" ".join((*status.waiting_for_models, *status.alerts)),
            tone="warning",
        )
    if status.alerts:
        return Notice(sentence=status.alerts[0], hint=" ".join(status.alerts[1:]), tone="warning")
    if status.paused_lanes and not status.paused:
        lanes = ", ".join(status.paused_lanes)
        return Notice(sentence=f"Paused: {lanes}.", hint="All other work goes on.")
    return None
