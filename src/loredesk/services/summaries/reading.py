"""Reading the story so far for the author: every chapter with what is being done about it."""

from collections.abc import Iterable

from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.story_so_far import Part, StorySoFar
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel
from loredesk.domain.tasks import TaskStatus
from loredesk.ports.store import Repos
from loredesk.services.summaries.due import SummaryWork, unfinished

_Key = tuple[SummaryLevel, MessageId]


def story_so_far(repos: Repos, session_id: SessionId) -> StorySoFar:
    """Return what is summed up on the line of a session."""
    session = repos.sessions.get(session_id)
    standing = repos.summaries.standing(session_id)
    works = {(one.level, one.stretch.last): one for one in unfinished(repos, session_id)}
    earlier = _earlier(repos.summaries.of_session(session_id))
    written = [*standing.chapters, *filter(None, [standing.story])]
    parts = [
        _part(one.level, one.stretch, one, works.pop(_key(one), None), earlier.get(_key(one)))
        for one in written
    ]
    parts += [_part(one.level, one.stretch, None, one, None) for one in works.values()]
    stories = [one for one in parts if one.level is SummaryLevel.STORY]
    chapters = [one for one in parts if one.level is SummaryLevel.CHAPTER]
    return StorySoFar(
        session_id=session_id,
        chapter_turns=session.chapter_turns,
        turns=repos.messages.turn_of(session.head) if session.head is not None else 0,
        story=_whole(stories),
        chapters=tuple(sorted(chapters, key=lambda one: one.stretch.chapter)),
    )


def _part(
    level: SummaryLevel,
    stretch: Stretch,
    summary: Summary | None,
    work: SummaryWork | None,
    earlier: Summary | None,
) -> Part:
    task = work.task if work is not None and not _is_settled(work, summary) else None
    failed = task is not None and task.status is TaskStatus.FAILED
    return Part(
        level=level,
        stretch=stretch,
        summary=summary,
        earlier=earlier,
        task_id=task.id if task is not None else None,
        status=task.status if task is not None else None,
        problem=task.error_message if task is not None and failed else "",
    )


def _is_settled(work: SummaryWork, summary: Summary | None) -> bool:
    """Return whether what a task failed to write has been written since."""
    ended = work.task.processed_at
    return summary is not None and ended is not None and summary.created_at > ended


def _whole(stories: list[Part]) -> Part | None:
    """Return the story as it stands, with what is being done to tell it further."""
    if not stories:
        return None
    standing = next((one for one in stories if one.summary is not None), None)
    newest = stories[-1]
    if standing is None or standing is newest:
        return newest
    return Part(
        level=standing.level,
        stretch=standing.stretch,
        summary=standing.summary,
        earlier=standing.earlier,
        task_id=newest.task_id,
        status=newest.status,
        problem=newest.problem,
    )


def _earlier(versions: Iterable[Summary]) -> dict[_Key, Summary]:
    """Return for each summary the last version that reads differently from the newest."""
    newest: dict[_Key, Summary] = {}
    before: dict[_Key, Summary] = {}
    for one in versions:
        known = newest.get(_key(one))
        if known is not None and known.text != one.text:
            before[_key(one)] = known
        newest[_key(one)] = one
    return before


def _key(summary: Summary) -> _Key:
    return summary.level, summary.stretch.last
