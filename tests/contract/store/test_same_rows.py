"""The same story leaves the same rows, row by row, on a file and on a server."""

import asyncio
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SummaryId
from loredesk.domain.messages import NarratorTells
from loredesk.domain.summaries import Stretch, Summary, SummaryLevel, SummarySentence
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.services.audit import AuditService
from loredesk.services.canon import CanonService
from loredesk.services.history import HistoryService
from loredesk.services.knowledge import KnowledgeService
from loredesk.services.merging import MergeService
from loredesk.services.review import ReviewService
from loredesk.services.story import StoryService
from loredesk.services.summaries.service import SummaryService
from loredesk.services.trash import TrashService
from loredesk.storage.schema.everything import metadata
from tests.fakes.library import SqlLibrary

NAMES = ("Mara Venn", "Otto Heron", "The Lamp")
ACTS = (
    "turn",
    "take",
    "goto",
    "edit",
    "delete",
    "restore",
    "branch",
    "note by hand",
    "note of a model",
    "withdraw",
    "reinstate",
    "propose",
    "accept",
    "reject",
    "reopen",
    "promote",
    "merge",
    "sum up",
    "hide a summary",
    "trash",
    "untrash",
    "close",
    "close a sentence",
    "learn",
    "forget",
    "speak",
    "look",
)

GIVEN = {("documents", "id"), ("maintenance_queue", "seq")}
"""On a file they are given again or without a gap, on a server neither."""


class Desk:
    """A library with what changes it, played by numbers."""

    def __init__(self, library):
        self.library = library
        tools = {
            "store": library.store,
            "timeline": library.timeline,
            "new_id": library.new_id,
        }
        self.story = StoryService(**tools)
        self.history = HistoryService(store=library.store, timeline=library.timeline)
        self.summaries = SummaryService(store=library.store, new_id=library.new_id, may_write=True)
        tools["documents"] = library.documents
        self.canon = CanonService(**tools)
        self.merging = MergeService(**tools)
        self.review = ReviewService(**tools)
        self.trash = TrashService(store=library.store, documents=library.documents)
        self.knowledge = KnowledgeService(
            store=library.store, documents=library.documents, new_id=library.new_id
        )
        self.told = []

    async def begin(self):
        self.world = await self.library.add_world()
        self.session = await self.library.add_session(self.world)
        self.entries = [
            await self.library.add_entry(self.world, name, f"{name} is here.", tags=("a",))
            for name in NAMES
        ]
        await self.library.add_turn(self.session.id)

    async def do(self, act, pick):
        self.library.clock.forward(seconds=1)
        try:
            told = await getattr(self, "_" + act.replace(" ", "_"))(pick)
        except UserFixableError as refused:
            told = str(refused)
        self.told.append((act, told))

    async def _read(self, work):
        return await self.library.read(work)

    async def _message(self, pick):
        tree = await self._read(lambda repos: repos.messages.of_session(self.session.id))
        return tree[pick % len(tree)]

    def _entry(self, pick):
        return self.entries[pick % len(self.entries)]

    async def _head(self):
        head = (await self._read(lambda repos: repos.sessions.get(self.session.id))).head
        return await self._read(lambda repos: repos.messages.get(head))

    async def _proposal(self, pick):
        found = await self._read(lambda repos: repos.proposals.of_session(self.session.id, None))
        return found[pick % len(found)].id if found else "none"

    async def _revision(self, pick):
        found = await self._read(lambda repos: repos.notes.revisions(self.session.id))
        return found[pick % len(found)].id if found else "none"

    async def _turn(self, pick):
        await self.library.add_turn(self.session.id, f"I do {pick}.", f"\x00It is {pick}.")

    async def _take(self, pick):
        message = await self._message(pick)
        await self.library.add_message(
            self.session.id, message.role, f"Take {pick}", parent=message.parent_id or message.id
        )

    async def _goto(self, pick):
        return await self.story.goto(self.session.id, (await self._message(pick)).id)

    async def _edit(self, pick):
        return await self.story.edit(self.session.id, (await self._message(pick)).id, f"New {pick}")

    async def _delete(self, pick):
        return await self.story.delete(self.session.id, (await self._message(pick)).id)

    async def _restore(self, pick):
        return await self.story.restore(self.session.id, (await self._message(pick)).id)

    async def _branch(self, pick):
        return await self.story.branch(self.session.id, (await self._message(pick)).id)

    async def _note_by_hand(self, pick):
        return await self.library.add_note(
            self.session.id, self._entry(pick).id, f"By hand {pick}."
        )

    async def _note_of_a_model(self, pick):
        head = await self._head()
        return await self.library.add_note(
            self.session.id, self._entry(pick).id, f"Told {pick}.", anchors=frozenset({head.id})
        )

    async def _withdraw(self, pick):
        return await self.history.withdraw(self.session.id, await self._revision(pick))

    async def _reinstate(self, pick):
        return await self.history.reinstate(self.session.id, await self._revision(pick))

    async def _propose(self, pick):
        head = await self._head()
        return await self.library.add_proposal(
            self.session.id, self._entry(pick), head, f"It seems {pick}."
        )

    async def _accept(self, pick):
        return await self.review.accept([await self._proposal(pick)])

    async def _reject(self, pick):
        return await self.review.reject([await self._proposal(pick)], comment="No.")

    async def _reopen(self, pick):
        return await self.review.reopen([await self._proposal(pick)])

    async def _promote(self, pick):
        return await self.canon.promote(self.session.id, self._entry(pick).id)

    async def _merge(self, pick):
        one, other = self._entry(pick), self._entry(pick + 1)
        return await self.merging.merge(self.session.id, one.id, other.id, "Both.")

    async def _sum_up(self, pick):
        """Keep the summary of the line as a chapter of it, as what a model wrote would be."""
        head = await self._head()

        def work(repos):
            line = repos.messages.line(head.id)
            turn = repos.messages.turn_of(head.id)
            return repos.summaries.add(
                Summary(
                    id=SummaryId(self.library.new_id()),
                    session_id=self.session.id,
                    level=tuple(SummaryLevel)[pick % 2],
                    stretch=Stretch(
                        chapter=1, first=line[0].id, last=head.id, first_turn=1, last_turn=turn
                    ),
                    text=f"\x00Told {pick}.",
                    sentences=(SummarySentence(text=f"\x00Told {pick}.", turns=(turn,)),),
                    created_at=repos.now,
                )
            )

        return await self.library.write(work)

    async def _hide_a_summary(self, pick):
        found = await self._read(lambda repos: repos.summaries.of_session(self.session.id))
        if not found:
            return None
        return await self.summaries.hide(found[pick % len(found)].id, hidden=bool(pick % 2))

    async def _trash(self, pick):
        await self.trash.delete_entry(self._entry(pick).id)

    async def _untrash(self, pick):
        await self.trash.restore_entry(self._entry(pick).id)

    def _known(self, pick):
        return (EVERYONE, SECRET, Visibility.known_by(self._entry(pick + 1).id))[pick % 3]

    async def _close(self, pick):
        return await self.knowledge.set_entry(self._entry(pick).id, self._known(pick))

    async def _close_a_sentence(self, pick):
        entry, session = self._entry(pick), (None, self.session.id)[pick % 2]
        found = await self.knowledge.who_knows(entry.id, self.session.id)
        said = [*found.of("note" if session else "content")]
        text = said[pick % len(said)].text if said else "Nothing."
        known = self._known(pick) if pick % 4 else None
        return await self.knowledge.set_sentence(entry.id, session, text, known)

    async def _learn(self, pick):
        message, entry = await self._message(pick), self._entry(pick)
        found = await self.knowledge.who_knows(entry.id, self.session.id)
        sentence = found.sentences[0].text if pick % 2 and found.sentences else ""
        return await self.knowledge.learn(
            self.session.id,
            entry.id,
            [self._entry(pick + 1).id],
            sentence=sentence,
            at=message.id,
        )

    async def _forget(self, pick):
        found = await self._read(lambda repos: repos.knowledge.learned_in(self.session.id))
        chosen = [found[pick % len(found)].id] if found else ["none"]
        if found and found[pick % len(found)].withdrawn_at:
            return await self.knowledge.bring_back(chosen)
        return await self.knowledge.take_back(chosen)

    async def _speak(self, pick):
        voice = self._entry(pick).id if pick % 2 else None
        await self.story.set_voice(self.session.id, voice)
        tells = (NarratorTells.ALL, NarratorTells.PRESENT)[pick // 2 % 2]
        await self.story.set_narrator(self.session.id, tells)
        return await self.knowledge.speaking(self.session.id)

    async def _look(self, pick):
        """Ask what only reads: it must be told the same."""
        session, entry = self.session.id, self._entry(pick).id
        message, other = await self._message(pick), await self._message(pick + 1)
        return (
            await self.story.preview(session, message.id),
            await self.story.preview_delete(session, message.id),
            await self.story.deleted(session),
            await self.story.branches(session),
            await self.story.compare(session, message.id, other.id),
            await self.history.history(entry, session),
            await self.history.world_as_of(session, 1 + pick % 3),
            await self.trash.contents(self.world.id),
            await self.summaries.story_so_far(session),
            await self._read(lambda repos: repos.summaries.in_force(session, head=message.id)),
            await self._read(lambda repos: repos.listings.facets(self.world.id, session)),
            await self.knowledge.who_knows(entry, session),
            await self.knowledge.told(entry, session, [self._entry(pick + 2).id]),
            await self._read(lambda repos: sorted(repos.knowledge.guarded(self.world.id))),
        )


def rows(repos):
    """Return every row of every table in order, without the numbers a database gives."""
    found = {}
    for name, table in metadata.tables.items():
        columns = [column for column in table.columns if (name, column.name) not in GIVEN]
        order = [table.c.key] if name == "documents" else list(table.primary_key.columns)
        result = repos.sessions._connection.execute(select(*columns).order_by(*order))
        found[name] = [tuple(row) for row in result]
    return found


async def played(folder, address, acts):
    async with SqlLibrary(folder, address=address) as library:
        desk = Desk(library)
        await desk.begin()
        for act, pick in acts:
            await desk.do(act, pick)
        verdict = await AuditService(store=library.store).verify()
        return desk.told, await library.read(rows), verdict


@pytest.fixture
def both(tmp_path, emptied):
    """Return a function that plays acts on a new file and on an empty database."""
    numbers = itertools.count()

    def play(acts):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return (
            asyncio.run(played(folder, None, acts)),
            asyncio.run(played(folder, emptied(), acts)),
        )

    return play


def test_every_act_leaves_the_same_rows(both):
    acts = [(act, pick) for pick in (1, 4) for act in ACTS]

    (told, here, verdict), (told_there, there, verdict_there) = both(acts)

    assert told == told_there
    for name in here:
        assert (name, here[name]) == (name, there[name])
    assert verdict == verdict_there
    assert len([1 for _, said in told if not isinstance(said, str)]) > len(ACTS)


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=5, max_size=25))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_story_leaves_the_same_rows(both, acts):
    on_file, on_server = both(acts)

    assert on_file == on_server
