"""Writing summaries: the task that sums up a chapter, or takes chapters into the story so far."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from loredesk.domain.errors import TransientError
from loredesk.domain.events import SummariesChanged
from loredesk.domain.ids import SessionId, SummaryId
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel, SummarySentence, told_by
from loredesk.domain.tasks import Task
from loredesk.ports.store import Repos, Store
from loredesk.prompting.schemas import (
    CHAPTER_SCHEMA,
    MAX_CHAPTER_SENTENCES,
    MAX_STORY_SENTENCES,
    STORY_SCHEMA,
)
from loredesk.services.asking import Asker
from loredesk.services.summaries.answers import read_sentences
from loredesk.services.summaries.chapter import chapter_inputs, read_chapter
from loredesk.services.summaries.due import SummaryWork, is_told, queue_due, work_of
from loredesk.services.summaries.story import (
    StoryMaterial,
    made_of,
    read_story,
    story_inputs,
    turns_given,
)
from loredesk.tasks.attempt import Effect
from loredesk.tasks.journal import Journal

_CHAPTER, _STORY = "summarise_chapter", "summarise_story"


class SummaryWriter:
    """Handles SUMMARIZE."""

    def __init__(self, *, store: Store, asker: Asker, new_id: Callable[[], str]) -> None:
        self._store = store
        self._asker = asker
        self._new_id = new_id

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Sum up what the task names; return the keeping of it and the queueing of what is next."""
        work, session_id = work_of(tasks[0]), tasks[0].session_id
        if session_id is None:
            message = "A SUMMARIZE task has no session"
            raise ValueError(message)
        if not await self._store.read(lambda repos: repos.sessions.get(session_id).chapter_turns):
            return _known  # the author goes without them since
        if work.level is SummaryLevel.CHAPTER:
            return await self._chapter(session_id, work, journal)
        return await self._story(session_id, work, journal)

    async def _chapter(self, session_id: SessionId, work: SummaryWork, journal: Journal) -> Effect:
        stretch = work.stretch
        if await self._store.read(lambda repos: _is_written(repos, work)):
            return lambda repos: self._go_on(repos, session_id, work, {"known": True})
        material = await self._store.read(lambda repos: read_chapter(repos, session_id, stretch))
        inputs = chapter_inputs(material, self._asker.reading_room())
        answer = await self._asker.json(_CHAPTER, inputs, CHAPTER_SCHEMA, journal)
        sentences, dropped = read_sentences(answer, stretch.turns, MAX_CHAPTER_SENTENCES)

        def effect(repos: Repos) -> Mapping[str, Any]:
            # The author may have written one by hand meanwhile, and that stands.
            if _is_written(repos, work):
                return self._go_on(repos, session_id, work, {"known": True})
            before = repos.summaries.current(stretch.last, SummaryLevel.CHAPTER)
            hidden = before is not None and before.hidden
            repos.ledger.acting(self._asker.called(_CHAPTER))
            kept = self._keep(repos, session_id, work.level, stretch, sentences, hidden=hidden)
            told = {"summary_id": kept.id, "sentences": len(sentences), "dropped": dropped}
            return self._go_on(repos, session_id, work, told)

        return effect

    async def _story(self, session_id: SessionId, work: SummaryWork, journal: Journal) -> Effect:
        room = self._asker.reading_room()
        material, told_so = await self._store.read(
            lambda repos: _story_of(repos, session_id, work, room)
        )
        if told_so or (material.base is None and not material.told):
            return _known
        sentences, dropped = await self._told(material, journal)

        def effect(repos: Repos) -> Mapping[str, Any]:
            if read_story(repos, session_id, work, room).versions != material.versions:
                message = "A chapter was written anew while the story was being summed up."
                raise TransientError(message)
            stretch, base = material.stretch(work.stretch), material.base
            before = base or repos.summaries.current(stretch.last, SummaryLevel.STORY)
            hidden = before is not None and before.hidden
            repos.ledger.acting(self._asker.called(_STORY))
            kept = self._keep(repos, session_id, work.level, stretch, sentences, hidden=hidden)
            told = {"summary_id": kept.id, "sentences": len(sentences), "dropped": dropped}
            return self._go_on(repos, session_id, work, told)

        return effect

    async def _told(
        self, material: StoryMaterial, journal: Journal
    ) -> tuple[tuple[SummarySentence, ...], int]:
        """Return the story with the chapters taken in, and how many sentences had no source."""
        if not material.told:
            # The author keeps all that is new from the model: the story is as it was.
            return (material.base.sentences if material.base is not None else ()), 0
        inputs = story_inputs(material)
        if material.base is None and len(material.told) == 1:
            # One chapter is the whole story.
            (only,) = inputs.chapters
            return tuple(SummarySentence(text=one.text, turns=one.turns) for one in only), 0
        answer = await self._asker.json(_STORY, inputs, STORY_SCHEMA, journal)
        sentences, dropped = read_sentences(answer, turns_given(inputs), MAX_STORY_SENTENCES)
        return (*material.own, *sentences), dropped

    def _keep(
        self,
        repos: Repos,
        session_id: SessionId,
        level: SummaryLevel,
        stretch: Stretch,
        sentences: tuple[SummarySentence, ...],
        *,
        hidden: bool,
    ) -> Summary:
        summary = Summary(
            id=SummaryId(self._new_id()),
            session_id=session_id,
            level=level,
            stretch=stretch,
            text=told_by(sentences),
            sentences=sentences,
            hidden=hidden,
            created_at=repos.now,
        )
        kept = repos.summaries.add(replace(summary, fingerprint=made_of(repos, summary)))
        repos.announce(SummariesChanged(session_id=session_id))
        return kept

    def _go_on(
        self, repos: Repos, session_id: SessionId, work: SummaryWork, told: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        queue_due(repos, self._new_id, session_id, ending=work.task.id)
        return told


def _story_of(
    repos: Repos, session_id: SessionId, work: SummaryWork, room: int
) -> tuple[StoryMaterial, bool]:
    """Return what a story is made of, and whether it is told so already."""
    material = read_story(repos, session_id, work, room)
    if not material.chapters:
        return material, True
    stretch = material.stretch(work.stretch)
    return material, work.replaces is None and is_told(repos, session_id, stretch)


def _known(_repos: Repos) -> Mapping[str, Any]:
    return {"known": True}


def _is_written(repos: Repos, work: SummaryWork) -> bool:
    """Return whether there is a version other than the one that is to be replaced."""
    current = repos.summaries.current(work.stretch.last, work.level)
    return current is not None and current.id != work.replaces
