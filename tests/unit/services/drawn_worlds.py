"""Worlds drawn at random, in which each sentence is a fact of its own that can be looked for."""

import re
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import strategies as st

from loredesk.domain.diff import sentences
from loredesk.domain.ids import LinkId, SummaryId
from loredesk.domain.lore import Link, LoreEntry
from loredesk.domain.messages import Message, NarratorTells, Role
from loredesk.domain.panel import Panel
from loredesk.domain.steering import Steer
from loredesk.domain.summaries import (
    Stretch,
    Summary,
    SummaryLevel,
    SummarySentence,
    fingerprint,
    told_by,
)
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.services.context import Prepared
from loredesk.services.knowledge import KnowledgeService
from loredesk.services.scene import read_scene
from loredesk.storage.repos import SqlRepos
from tests.fakes.library import SqlLibrary
from tests.unit.services.conftest import Campaign

NAMES = ("Arvel", "Brunhild", "Coppin", "Dorothea", "Eskild", "Fennimore", "Gwendolen", "Holm")
THEMES = ("tide gate", "lantern", "salt road", "ferry")
FILLINGS = (
    "and the old water rose again over the stones of the quay below",
    "und über den Steinen am Kai stieg das alte Wasser noch höher",
    "и старая вода снова поднялась над камнями внизу",
    "古い 水が また 石の 上に 上がって きた",
)


@dataclass(frozen=True)
class DrawnEntry:
    """An entry; each number is a sentence of so many words."""

    content: tuple[int, ...]
    note: tuple[int, ...]
    aliases: int
    category: str
    always_on: bool
    known_by: int | None
    """None for everyone, -1 for nobody."""
    closed: bool
    """Whether the first sentences of it and of its note are known to nobody."""
    steer: Steer | None


@dataclass(frozen=True)
class DrawnTurn:
    """A turn of the author's and the reply to it."""

    says: tuple[int, ...]
    reply: tuple[int, ...]
    """Where it is empty the reply says nothing but what it repeats."""
    present: tuple[int, ...]
    """Who is there when it ends; nothing is said of that where it is empty."""
    again: int | None
    """The message, counted back, of which the reply repeats the first sentence."""
    speaker: int | None
    """Whoever speaks in the reply; None for the narrator."""
    event: int | None
    """The entry to which something happens that waits for review."""


@dataclass(frozen=True)
class DrawnWorld:
    """Everything of a world and of a session in it."""

    entries: tuple[DrawnEntry, ...]
    links: tuple[tuple[int, int], ...]
    turns: tuple[DrawnTurn, ...]
    chapter: int
    """So many turns make a chapter."""
    named: tuple[int, ...]
    """Whom the new turn names."""
    tongue: int
    speaks: str
    """`all`, `present`, or `voice` where the first entry speaks."""


sizes = st.lists(st.sampled_from([1, 4, 12, 30, 60]), max_size=4).map(tuple)
some_sizes = st.lists(st.sampled_from([2, 5, 14, 40]), min_size=1, max_size=3).map(tuple)
people = st.lists(st.integers(0, 7), max_size=3, unique=True).map(tuple)
entries = st.builds(
    DrawnEntry,
    content=sizes,
    note=sizes,
    aliases=st.sampled_from([0, 0, 1, 9]),
    category=st.sampled_from(["character", "item", "one of the institutions of the long town"]),
    always_on=st.sampled_from([False, False, True]),
    known_by=st.sampled_from([None, None, -1, 0, 1]),
    closed=st.booleans(),
    steer=st.sampled_from([None, None, None, *Steer]),
)
turns = st.builds(
    DrawnTurn,
    says=some_sizes,
    reply=st.one_of(st.just(()), some_sizes),
    present=people,
    again=st.sampled_from([None, None, 1, 2, 4]),
    speaker=st.sampled_from([None, None, 0, 1]),
    event=st.sampled_from([None, None, 0, 1, 2]),
)


def worlds(*speaks: str, most_turns: int = 10) -> st.SearchStrategy[DrawnWorld]:
    """Return worlds in which the replies are told in one of the ways *speaks*."""
    pairs = st.tuples(st.integers(0, 7), st.integers(0, 7))
    return st.builds(
        DrawnWorld,
        entries=st.lists(entries, min_size=2, max_size=8).map(tuple),
        links=st.lists(pairs, max_size=3).map(tuple),
        turns=st.lists(turns, max_size=most_turns).map(tuple),
        chapter=st.sampled_from([2, 3, 99]),
        named=people,
        tongue=st.integers(0, 3),
        speaks=st.sampled_from(speaks),
    )


@dataclass
class PlayedWorld:
    """A drawn world in a library, and what must not be told there."""

    campaign: Campaign
    drawn: DrawnWorld
    entries: list[LoreEntry] = field(default_factory=list)
    line: list[Message] = field(default_factory=list)
    facts: int = 0
    hidden: set[str] = field(default_factory=set)
    """The marks of facts that nobody who hears the reply may know."""
    told: set[str] = field(default_factory=set)
    """The marks of facts that are told somewhere where they may be known."""

    @property
    def turn(self) -> str:
        """Return the new turn of the author's."""
        names = [NAMES[one] for one in self.drawn.named if one < len(self.entries)]
        return f"I look at the tide gate and the lantern with {', '.join(names) or 'nobody'}."

    @property
    def knowledge(self) -> KnowledgeService:
        """Return what says who knows what."""
        library = self.campaign.library
        return KnowledgeService(
            store=library.store, documents=library.documents, new_id=library.new_id
        )

    @property
    def is_open(self) -> bool:
        """Return whether who tells the reply knows everything."""
        return self.drawn.speaks == "all"

    @property
    def secret(self) -> set[str]:
        """Return what must not stand in the prompt."""
        return self.hidden - self.told

    async def build(self, context_tokens: int) -> Prepared:
        """Return what would be sent to a model that reads so much; an answer has 256 of it."""
        campaign = self.campaign
        campaign.profile = replace(
            campaign.profile,
            context_tokens=context_tokens,
            max_tokens=min(256, context_tokens // 2),
        )
        session_id = campaign.session.id
        scene = await campaign.library.read(
            lambda repos: read_scene(repos, session_id, repos.sessions.get(session_id).head)
        )
        return await campaign.context.build(scene, self.turn)

    def mark(self, *, known: bool) -> str:
        """Return a word that stands nowhere else, and remember whether it may be told."""
        self.facts += 1
        mark = f"k{self.facts:03}q"
        (self.told if known else self.hidden).add(mark)
        return mark

    def fact(self, words: int, *, known: bool) -> str:
        """Return a sentence that stands nowhere else."""
        mark = self.mark(known=known)
        filling = FILLINGS[self.drawn.tongue].split() * 9
        return f"The {THEMES[self.facts % len(THEMES)]} {' '.join(filling[:words])} {mark}."


def marks_in(text: str) -> frozenset[str]:
    """Return the marks of the facts *text* tells."""
    return frozenset(re.findall(r"\bk\d{3}q\b", text))


@asynccontextmanager
async def played(drawn: DrawnWorld) -> AsyncIterator[PlayedWorld]:
    """Yield *drawn* as it stands in a library of its own."""
    with tempfile.TemporaryDirectory() as folder:
        async with SqlLibrary(Path(folder)) as library:
            world = await library.add_world(description="A town of locks.")
            campaign = Campaign(library, world, await library.add_session(world))
            here = PlayedWorld(campaign, drawn)
            try:
                await _play(here)
                yield here
            finally:
                await campaign.index.aclose()
                campaign.thread.shutdown()


async def _play(here: PlayedWorld) -> None:
    drawn, stories, session_id = here.drawn, here.campaign.stories, here.campaign.session.id
    for number, one in enumerate(drawn.entries):
        await _add_entry(here, number, one)
    for number, turn in enumerate(drawn.turns, start=1):
        await _add_turn(here, number, turn)
    await here.campaign.library.write(lambda repos: _link(repos, here))
    await here.campaign.library.write(lambda repos: _sum_up(repos, here))
    await stories.set_shows_unreviewed(session_id, shows=True)
    if drawn.speaks == "voice":
        await stories.set_voice(session_id, here.entries[0].id)
    elif drawn.speaks == "present":
        await stories.set_narrator(session_id, NarratorTells.PRESENT)


def _knower(number: int, one: DrawnEntry) -> int | None:
    """Return who alone knows an entry, one that was there before it; -1 for nobody."""
    if one.known_by is None:
        return None
    return one.known_by if one.known_by < number else -1


def _knows(here: PlayedWorld, number: int, one: DrawnEntry) -> bool:
    """Return whether who hears the reply knows what is open of an entry."""
    knower = _knower(number, one)
    if here.is_open or knower is None:
        return True
    if here.drawn.speaks == "voice":
        return knower == 0
    return knower in _present(here, len(here.drawn.turns))


def _present(here: PlayedWorld, turn: int) -> Sequence[int]:
    """Return who is there after so many turns, as the last panel says."""
    said = [one.present for one in here.drawn.turns[:turn] if one.present]
    return said[-1] if said else ()


def _saw(here: PlayedWorld, turn: int) -> bool:
    """Return whether who speaks was there after so many turns; where nothing says it, they were."""
    there = _present(here, turn)
    return here.drawn.speaks != "voice" or not there or 0 in there


async def _add_entry(here: PlayedWorld, number: int, one: DrawnEntry) -> None:
    campaign, knows, knower = here.campaign, _knows(here, number, one), _knower(number, one)
    session_id = campaign.session.id
    visibility = EVERYONE if knower is None else SECRET
    if knower is not None and knower >= 0:
        visibility = Visibility.known_by(here.entries[knower].id)
    content, note = (_facts(here, sizes, one, known=knows) for sizes in (one.content, one.note))
    entry = await campaign.add(
        NAMES[number],
        " ".join(content),
        category=one.category,
        always_on=one.always_on,
        aliases=tuple(f"Old {here.mark(known=knows)}" for _ in range(one.aliases)),
        visibility=visibility,
    )
    here.entries.append(entry)
    if note:
        await campaign.library.add_note(session_id, entry.id, " ".join(note))
    for some, where in ((content, None), (note, session_id)):
        if some and one.closed:
            await here.knowledge.set_sentence(entry.id, where, some[0], SECRET)
    if one.steer is not None:
        await campaign.explaining.steer(session_id, entry.id, one.steer)


def _facts(here: PlayedWorld, sizes: Sequence[int], one: DrawnEntry, *, known: bool) -> list[str]:
    """Return a sentence of each size; the first is known to nobody where the entry says so."""
    return [
        here.fact(words, known=here.is_open or (known and not (one.closed and not at)))
        for at, words in enumerate(sizes)
    ]


async def _add_turn(here: PlayedWorld, number: int, one: DrawnTurn) -> None:
    """Add the turn *number*, from 1, with its reply and what follows from it."""
    session_id, library = here.campaign.session.id, here.campaign.library
    before, after = _saw(here, number - 1), _saw(here, number)
    said = " ".join(here.fact(words, known=before) for words in one.says)
    here.line.append(await library.add_message(session_id, Role.AUTHOR, said))
    told = [here.fact(words, known=after) for words in one.reply or (3,) * (one.again is None)]
    if one.again is not None and one.again <= len(here.line):
        again = sentences(here.line[-one.again].text)[0]
        told.append(again)
        if after:
            here.told |= marks_in(again)
    panel = None
    if one.present:
        names = tuple(NAMES[who] for who in one.present)
        panel = Panel(place="the quay", present=names, mood=here.fact(2, known=after))
    reply = await library.add_message(session_id, Role.NARRATOR, " ".join(told), panel=panel)
    if one.speaker is not None:
        spoken = replace(reply, speaker=NAMES[one.speaker])
        await library.write(lambda repos: repos.messages.put(spoken))
        reply = spoken
    here.line.append(reply)
    if one.event is not None and one.event < len(here.entries):
        await _add_event(here, one.event, reply, seen=after)


async def _add_event(here: PlayedWorld, about: int, reply: Message, *, seen: bool) -> None:
    """Let something happen to an entry that waits for review; of guarded ones it is not told."""
    drawn = here.drawn.entries[about]
    is_guarded = _knower(about, drawn) is not None or (
        drawn.closed and (drawn.content or drawn.note)
    )
    event = here.fact(5, known=seen and (here.is_open or not is_guarded))
    await here.campaign.library.add_proposal(
        here.campaign.session.id, here.entries[about], reply, event
    )


def _link(repos: SqlRepos, here: PlayedWorld) -> None:
    pairs = {(one, other) for one, other in here.drawn.links if max(one, other) < len(here.entries)}
    for one, other in sorted(pairs):
        repos.lore.add_link(
            Link(
                id=LinkId(f"link{one}{other}"),
                world_id=here.campaign.world.id,
                from_id=here.entries[one].id,
                to_id=here.entries[other].id,
                relation="knows",
            )
        )


def _sum_up(repos: SqlRepos, here: PlayedWorld) -> None:
    """Sum up every chapter that has ended, with a sentence for each of its turns."""
    size = here.drawn.chapter
    for chapter in range(1, len(here.drawn.turns) // size + 1):
        first, last = (chapter - 1) * size + 1, chapter * size
        told = tuple(
            SummarySentence(
                text=here.fact(12, known=_saw(here, turn - 1) and _saw(here, turn)), turns=(turn,)
            )
            for turn in range(first, last + 1)
        )
        repos.summaries.add(
            Summary(
                id=SummaryId(f"summary{chapter}"),
                session_id=here.campaign.session.id,
                level=SummaryLevel.CHAPTER,
                stretch=Stretch(
                    chapter=chapter,
                    first=here.line[2 * first - 2].id,
                    last=here.line[2 * last - 1].id,
                    first_turn=first,
                    last_turn=last,
                ),
                text=told_by(told),
                sentences=told,
                fingerprint=fingerprint(told_by(told), hidden=False),
            )
        )
