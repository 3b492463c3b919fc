"""Measuring recall on dialogues: each is played into a throw-away library and asked about there."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.dialogues import Dialogue, DialogueTurn
from loredesk.domain.evaluations import Progress
from loredesk.domain.ids import MessageId, SessionId, WorldId
from loredesk.domain.lore import World
from loredesk.domain.measures import Wanted
from loredesk.domain.messages import Message, Role, Session
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.store import Repos
from loredesk.recall.story.passages import StoryPassage, StoryPassages
from loredesk.recall.story.question import Question
from loredesk.recall.story.ranking import Ranked, StoryRanking
from loredesk.recall.story.weights import FIRST, SECOND
from loredesk.services.evaluation.bench import (
    Bench,
    PreparedEmbedder,
    Tell,
    embed_story,
    slices,
)
from loredesk.services.evaluation.tally import Asked, Tally

BEGIN = datetime(2026, 1, 1, 20, tzinfo=UTC)
BETWEEN_SITTINGS = timedelta(days=7)
BETWEEN_TURNS = timedelta(minutes=1)
_MESSAGES_PER_TRANSACTION = 200

Order = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Played:
    """A dialogue as it stands in the library."""

    dialogue: Dialogue
    number: int
    session_id: SessionId
    messages: tuple[Message, ...]
    turns: Mapping[MessageId, str]
    """The id each message has in the file."""


class DialogueRuns:
    """Asks the questions of dialogues, one dialogue after the other."""

    def __init__(self, bench: Bench, *, ablation: bool, tell: Tell) -> None:
        self._bench = bench
        self._ablation = ablation
        self._tell = tell

    async def measured(self, dialogues: Sequence[Dialogue]) -> Tally:
        """Return what all questions together came to; each dialogue is a group."""
        tally = Tally()
        for number, dialogue in enumerate(dialogues):
            if dialogue.answerable:
                played = await self._play(dialogue, number)
                await self._ask(played, tally)
        return tally

    async def _play(self, dialogue: Dialogue, number: int) -> _Played:
        """Write a dialogue into the library, each of its sessions as a sitting of its own."""
        world_id, session_id = WorldId(f"world{number}"), SessionId(f"session{number}")
        messages = _messages(dialogue, number, session_id)
        world = World(id=world_id, title=dialogue.name, created_at=BEGIN)
        session = Session(
            id=session_id,
            world_id=world_id,
            title=dialogue.name,
            simulate_every=0,
            created_at=BEGIN,
            updated_at=BEGIN,
        )

        def begin(repos: Repos) -> None:
            repos.worlds.add(world)
            repos.sessions.add(session)

        def add(some: Sequence[Message], repos: Repos) -> None:
            for message in some:
                repos.messages.add(message)
            repos.sessions.put_head(session_id, some[-1].id)

        await self._bench.store.write(begin)
        for some in slices(messages, _MESSAGES_PER_TRANSACTION):
            await self._bench.store.write(partial(add, some))
        names = (turn.id for turn in dialogue.turns)
        return _Played(
            dialogue=dialogue,
            number=number,
            session_id=session_id,
            messages=messages,
            turns={message.id: name for message, name in zip(messages, names, strict=True)},
        )

    async def _ask(self, played: _Played, tally: Tally) -> None:
        dialogue, head = played.dialogue, played.messages[-1].id
        embedder = PreparedEmbedder(self._bench.embedder)
        told = partial(self._told, dialogue.name)
        story = self._bench.story(embedder)
        await embed_story(
            self._bench, story, played.session_id, head, partial(told, "reading the turns")
        )
        questions = dialogue.answerable
        speakers = _speakers(played.messages)
        bare = [speakers.bare(question.text) for question in questions]
        total = len(questions)
        await embedder.prepare(
            bare, lambda done: told("reading the questions", done, len(set(bare)))
        )
        without = await self._without(played) if self._ablation else None
        costs, texts = _costs(dialogue.turns), {one.id: one.text for one in dialogue.turns}
        names = {one.id: f"{one.id} \u00b7 {one.speaker}" for one in dialogue.turns}
        for done, question in enumerate(questions):
            told("asking", done, total)
            rows, ranked = await story.ranked(played.session_id, head, question.text)
            asked = Asked(
                text=question.text,
                wanted=tuple(
                    Wanted(name=one, carriers=frozenset({one})) for one in question.evidence
                ),
                costs=costs,
                texts=texts,
                names=names,
                groups=(dialogue.name,),
            )
            left_out = await without(question.text, embedder) if without is not None else {}
            looked = await self._bench.look.at(question.text, story=(rows, ranked))
            told_at_last = {stage: seen.passages for stage, seen in looked.items()}
            orders = {**stage_orders(ranked), **told_at_last}
            await asyncio.to_thread(_add, tally, asked, (rows, orders), left_out, played.turns)
        told("asking", total, total)

    async def _without(self, played: _Played) -> "_Without":
        model = self._bench.embedder.info.model
        passages = await asyncio.to_thread(_passages, played.messages)
        hashes = sorted(passages.without_vector())
        vectors = await self._bench.store.read(lambda repos: repos.documents.vectors(model, hashes))
        passages.put_vectors(vectors)
        return await asyncio.to_thread(_Without, passages, self._bench)

    def _told(self, name: str, doing: str, done: int, total: int) -> None:
        self._tell(Progress(doing=f"{name}: {doing}", done=done, total=total))


class _Without:
    """Judges the passages of a line without one clue after the other.

    What the other clues count stays as it is: it is not learned anew without the one left out.
    """

    def __init__(self, passages: StoryPassages, bench: Bench) -> None:
        self._passages = passages
        likeness = bench.likeness()
        self._rankings = {
            clue: StoryRanking(
                likeness,
                first={name: weight for name, weight in FIRST.items() if name != clue},
                second={name: weight for name, weight in SECOND.items() if name != clue},
            )
            for clue in dict.fromkeys((*FIRST, *SECOND))
        }

    async def __call__(
        self, text: str, embedder: PreparedEmbedder
    ) -> dict[str, tuple[Sequence[StoryPassage], Order]]:
        vector = (await embedder.embed([self._passages.bare(text)], purpose="query"))[0]
        return await asyncio.to_thread(self._orders, text, vector)

    def _orders(
        self, text: str, vector: NDArray[np.float32]
    ) -> dict[str, tuple[Sequence[StoryPassage], Order]]:
        question = Question.read(text, speakers=self._passages.names, vector=vector)
        return {
            clue: (self._passages.rows, ranking.rank(self._passages, question).order)
            for clue, ranking in self._rankings.items()
        }


def stage_orders(ranked: Ranked) -> dict[str, Order]:
    """Return the order of the passages by each stage alone."""
    signals = ranked.signals
    columns = {
        "words": signals.words,
        "meaning": signals.meaning,
        "near": signals.near,
        "first": ranked.first,
    }
    return {name: np.argsort(-column, kind="stable") for name, column in columns.items()}


def messages_in_order(rows: Sequence[StoryPassage], order: Order) -> list[MessageId]:
    """Return the messages the passages belong to, each once, by its best passage."""
    return list(dict.fromkeys(rows[row].message_id for row in order.tolist()))


def spoken_tokens(speaker: str, text: str) -> int:
    """Return what a message costs in a prompt, where its speaker stands before it."""
    return estimate_tokens(f"{speaker}: {text}\n\n")


def _add(
    tally: Tally,
    asked: Asked,
    judged: tuple[Sequence[StoryPassage], Mapping[str, Order]],
    left_out: Mapping[str, tuple[Sequence[StoryPassage], Order]],
    turns: Mapping[MessageId, str],
) -> None:
    rows, orders = judged

    def named(some: Sequence[StoryPassage], order: Order) -> list[str]:
        return [turns[one] for one in messages_in_order(some, order)]

    tally.add(
        asked,
        {name: named(rows, order) for name, order in orders.items()},
        {clue: named(some, order) for clue, (some, order) in left_out.items()},
    )


def _messages(dialogue: Dialogue, number: int, session_id: SessionId) -> tuple[Message, ...]:
    messages: list[Message] = []
    for sitting, turns in enumerate(dialogue.sittings):
        for place, turn in enumerate(turns):
            messages.append(
                Message(
                    id=MessageId(f"{number}-{len(messages)}"),
                    session_id=session_id,
                    parent_id=messages[-1].id if messages else None,
                    seq=0,
                    role=Role.NARRATOR,
                    speaker=turn.speaker,
                    text=turn.text,
                    created_at=BEGIN + sitting * BETWEEN_SITTINGS + place * BETWEEN_TURNS,
                )
            )
    return tuple(messages)


def _speakers(messages: Sequence[Message]) -> StoryPassages:
    """Return who speaks, and nothing of what is said: it knows which names are left out."""
    found = StoryPassages()
    by_name = {message.speaker: message for message in messages}
    for message in by_name.values():
        found.append(_unsaid(message), 0)
    return found


def _unsaid(message: Message) -> Message:
    return Message(
        id=message.id,
        session_id=message.session_id,
        parent_id=None,
        seq=0,
        role=message.role,
        speaker=message.speaker,
        text="",
    )


def _passages(messages: Sequence[Message]) -> StoryPassages:
    found = StoryPassages()
    for number, message in enumerate(messages):
        found.append(message, number)
    return found


def _costs(turns: Sequence[DialogueTurn]) -> dict[str, int]:
    return {turn.id: spoken_tokens(turn.speaker, turn.text) for turn in turns}
