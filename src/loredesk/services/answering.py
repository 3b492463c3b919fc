"""Answering questions about the lore: every sentence with its source, or none."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from loredesk.domain.answers import Answer, Citation, Place, Source, SourceKind, Statement, Threads
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import Message, Role
from loredesk.domain.notes import SessionNote
from loredesk.domain.quotes import find_quote
from loredesk.domain.services import Profile, Service
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import ModelRequest, TextModel
from loredesk.ports.store import Repos, Store
from loredesk.ports.task_inputs import NamedSource, QuestionInputs, TaskInputs, ThreadsInputs
from loredesk.prompting.catalog import PromptCatalog
from loredesk.prompting.schemas import QUESTION_SCHEMA, THREADS_SCHEMA
from loredesk.recall.budget import fitting_prefix
from loredesk.recall.engine import Query, RecallEngine
from loredesk.recall.story.passages import StoryPassage
from loredesk.recall.story_recall import StoryRecall
from loredesk.services.counting import TokenCounts
from loredesk.services.reach import Reach
from loredesk.services.shortening import shortened
from loredesk.services.telling import newest_within, world_text

MOST_ENTRIES = 14
MOST_PASSAGES = 24
LONGEST_STATEMENT = 1_000
_OVERHEAD = 12
_SHARES = 4
"""No source takes more than one part in so many of what the model reads."""


class AnsweringService:
    """Answers from lore, notes and the story, and never without a source."""

    def __init__(
        self,
        *,
        store: Store,
        recall: RecallEngine,
        story: StoryRecall,
        model: TextModel,
        prompts: PromptCatalog,
        profile: Callable[[], Profile],
        counts: TokenCounts | None = None,
    ) -> None:
        self._store = store
        self._recall = recall
        self._story = story
        self._model = model
        self._prompts = prompts
        self._profile = profile
        self._reach = Reach(profile, counts)

    async def ask(self, world_id: WorldId, session_id: SessionId | None, question: str) -> Answer:
        """Return what is known about *question*: canon, and with a session its notes and story."""
        question = question.strip()
        if not question:
            raise UserFixableError("There is nothing to answer.", hint="Write a question first.")
        query = Query(world_id=world_id, session_id=session_id, text=question)
        found, passages = await asyncio.gather(
            self._recall.find(query), self._passages(session_id, question)
        )
        ids = [one.entry_id for one in found[:MOST_ENTRIES]]

        def work(repos: Repos) -> tuple[str, list[Source]]:
            entries = repos.lore.many(ids)
            notes = repos.notes.current_of(session_id, ids) if session_id is not None else {}
            told = [entries[one] for one in ids if one in entries]
            lore = [*_of_lore(told, notes)]
            return world_text(repos.worlds.get(world_id)), _in_turn(lore, passages)

        world, sources = await self._store.read(work)
        sources = self._fitting(sources, besides=f"{world}\n{question}")
        data = await self._asked(
            "answer_question",
            QuestionInputs(world=world, question=question, sources=_named(sources)),
            QUESTION_SCHEMA,
        )
        statements, unfounded = _founded(data.get("statements"), sources)
        return Answer(
            question=question,
            statements=statements,
            unfounded=unfounded,
            sources=len(sources),
            places=_places(sources),
        )

    async def threads(self, session_id: SessionId) -> Threads:
        """Return the themes of a session, and what is open in it."""

        def work(repos: Repos) -> tuple[str, list[Source]]:
            session = repos.sessions.get(session_id)
            line = repos.messages.line(session.head)
            budget = self._reach.budget() // 2
            told = newest_within(line, budget)
            world = world_text(repos.worlds.get(session.world_id))
            first = repos.messages.turn_of(told[0].id) if told else 0
            return world, [_of_message(one, turn) for one, turn in _with_turns(told, first)]

        world, sources = await self._store.read(work)
        sources = _numbered(sources)
        data = await self._asked(
            "find_threads", ThreadsInputs(world=world, sources=_named(sources)), THREADS_SCHEMA
        )
        themes, first = _founded(data.get("themes"), sources)
        threads, second = _founded(data.get("threads"), sources)
        return Threads(
            themes=themes,
            threads=threads,
            unfounded=first + second,
            sources=len(sources),
        )

    async def _passages(self, session_id: SessionId | None, question: str) -> list[Source]:
        if session_id is None:
            return []
        head = (await self._store.read(lambda repos: repos.sessions.get(session_id))).head
        found = await self._story.find(session_id, head, question, limit=MOST_PASSAGES)
        return [_of_passage(one.passage) for one in found]

    def _fitting(self, sources: Sequence[Source], *, besides: str) -> list[Source]:
        """Return as many sources as the model reads beside the rest, and an answer to it.

        A long one is cut at a sentence: none takes more than its share.
        """
        room = self._reach.budget() * 3 // 4 - estimate_tokens(besides)
        short = [replace(one, text=shortened(one.text, room // _SHARES)) for one in sources]
        costs = [_OVERHEAD + estimate_tokens(one.title + one.text) for one in short]
        return _numbered(short[: fitting_prefix(costs, room)])

    async def _asked(
        self, prompt: str, inputs: TaskInputs, schema: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        profile = self._profile()
        request = ModelRequest(
            service=Service.ANALYSIS,
            task=prompt,
            messages=self._prompts.render(prompt, inputs),
            inputs=inputs,
            max_tokens=profile.max_tokens,
            temperature=profile.temperature,
            schema=schema,
        )
        data = (await self._model.json_generate(request)).data
        return data if isinstance(data, Mapping) else {}


def _in_turn(lore: Sequence[Source], story: Sequence[Source]) -> list[Source]:
    """Return the best of both first, so that neither keeps the other out."""
    pairs = zip_longest(lore, story)
    return [one for pair in pairs for one in pair if one is not None]


def _with_turns(line: Sequence[Message], first: int) -> Iterator[tuple[Message, int]]:
    """Yield the messages of a line that say something with their turns, the first of turn *first*."""
    turn = first
    for number, message in enumerate(line):
        turn += number > 0 and message.role is Role.AUTHOR
        if message.text:
            yield message, turn


def _of_lore(entries: Sequence[LoreEntry], notes: Mapping[Any, SessionNote]) -> Iterator[Source]:
    for entry in entries:
        note = notes.get(entry.id)
        if note is not None:
            yield Source(
                name="",
                kind=SourceKind.NOTE,
                title=f"{entry.title}, note",
                text=note.note_content,
                entry_id=entry.id,
                turn=note.last_updated_turn,
            )
        if entry.content:
            also = f" (also called {', '.join(entry.aliases)})" if entry.aliases else ""
            yield Source(
                name="",
                kind=SourceKind.LORE,
                title=entry.title,
                also=also,
                text=entry.content,
                entry_id=entry.id,
            )


def _of_passage(passage: StoryPassage) -> Source:
    return Source(
        name="",
        kind=SourceKind.TURN,
        title=f"Turn {passage.turn}, {passage.speaker}",
        text=passage.text,
        message_id=passage.message_id,
        turn=passage.turn,
    )


def _of_message(message: Message, turn: int) -> Source:
    return Source(
        name="",
        kind=SourceKind.TURN,
        title=f"Turn {turn}, {message.speaker}",
        text=message.text,
        message_id=message.id,
        turn=turn,
    )


def _numbered(sources: Sequence[Source]) -> list[Source]:
    return [replace(one, name=f"s{number}") for number, one in enumerate(sources, start=1)]


def _named(sources: Sequence[Source]) -> tuple[NamedSource, ...]:
    return tuple(
        NamedSource(name=one.name, title=f"{one.title}{one.also}", text=one.text) for one in sources
    )


def _places(sources: Sequence[Source]) -> tuple[Place, ...]:
    """Return where *sources* stand, each place once."""
    places = (
        Place(
            kind=one.kind,
            title=one.title,
            entry_id=one.entry_id,
            message_id=one.message_id,
            turn=one.turn,
        )
        for one in sources
    )
    return tuple(dict.fromkeys(places))


def _founded(items: object, sources: Sequence[Source]) -> tuple[tuple[Statement, ...], int]:
    """Return the statements whose quotes stand in their sources, and how many have none.

    What is said twice is one statement, which rests on the sources of both.
    """
    by_name = {one.name: one for one in sources}
    kept, unfounded = dict[str, Statement](), 0
    for item in items if isinstance(items, list) else []:
        text = item.get("text") if isinstance(item, Mapping) else None
        if not isinstance(text, str) or not text.strip():
            continue
        citations = tuple(_citations(item.get("citations"), by_name))
        if not citations:
            unfounded += 1
            continue
        said = " ".join(text.casefold().split())
        new = Statement(text=text.strip()[:LONGEST_STATEMENT], citations=citations)
        before = kept.get(said, new)
        both = tuple(dict.fromkeys((*before.citations, *citations)))
        kept[said] = replace(before, citations=both)
    return tuple(kept.values()), unfounded


def _citations(items: object, sources: Mapping[str, Source]) -> Iterator[Citation]:
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, Mapping):
            continue
        source = sources.get(str(item.get("source")))
        quote = item.get("quote")
        if source is not None and isinstance(quote, str) and find_quote(quote, source.text):
            yield Citation(
                kind=source.kind,
                title=source.title,
                quote=quote,
                entry_id=source.entry_id,
                message_id=source.message_id,
                turn=source.turn,
            )
