"""Measuring recall on the author's own campaign, with the replies themselves as the questions.

For each reply of the line that answers a turn of the author's, what stood before that turn is
searched with it, as of that moment: older messages, and the canon of the world. It is measured
how much of what the reply used (see `used`) is held by what recall offers.

That shows whether recall could have told the model what it then wrote about. It cannot show that
the model needed it, nor find what was told again in other words; a rare word may be there by
chance, so that no recall reaches 100 %. A reply can only use what its model was told, which is
kinder to the recall it was written with than to any other. Notes and the session's own newcomers
are left out, since they were written after the replies they rest on; canon counts as it reads now.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from loredesk.domain.evaluations import Progress
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import Message, Role, last_panel
from loredesk.ports.store import Store
from loredesk.recall.engine import Query
from loredesk.recall.story.passages import StoryPassage, StoryPassages
from loredesk.recall.story.ranking import Ranked
from loredesk.recall.story_recall import StoryRecall
from loredesk.recall.terms import terms
from loredesk.services.evaluation.bench import (
    Bench,
    PreparedEmbedder,
    Tell,
    bring_vectors,
    embed_documents,
    embed_story,
)
from loredesk.services.evaluation.copying import copy_canon, copy_line
from loredesk.services.evaluation.dialogue_runs import (
    Order,
    messages_in_order,
    spoken_tokens,
    stage_orders,
)
from loredesk.services.evaluation.entry_runs import entry_tokens
from loredesk.services.evaluation.second_look import BEFORE, Seen
from loredesk.services.evaluation.tally import FINAL, Asked, Tally
from loredesk.services.evaluation.used import NAMES, RARE, Holders, Used, used_in

SHOWN = 6
"""The last messages before a turn stand in every prompt: finding them proves nothing."""
_KINDEST = (
    "A reply can only use what its model was told: the figures are kindest to the recall the "
    "replies were written with."
)
_BY_CHANCE = (
    "Rare words may come up by chance; no recall reaches 100 %. Look at the names first, and "
    "compare with \u201cnewest\u201d, which offers the latest of what is not shown anyway."
)
_LEFT_OUT = (
    "What a reply used in other words is not seen. Notes and newcomers are left out, since they "
    "were written after the replies; canon counts as it reads now."
)
CAVEATS = (_KINDEST, _BY_CHANCE, _LEFT_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """A reply, and what was there when its turn had been written."""

    turn: Message
    reply: Message
    shown: tuple[Message, ...]
    """The last messages before the turn."""
    older: int
    """How many messages are older than those."""
    number: int


@dataclass(slots=True)
class _Things:
    """What can be offered, as far as it is there yet."""

    holders: Holders = field(default_factory=Holders)
    costs: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    entries: dict[LoreId, LoreEntry] = field(default_factory=dict)
    messages: int = 0

    def add_messages(self, line: Sequence[Message], until: int, turns: Mapping[str, int]) -> None:
        for message in line[self.messages : until]:
            self.costs[message.id] = spoken_tokens(message.speaker, message.text)
            self.texts[message.id] = message.text
            self.names[message.id] = f"turn {turns[message.id]} \u00b7 {message.speaker}"
            self.holders.put(message.id, message.text)
        self.messages = max(self.messages, until)

    def add_entry(self, entry: LoreEntry) -> None:
        self.entries[entry.id] = entry
        self.costs[entry.id] = entry_tokens(entry)
        self.texts[entry.id] = entry.content
        self.names[entry.id] = entry.title
        self.holders.put(entry.id, " ".join((*entry.names, entry.content)))


class SessionRuns:
    """Holds every reply of a session against what recall would have offered for it."""

    def __init__(self, bench: Bench, *, author: Store, tell: Tell) -> None:
        self._bench = bench
        self._author = author
        self._tell = tell

    async def measured(self, session_id: SessionId, world_id: WorldId) -> Tally:
        """Return what all replies came to; names and rare words are groups."""
        entries = await copy_canon(self._author, self._bench, world_id)
        line = await copy_line(self._author, self._bench, session_id)
        await embed_documents(self._bench, self._told("reading the lore"))
        embedder = PreparedEmbedder(self._bench.embedder)
        story = self._bench.story(embedder)
        await self._embed(story, embedder, session_id, line)
        return await self._ask(story, (world_id, session_id), line, entries)

    async def _embed(
        self,
        story: StoryRecall,
        embedder: PreparedEmbedder,
        session_id: SessionId,
        line: Sequence[Message],
    ) -> None:
        head = line[-1].id if line else None
        missing = await story.without_vector(session_id, head, most=10**9)
        await bring_vectors(self._author, self._bench, list(missing.values()))
        told = self._told("reading the story")
        await embed_story(self._bench, story, session_id, head, told)
        names = StoryPassages()
        for message in {one.speaker: one for one in line}.values():
            names.append(replace(message, text=""), 0)
        asked = [names.bare(one.turn.text) for one in _replies(line)]
        reading = self._told("reading the turns")
        await embedder.prepare(asked, lambda done: reading(done, len(asked)))

    async def _ask(
        self,
        story: StoryRecall,
        where: tuple[WorldId, SessionId],
        line: Sequence[Message],
        entries: Sequence[LoreEntry],
    ) -> Tally:
        tally, things, waiting = Tally(), _Things(), sorted(entries, key=lambda one: one.created_at)
        names = frozenset(term for entry in entries for name in entry.names for term in terms(name))
        replies, turns = list(_replies(line)), _turns(line)
        told = self._told("asking")
        for done, reply in enumerate(replies):
            told(done, len(replies))
            while waiting and waiting[0].created_at <= reply.turn.created_at:
                things.add_entry(waiting.pop(0))
            things.add_messages(line, reply.older, turns)
            shown = (reply.turn.text, *(one.text for one in reply.shown))
            used = await asyncio.to_thread(used_in, reply.reply.text, shown, things.holders, names)
            if not used.all:
                continue
            head = reply.turn.parent_id
            judged = await story.ranked(where[1], head, reply.turn.text)
            found = await self._bench.recall.find(_query(where[0], reply))
            looked = await self._bench.look.at(
                reply.turn.text,
                found=[one for one in found if one.entry_id in things.entries],
                entries=things.entries,
                story=judged,
            )
            await asyncio.to_thread(_add, tally, (reply, used), things, judged, looked)
        told(len(replies), len(replies))
        return tally

    def _told(self, doing: str) -> "_Told":
        return _Told(self._tell, doing)


@dataclass(frozen=True, slots=True)
class _Told:
    """Says how far one thing has come."""

    tell: Tell
    doing: str

    def __call__(self, done: int, total: int) -> None:
        self.tell(Progress(doing=self.doing, done=done, total=total))


def _add(
    tally: Tally,
    judged_by: tuple[_Reply, Used],
    things: _Things,
    judged: tuple[Sequence[StoryPassage], Ranked],
    looked: Mapping[str, Seen],
) -> None:
    reply, used = judged_by
    rows, ranked = judged

    def messages(order: Order) -> list[MessageId]:
        return [one for one in messages_in_order(rows, order) if one in things.texts]

    older, entries = messages(ranked.order), looked.get(BEFORE, looked[FINAL]).entries
    told_before = frozenset(older)
    there = [one for one in things.texts if one in told_before]
    orders: dict[str, Sequence[str]] = {
        **{name: messages(order) for name, order in stage_orders(ranked).items()},
        "turns": older,
        "entries": entries,
        "newest": there[::-1],
        **{
            stage: list(_alternating(messages(seen.passages), seen.entries))
            for stage, seen in looked.items()
        },
    }
    asked = Asked(
        text=f"Turn {reply.number}: {reply.turn.text}",
        wanted=used.all,
        costs=dict(things.costs),
        texts=things.texts,
        names=things.names,
    )
    tally.add(asked, orders)
    for group, wanted in ((NAMES, used.names), (RARE, used.rare)):
        if wanted:
            only = Tally()
            only.add(replace(asked, wanted=wanted, groups=(group,)), {FINAL: orders[FINAL]})
            tally.groups.setdefault(group, []).extend(only.groups[group])


def _alternating(turns: Sequence[str], entries: Sequence[str]) -> Iterator[str]:
    """Yield a turn, an entry, a turn … as long as there are any."""
    pairs = chain.from_iterable(zip_longest(turns, entries))
    return (one for one in pairs if one is not None)


def _replies(line: Sequence[Message]) -> Iterator[_Reply]:
    number = 0
    for place, message in enumerate(line):
        if message.role is Role.AUTHOR:
            number += 1
            continue
        before = line[place - 1] if place else None
        if before is None or before.role is not Role.AUTHOR:
            continue
        older = max(place - 1 - SHOWN, 0)
        if before.text.strip() and message.text.strip() and before.parent_id is not None:
            yield _Reply(
                turn=before,
                reply=message,
                shown=tuple(line[older : place - 1]),
                older=older,
                number=number,
            )


def _turns(line: Sequence[Message]) -> dict[str, int]:
    found: dict[str, int] = {}
    turn = 0
    for message in line:
        turn += message.role is Role.AUTHOR
        found[message.id] = turn
    return found


def _query(world_id: WorldId, reply: _Reply) -> Query:
    panel = last_panel(reply.shown)
    scene = tuple(one.text for one in reversed(reply.shown))
    on_scene = (*panel.present, panel.place) if panel is not None else ()
    return Query(
        world_id=world_id,
        session_id=None,
        text=reply.turn.text,
        scene=scene,
        on_scene=tuple(one for one in on_scene if one),
    )
