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
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from loredesk.domain.evaluations import Progress
from loredesk.domain.ids import MessageId, SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import Message
from loredesk.ports.store import Store
from loredesk.recall.candidates import Candidate
from loredesk.recall.engine import Query
from loredesk.recall.lore.weights import MEANING, WORDS
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
from loredesk.services.evaluation.copying import copy_canon, copy_line, copy_weights
from loredesk.services.evaluation.dialogue_runs import Order, messages_in_order, stage_orders
from loredesk.services.evaluation.second_look import BEFORE, Seen
from loredesk.services.evaluation.session_lessons import HeldOut, Learned, SessionLessons, held_out
from loredesk.services.evaluation.session_line import Reply, Things, replies_on, turns_on
from loredesk.services.evaluation.tally import FINAL, Asked, Tally
from loredesk.services.evaluation.used import NAMES, RARE, Used, used_in

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
TURNS, ENTRIES = "turns", "entries"
"""Name the orders of messages and of entries, as they are told."""
ENTRIES_BY = {WORDS: "entries by words", MEANING: "entries by meaning"}
"""Name the orders of entries by one search alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionResult:
    """What the replies of a session came to."""

    tally: Tally
    learned: Learned | None = None
    """What they taught; None where nothing was to be learned."""


@dataclass(slots=True, kw_only=True)
class _Asking:
    """A line that is asked, and what came of it so far."""

    world_id: WorldId
    session_id: SessionId
    line: Sequence[Message]
    things: Things = field(default_factory=Things)
    tally: Tally = field(default_factory=Tally)
    held: list[HeldOut] = field(default_factory=list)


class SessionRuns:
    """Holds every reply of a session against what recall would have offered for it."""

    def __init__(self, bench: Bench, *, author: Store, tell: Tell) -> None:
        self._bench = bench
        self._author = author
        self._tell = tell

    async def measured(
        self,
        session_id: SessionId,
        world_id: WorldId,
        *,
        weights: LearnedWeights | None = None,
        learn: bool = False,
    ) -> SessionResult:
        """Return what all replies came to; names and rare words are groups.

        *weights* are those in use in the world, where they are not the built-in ones.
        """
        entries = await copy_canon(self._author, self._bench, world_id)
        line = await copy_line(self._author, self._bench, session_id)
        if weights is not None:
            await copy_weights(weights, self._bench, session_id)
        await embed_documents(self._bench, self._told("reading the lore"))
        embedder = PreparedEmbedder(self._bench.embedder)
        story = self._bench.story(embedder)
        await self._embed(story, embedder, session_id, line)
        asking = _Asking(world_id=world_id, session_id=session_id, line=line)
        await self._ask(story, asking, entries)
        if not learn:
            return SessionResult(tally=asking.tally)
        told = self._told("learning")
        lessons = SessionLessons(story, session_id, asking.things.costs, told)
        return SessionResult(tally=asking.tally, learned=await lessons.learned(asking.held, line))

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
        asked = [names.bare(one.turn.text) for one in replies_on(line)]
        reading = self._told("reading the turns")
        await embedder.prepare(asked, lambda done: reading(done, len(asked)))

    async def _ask(self, story: StoryRecall, asking: _Asking, entries: Sequence[LoreEntry]) -> None:
        things, line = asking.things, asking.line
        waiting = sorted(entries, key=lambda one: one.created_at)
        names = frozenset(term for entry in entries for name in entry.names for term in terms(name))
        replies, turns = list(replies_on(line)), turns_on(line)
        messages = frozenset[str](turns)
        told = self._told("asking")
        for done, reply in enumerate(replies):
            told(done, len(replies))
            while waiting and waiting[0].created_at <= reply.turn.created_at:
                things.add_entry(waiting.pop(0))
            things.add_messages(line, reply.older, turns)
            used = await asyncio.to_thread(
                used_in, reply.reply.text, reply.told, things.holders, names
            )
            if not used.all:
                continue
            if (held := held_out(reply, used, messages)) is not None:
                asking.held.append(held)
            judged = await story.ranked(asking.session_id, reply.head, reply.turn.text)
            found = await self._found(reply.query(asking.world_id))
            looked = await self._bench.look.at(
                reply.turn.text,
                found=[one for one in found[ENTRIES] if one.entry_id in things.entries],
                entries=things.entries,
                story=judged,
            )
            await asyncio.to_thread(
                _add, asking.tally, (reply, used), things, judged, _Offered(found, looked)
            )
        told(len(replies), len(replies))

    async def _found(self, query: Query) -> Mapping[str, Sequence[Candidate]]:
        """Return the entries that are offered, and those one search alone would offer."""
        queries = {ENTRIES: query}
        for stage, name in ENTRIES_BY.items():
            queries[name] = replace(query, stages=frozenset({stage}))
        return {
            name: await self._bench.recall.find(one_query) for name, one_query in queries.items()
        }

    def _told(self, doing: str) -> "_Told":
        return _Told(self._tell, doing)


@dataclass(frozen=True, slots=True)
class _Told:
    """Says how far one thing has come."""

    tell: Tell
    doing: str

    def __call__(self, done: int, total: int) -> None:
        self.tell(Progress(doing=self.doing, done=done, total=total))


@dataclass(frozen=True, slots=True)
class _Offered:
    """The entries recall offers for a turn."""

    found: Mapping[str, Sequence[Candidate]]
    """By all searches together, and by each alone."""
    looked: Mapping[str, Seen]
    """What the reranker makes of the first."""

    def by_one_search(self, among: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return what each search alone offers *among* entries."""
        return {
            name: [one.entry_id for one in self.found[name] if one.entry_id in among]
            for name in ENTRIES_BY.values()
        }


def _add(
    tally: Tally,
    judged_by: tuple[Reply, Used],
    things: Things,
    judged: tuple[Sequence[StoryPassage], Ranked],
    offered: _Offered,
) -> None:
    reply, used = judged_by
    rows, ranked = judged

    def messages(order: Order) -> list[MessageId]:
        return [one for one in messages_in_order(rows, order) if one in things.texts]

    older = messages(ranked.order)
    entries = offered.looked.get(BEFORE, offered.looked[FINAL]).entries
    told_before = frozenset(older)
    there = [one for one in things.texts if one in told_before]
    # What is always on stands in every prompt: its place says nothing, unless it is asked for.
    passed_by = things.always - frozenset().union(*(one.carriers for one in used.all))
    orders: dict[str, Sequence[str]] = {
        **{name: messages(order) for name, order in stage_orders(ranked).items()},
        TURNS: older,
        **offered.by_one_search(things.costs.keys() - passed_by),
        ENTRIES: [one for one in entries if one not in passed_by],
        "newest": there[::-1],
        **{
            stage: list(_alternating(messages(seen.passages), seen.entries))
            for stage, seen in offered.looked.items()
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
