"""The summaries of a story as the author sees them: read, edited, hidden, and asked for again."""

from collections.abc import Callable
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import SessionChanged, SummariesChanged
from loredesk.domain.ids import SessionId, SummaryId
from loredesk.domain.story_so_far import StorySoFar
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel, edited
from loredesk.domain.tasks import Task, TaskStatus
from loredesk.ports.store import Repos, Store
from loredesk.services.locking import refuse_trashed_session
from loredesk.services.queue import retry
from loredesk.services.summaries.due import next_due, queue_due, queue_summary, unfinished
from loredesk.services.summaries.reading import story_so_far
from loredesk.services.summaries.story import made_of

LONGEST_CHAPTER = 500
"""More turns than this are no chapter."""

_GIVEN_UP = frozenset({TaskStatus.FAILED, TaskStatus.CANCELLED})


class SummaryService:
    """Shows the story so far, and keeps what the author makes of it."""

    def __init__(self, *, store: Store, new_id: Callable[[], str], may_write: bool) -> None:
        self._store = store
        self._new_id = new_id
        self._may_write = may_write

    async def story_so_far(self, session_id: SessionId) -> StorySoFar:
        """Return what is summed up on the line of a session, and what is being done about it."""

        def work(repos: Repos) -> StorySoFar:
            refuse_trashed_session(repos, repos.sessions.get(session_id))
            return story_so_far(repos, session_id)

        return await self._store.read(work)

    async def versions(self, session_id: SessionId) -> tuple[Summary, ...]:
        """Return every version of every summary of a session, on whichever line, in order."""

        def work(repos: Repos) -> tuple[Summary, ...]:
            refuse_trashed_session(repos, repos.sessions.get(session_id))
            return repos.summaries.of_session(session_id)

        return await self._store.read(work)

    async def catch_up(self, session_id: SessionId) -> Task | None:
        """Queue the oldest chapter that is not summed up; the others follow it one by one.

        Beside the process that owns the home nothing is done.
        """
        if not self._may_write:
            return None
        return await self._store.write(lambda repos: queue_due(repos, self._new_id, session_id))

    async def set_chapters(self, session_id: SessionId, turns: int) -> None:
        """Set how many turns are summed up as a chapter from now on; 0 for none.

        Nothing that is written goes away; with 0 none of it is told.
        """
        if not 0 <= turns <= LONGEST_CHAPTER:
            message = f"A chapter cannot have {turns} turns."
            raise UserFixableError(message, hint=f"1 to {LONGEST_CHAPTER}, or 0 for none.")

        def work(repos: Repos) -> None:
            session = repos.sessions.get(session_id)
            refuse_trashed_session(repos, session)
            repos.sessions.put(replace(session, chapter_turns=turns))
            repos.announce(SessionChanged(session_id=session_id))
            repos.announce(SummariesChanged(session_id=session_id))
            queue_due(repos, self._new_id, session_id)

        await self._store.write(work)

    async def edit(self, summary_id: SummaryId, text: str) -> Summary:
        """Keep the author's own text of a summary, which stands until another is asked for."""
        if not text.strip():
            hint = "Hide it, and the model is not told it."
            raise UserFixableError("A summary cannot be empty.", hint=hint)

        def work(repos: Repos) -> Summary:
            before = self._newest_of(repos, summary_id)
            if text.strip() == before.text:
                return before
            if before.id != summary_id:
                hint = "Look at what it says now; what you wrote is still there."
                raise UserFixableError("That summary was written anew meanwhile.", hint=hint)
            sentences = edited(before.sentences, text)
            change = replace(before, text=text.strip(), sentences=sentences, by="author")
            return self._put(repos, change)

        return await self._store.write(work)

    async def hide(self, summary_id: SummaryId, *, hidden: bool) -> Summary:
        """Keep a summary from the model, or tell it again, whichever version of it is the newest."""

        def work(repos: Repos) -> Summary:
            newest = self._newest_of(repos, summary_id)
            if newest.hidden == hidden:
                return newest
            repos.ledger.acting("author")
            return self._put(repos, replace(newest, hidden=hidden))

        return await self._store.write(work)

    async def put_back(self, summary_id: SummaryId) -> Summary:
        """Let a summary read as an earlier version of it did.

        A story that was made of other words than the chapters say now is the author's from then on.
        """

        def work(repos: Repos) -> Summary:
            newest, earlier = self._newest_of(repos, summary_id), repos.summaries.get(summary_id)
            if earlier.level is SummaryLevel.STORY and earlier.fingerprint != made_of(
                repos, earlier
            ):
                earlier = replace(earlier, by="author")
            repos.ledger.acting("author")
            return self._put(repos, replace(earlier, hidden=newest.hidden))

        return await self._store.write(work)

    async def ask(
        self, session_id: SessionId, *, chapter: int | None = None, again: bool = False
    ) -> Task | None:
        """Queue what the author wants summed up; None where it waits already or nothing is due.

        One chapter of the line, or everything that has ended; *again* although it is written. With
        *again* and without a chapter it is the story as a whole.
        """

        def work(repos: Repos) -> Task | None:
            session = repos.sessions.get(session_id)
            refuse_trashed_session(repos, session)
            if not session.chapter_turns:
                hint = "Say after how many turns a chapter ends."
                raise UserFixableError("This session goes without summaries.", hint=hint)
            if chapter is not None:
                return self._ask_chapter(repos, session_id, chapter, again=again)
            if again:
                return self._ask_story(repos, session_id)
            return self._ask_all(repos, session_id)

        return await self._store.write(work)

    def _ask_chapter(
        self, repos: Repos, session_id: SessionId, chapter: int, *, again: bool
    ) -> Task | None:
        standing = repos.summaries.outline(session_id)
        written = next((one for one in standing.chapters if one.stretch.chapter == chapter), None)
        if written is not None and not again:
            hint = f"`loredesk summarise --session S --chapter {chapter} --again` writes it anew."
            raise UserFixableError(f"Chapter {chapter} is written already.", hint=hint)
        if written is not None:
            return self._queue(repos, session_id, SummaryLevel.CHAPTER, written.stretch, written.id)
        for one in unfinished(repos, session_id):
            if (one.level, one.stretch.chapter) == (SummaryLevel.CHAPTER, chapter):
                return _again(repos, one.task)
        stretch = self._ended(repos, session_id, chapter)
        return queue_summary(repos, self._new_id, session_id, SummaryLevel.CHAPTER, stretch)

    def _ended(self, repos: Repos, session_id: SessionId, chapter: int) -> Stretch:
        """Return a chapter that has ended, or refuse with a sentence where it has not."""
        work = list(unfinished(repos, session_id))
        planned = [one.stretch for one in work if one.level is SummaryLevel.CHAPTER]
        while (found := next_due(repos, session_id, planned)) is not None:
            if found.chapter == chapter:
                return found
            planned.append(found)
        raise UserFixableError(
            f"The line has no chapter {chapter} that has ended.",
            hint="`loredesk summaries --session S` lists what is written.",
        )

    def _ask_story(self, repos: Repos, session_id: SessionId) -> Task | None:
        story = repos.summaries.outline(session_id).story
        if story is None:
            hint = "It is written once the first chapter is."
            raise UserFixableError("The story is not summed up yet.", hint=hint)
        return self._queue(repos, session_id, SummaryLevel.STORY, story.stretch, story.id)

    def _ask_all(self, repos: Repos, session_id: SessionId) -> Task | None:
        """Try what was given up, else queue what is due."""
        given_up = [one for one in unfinished(repos, session_id) if one.task.status in _GIVEN_UP]
        tasks = [_again(repos, one.task) for one in given_up]
        return tasks[0] if tasks else queue_due(repos, self._new_id, session_id)

    def _queue(
        self,
        repos: Repos,
        session_id: SessionId,
        level: SummaryLevel,
        stretch: Stretch,
        replaces: SummaryId,
    ) -> Task | None:
        return queue_summary(repos, self._new_id, session_id, level, stretch, replaces=replaces)

    def _newest_of(self, repos: Repos, summary_id: SummaryId) -> Summary:
        """Return the newest version of a summary; refuses a session that is in the trash."""
        summary = repos.summaries.get(summary_id)
        refuse_trashed_session(repos, repos.sessions.get(summary.session_id))
        return repos.summaries.current(summary.stretch.last, summary.level) or summary

    def _put(self, repos: Repos, summary: Summary) -> Summary:
        """Keep another version, and queue the story where that was made of the one before."""
        made = replace(summary, id=SummaryId(self._new_id()), created_at=repos.now)
        kept = repos.summaries.add(replace(made, fingerprint=made_of(repos, made)))
        repos.announce(SummariesChanged(session_id=kept.session_id))
        queue_due(repos, self._new_id, kept.session_id)
        return kept


def _again(repos: Repos, task: Task) -> Task | None:
    """Let a task that was given up run again; None where it waits or runs already."""
    if task.status not in _GIVEN_UP:
        return None
    retry(repos, task)
    return repos.tasks.get(task.id)
