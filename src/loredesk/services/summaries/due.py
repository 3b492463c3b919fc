"""Which chapters of a line have ended and are not summed up yet, and the tasks that do it.

Plain functions of a transaction. One thing at a time is queued, the oldest first; what completes it
looks for the next, so that a long story is caught up with while everything else goes on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loredesk.domain.ids import MessageId, SessionId, SummaryId, TaskId
from loredesk.domain.summaries import (
    Stretch,
    SummaryLevel,
    Version,
    fingerprints,
    free_from,
    next_chapter,
    unbroken,
)
from loredesk.domain.tasks import NewTask, Task, TaskStatus, TaskType
from loredesk.ports.store import Repos
from loredesk.tasks.queueing import queue_task

MOST_FAILED = 3
"""Where so many chapters of a line have failed, no other is tried by itself."""
LOW = -10

_ALL_BUT_DONE = tuple(one for one in TaskStatus if one is not TaskStatus.COMPLETED)
_ABOUT_TO = frozenset({TaskStatus.PENDING, TaskStatus.PROCESSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryWork:
    """What a task is to sum up."""

    task: Task
    level: SummaryLevel
    stretch: Stretch
    replaces: SummaryId | None = None
    """The version the author asked to have written anew."""


def work_of(task: Task) -> SummaryWork:
    """Read what *task* is to sum up."""
    data = task.task_data
    return SummaryWork(
        task=task,
        level=SummaryLevel(data["level"]),
        stretch=Stretch(
            chapter=data["chapter"],
            first=MessageId(data["first"]),
            last=MessageId(data["last"]),
            first_turn=data["first_turn"],
            last_turn=data["last_turn"],
        ),
        replaces=SummaryId(data["replaces"]) if data["replaces"] else None,
    )


def unfinished(repos: Repos, session_id: SessionId) -> tuple[SummaryWork, ...]:
    """Return what waits, runs, failed or was cancelled on the line shown, in order."""
    work = [
        work_of(task)
        for task in repos.queue.of_session(session_id, _ALL_BUT_DONE)
        if task.task_type is TaskType.SUMMARIZE
    ]
    on_line = repos.messages.on_line({one.stretch.last for one in work})
    return tuple(one for one in work if one.stretch.last in on_line)


def queue_due(
    repos: Repos,
    new_id: Callable[[], str],
    session_id: SessionId,
    *,
    ending: TaskId | None = None,
) -> Task | None:
    """Queue what is due on the line of a session; None where nothing is, or something is under way.

    That is the story up to the last chapter that is written, else the oldest chapter that has ended.
    The task that is *ending* in this transaction is not under way any more.
    """
    size = repos.sessions.get(session_id).chapter_turns
    if not size or repos.trash.has_session(session_id):
        return None
    work = [one for one in unfinished(repos, session_id) if one.task.id != ending]
    if any(one.task.status in _ABOUT_TO for one in work):
        return None
    story = story_due(repos, session_id)
    if story is not None and _key(SummaryLevel.STORY, story.last) not in _keys(work):
        return queue_summary(repos, new_id, session_id, SummaryLevel.STORY, story)
    failed = sum(one.task.status is TaskStatus.FAILED and not one.replaces for one in work)
    planned = [one.stretch for one in work if one.level is SummaryLevel.CHAPTER]
    chapter = next_due(repos, session_id, planned) if failed < MOST_FAILED else None
    if chapter is None:
        return None
    return queue_summary(repos, new_id, session_id, SummaryLevel.CHAPTER, chapter)


def next_due(repos: Repos, session_id: SessionId, planned: Sequence[Stretch]) -> Stretch | None:
    """Return the oldest chapter of the line that has ended, and is neither written nor planned."""
    size = repos.sessions.get(session_id).chapter_turns
    covered = repos.summaries.covered(session_id, planned)
    depth, turn, chapter = free_from(covered)
    line = repos.summaries.places(session_id, from_depth=depth, to_turn=turn + size + 1)
    begins = [one.first_depth for one in covered if one.first_depth >= depth]
    return next_chapter(line, size, chapter=chapter + 1, before_depth=min(begins, default=None))


def story_due(repos: Repos, session_id: SessionId) -> Stretch | None:
    """Return the story up to the last chapter of an unbroken row, unless it is told up to there."""
    standing = repos.summaries.outline(session_id)
    row = unbroken(standing.chapters)
    if not row or all(one.hidden for one in row):
        return None
    if standing.story is not None and standing.story.stretch.last == row[-1].stretch.last:
        return None
    whole = story_to(row)
    return None if is_told(repos, session_id, whole) else whole


def is_told(repos: Repos, session_id: SessionId, stretch: Stretch) -> bool:
    """Return whether there is a story up to the end of *stretch* from the chapters as they stand.

    It need not be the one that counts; but to write it again would change nothing, for ever.
    """
    told = repos.summaries.current(stretch.last, SummaryLevel.STORY)
    return told is not None and told.fingerprint == fingerprint_to(repos, session_id, stretch)


def fingerprint_to(repos: Repos, session_id: SessionId, stretch: Stretch) -> str:
    """Return the fingerprint of the chapters up to the end of *stretch*, as they stand now."""
    found = repos.summaries.outline(session_id, head=stretch.last)
    chapters = [one for one in found.chapters if one.stretch.chapter <= stretch.chapter]
    return [*fingerprints(chapters)][-1] if chapters else ""


def story_to(row: Sequence[Version]) -> Stretch:
    """Return the stretch the chapters of *row* cover together."""
    begin, end = row[0].stretch, row[-1].stretch
    return Stretch(
        chapter=end.chapter,
        first=begin.first,
        last=end.last,
        first_turn=begin.first_turn,
        last_turn=end.last_turn,
    )


def queue_summary(
    repos: Repos,
    new_id: Callable[[], str],
    session_id: SessionId,
    level: SummaryLevel,
    stretch: Stretch,
    *,
    replaces: SummaryId | None = None,
) -> Task | None:
    """Queue the summing up of *stretch*; None where that waits already."""
    return queue_task(
        repos,
        new_id,
        NewTask(
            task_type=TaskType.SUMMARIZE,
            task_data={
                "level": level.value,
                "chapter": stretch.chapter,
                "first": stretch.first,
                "last": stretch.last,
                "first_turn": stretch.first_turn,
                "last_turn": stretch.last_turn,
                "replaces": replaces,
            },
            session_id=session_id,
            entity_key=f"summaries:{session_id}",
            dedupe_key=_key(level, stretch.last),
            anchor=stretch.last,
            priority=LOW,
        ),
    )


def _key(level: SummaryLevel, last: MessageId) -> str:
    return f"summarise {level.value}:{last}"


def _keys(work: Sequence[SummaryWork]) -> frozenset[str]:
    return frozenset(one.task.dedupe_key for one in work)
