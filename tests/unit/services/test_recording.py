"""Whatever is done to lore, notes, proposals and settings is in the audit log; nothing is damaged."""

import inspect
from dataclasses import replace

import pytest

from loredesk.domain.diff import sentences
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, ProposalId, SummaryId
from loredesk.domain.listings import EntryDraft
from loredesk.domain.messages import NarratorTells, TrustRule
from loredesk.domain.proposals import NewEntity, Proposal, ProposalEvent, ProposalKind
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.domain.visibility import SECRET, Visibility
from loredesk.recall.story.weights import BUILT_IN
from loredesk.recall.weight_books import WeightBooks
from loredesk.services.audit import AuditService
from loredesk.services.canon import CanonService
from loredesk.services.history import HistoryService
from loredesk.services.knowledge import KnowledgeService
from loredesk.services.library import LibraryService
from loredesk.services.merging import MergeService
from loredesk.services.review import ReviewService
from loredesk.services.settings_keeping import SettingsKeeper
from loredesk.services.story import StoryService
from loredesk.services.summaries.service import SummaryService
from loredesk.services.trash import TrashService
from loredesk.services.weights import WeightService
from tests.fakes.lessons import lesson
from tests.fakes.library import EMBEDDER
from tests.fakes.patient import Patient

WATCHED = {
    "lore_entries": "SELECT id, * FROM lore_entries",
    "lore_revisions": "SELECT entry_id, * FROM lore_revisions",
    "links": "SELECT id, * FROM links",
    "redirects": "SELECT id, * FROM redirects",
    "note_revisions": "SELECT id, * FROM note_revisions",
    "proposals": "SELECT id, * FROM proposals",
    "sessions": "SELECT id, title, trust, simulate_every, voice, narrator_tells, chapter_turns,"
    " deleted_at FROM sessions",
    "sentence_marks": "SELECT id, * FROM sentence_marks",
    "learned": "SELECT id, * FROM learned",
    "summaries": "SELECT id, * FROM summaries",
    "worlds": "SELECT id, * FROM worlds",
    "learned_weights": "SELECT world_id, * FROM learned_weights",
}
"""What may not change without a row in the log: each with the subject that row must have."""

READING = (
    "worlds find_world sessions entries count facets find_entry entry",
    "story notes_in_force preview preview_delete deleted branches compare",
    "proposals proposal",
    "promotion revisions own_fields",
    "redirects contents",
    "history blame as_of world_as_of",
    "who_knows told speaking",
    "story_so_far versions",
    "of_world in_use",
)
"""What only reads."""
OF_THE_TREE = "delete restore rename_branch drop_branch"
"""What changes messages and branches; tested beside them."""


class Desk(Patient):
    """Every service that writes lore, notes or proposals, on a library with something in it."""

    def __init__(self, folder):
        super().__init__(folder)
        store, new_id = self.library.store, self.library.new_id
        timeline, documents = self.library.timeline, self.library.documents
        parts = {"store": store, "timeline": timeline, "documents": documents, "new_id": new_id}
        self.lore = LibraryService(**parts)
        self.review = ReviewService(**parts)
        self.canon = CanonService(**parts)
        self.merging = MergeService(**parts)
        self.trash = TrashService(store=store, documents=documents)
        self.history = HistoryService(store=store, timeline=timeline)
        self.stories = StoryService(store=store, timeline=timeline, new_id=new_id)
        self.knowledge = KnowledgeService(store=store, documents=documents, new_id=new_id)
        self.summaries = SummaryService(store=store, new_id=new_id, may_write=True)
        self.weights = WeightService(
            store=store,
            books=WeightBooks(store=store, model=lambda: EMBEDDER, hub=self.library.hub),
            may_write=True,
        )
        self.audit = AuditService(store=store)
        self.walked = set()

    @property
    def services(self):
        return (
            self.lore,
            self.review,
            self.canon,
            self.merging,
            self.trash,
            self.history,
            self.stories,
            self.knowledge,
            self.summaries,
            self.weights,
        )

    def seen(self):
        return {
            (table, row[0], repr(row))
            for table, query in WATCHED.items()
            for row in self.rows(query)
        }

    async def do(self, call, *args, **values):
        """Do something; whatever it changed must be in the log, and nothing may be damaged."""
        before = self.seen()
        last = (self.rows("SELECT coalesce(max(seq), 0) FROM audit_log"))[0][0]
        result = await call(*args, **values)
        changed = {(table, name) for table, name, _ in before ^ self.seen()}
        recorded = {
            name for (name,) in self.rows(f"SELECT subject FROM audit_log WHERE seq > {last}")
        }
        assert {(table, name) for table, name in changed if name not in recorded} == set(), call
        assert await self.findings(repair=False) == {}, call
        self.walked.add(call.__name__)
        return result

    async def newcomer_proposal(self, title, reply):
        """Propose a newcomer of a reply."""
        proposal = Proposal(
            id=ProposalId(self.library.new_id()),
            session_id=self.session.id,
            kind=ProposalKind.CREATE_ENTITY,
            title=title,
            entry_id=LoreId(self.library.new_id()),
            proposed=f"{title} came by.",
            entity=NewEntity(
                title=title,
                category="character",
                content=f"{title} came by.",
                connections=((self.mara.handle, "knows"),),
            ),
            events=(
                ProposalEvent(message_id=reply.id, anchor=reply.id, turn=3, summary=f"{title}."),
            ),
            created_at=self.library.clock.now(),
        )

        async def open_newcomer():
            await self.library.write(lambda repos: repos.proposals.add(proposal))

        await self.do(open_newcomer)
        return proposal


@pytest.fixture
async def desk(tmp_path):
    desk = Desk(tmp_path)
    await desk.fill()
    await desk.library.write(lambda repos: repos.redirects.put_undone("merge1", repos.now))
    yield desk
    await desk.aclose()


def draft(entry, **values):
    mine = {
        name: getattr(entry, name)
        for name in ("world_id", "id", "title", "category", "content", "tags", "aliases")
    }
    return EntryDraft(**{**mine, **values})


async def write_lore(desk):
    """Worlds, entries, notes and sessions by hand."""
    world = await desk.do(desk.lore.new_world, "Overquay", "Above.")
    lamp = EntryDraft(world_id=world.id, title="Lamp", category="item", content="It burns.")
    added = await desk.do(desk.lore.save_entry, lamp)
    await desk.do(desk.lore.save_entry, draft(added, content="It is out."))
    await desk.do(desk.lore.save_note, desk.session.id, desk.quay.id, "It is wet.", base=None)
    carried = {"carry_from": desk.session.id, "entries": (desk.wick.id,)}
    await desk.do(desk.lore.new_session, desk.world.id, "Again", **carried)


async def review(desk):
    """Decide proposals every way there is, and take decisions back."""
    proposal = desk.proposal.id
    await desk.do(desk.review.snooze, [proposal])
    await desk.do(desk.review.reject, [proposal], comment="No.")
    await desk.do(desk.review.reopen, [proposal])
    await desk.do(desk.review.accept, [proposal], text="He has a key. He walks.")
    known = await desk.newcomer_proposal("The ferry girl", desk.replies[2])
    await desk.do(desk.review.same_as, known.id, desk.mara.id)
    revisions = await desk.library.read(
        lambda repos: repos.notes.revisions(desk.session.id, desk.wick.id)
    )
    taken = next(one for one in revisions if one.proposal_id == proposal)
    await desk.do(desk.history.withdraw, desk.session.id, taken.id)
    await desk.do(desk.history.reinstate, desk.session.id, taken.id)


async def change_canon(desk):
    """Promote, demote, roll back, lock, merge and split."""
    session, mara = desk.session.id, desk.mara.id
    newcomer = await desk.newcomer_proposal("Harl", desk.replies[2])
    await desk.do(desk.review.accept, [newcomer.id])
    await desk.do(desk.canon.promote, session, newcomer.entry_id)
    await desk.do(desk.canon.demote, newcomer.entry_id)
    await desk.do(desk.canon.promote, session, mara)
    await desk.do(desk.canon.rollback, mara, 1)
    await desk.do(desk.canon.set_locks, mara, ["title"])
    await desk.do(desk.canon.set_locks, mara, [])
    quay, wick = desk.quay.id, desk.wick.id
    redirect = await desk.do(desk.merging.merge, None, quay, wick, "One and the same.")
    await desk.do(desk.merging.split, redirect.id)


async def use_the_trash(desk):
    """Put an entry, a session and a world into the trash, and take them out."""
    await desk.do(desk.trash.delete_entry, desk.quay.id)
    await desk.do(desk.trash.restore_entry, desk.quay.id)
    await desk.do(desk.trash.delete_session, desk.session.id)
    await desk.do(desk.trash.restore_session, desk.session.id)
    await desk.do(desk.trash.delete_world, desk.world.id)
    await desk.do(desk.trash.restore_world, desk.world.id)


async def move(desk):
    """Set a session up, go along its tree, edit a message, begin a branch."""
    session = desk.session.id
    await desk.do(desk.stories.rename, session, "The Key, again")
    await desk.do(desk.stories.set_trust, session, TrustRule.ACCEPT_ALL)
    await desk.do(desk.stories.set_simulation, session, 3)
    await desk.do(desk.stories.set_shows_unreviewed, session, shows=True)
    await desk.do(desk.stories.goto, session, desk.replies[0].id)
    await desk.do(desk.stories.goto, session, desk.replies[2].id)
    await desk.do(desk.stories.edit, session, desk.replies[1].id, "Something else.")
    await desk.do(desk.stories.branch, session, desk.replies[2].id, "night")


async def say_who_knows(desk):
    """Close and open entries and sentences, let somebody learn them, carry all that over."""
    session, mara, wick = desk.session.id, desk.mara.id, desk.wick.id
    await desk.do(desk.knowledge.set_entry, mara, Visibility.known_by(wick))
    said = sentences((await desk.lore.entry(mara, session)).entry.content)[0]
    await desk.do(desk.knowledge.set_sentence, mara, None, said, SECRET)
    (learned,) = await desk.do(desk.knowledge.learn, session, mara, [wick], sentence=said)
    await desk.do(desk.knowledge.take_back, [learned.id])
    await desk.do(desk.knowledge.bring_back, [learned.id])
    noted = (await desk.lore.entry(wick, session)).note.note_content
    await desk.do(desk.knowledge.set_sentence, wick, session, sentences(noted)[0], SECRET)
    carried = {"carry_from": session, "entries": (wick, mara)}
    await desk.do(desk.lore.new_session, desk.world.id, "Once more", **carried)
    await desk.do(desk.knowledge.set_sentence, mara, None, said, None)
    await desk.do(desk.stories.set_voice, session, mara)
    await desk.do(desk.stories.set_narrator, session, NarratorTells.PRESENT)


async def sum_up(desk):
    """Ask for summaries, write one by hand, hide it, and put its earlier words back."""
    session = desk.session.id
    await desk.do(desk.stories.goto, session, desk.replies[2].id)
    await desk.do(desk.summaries.set_chapters, session, 2)
    await desk.do(desk.summaries.catch_up, session)
    await desk.do(desk.summaries.ask, session, chapter=1, again=True)
    edited = await desk.do(desk.summaries.edit, SummaryId("chapter1"), "By hand.")
    await desk.do(desk.summaries.hide, edited.id, hidden=True)
    await desk.do(desk.summaries.put_back, SummaryId("chapter1"))


async def learn(desk):
    """Keep what a session taught, and give it up again."""
    await desk.do(desk.weights.keep, desk.session.id, BUILT_IN, lesson(), EMBEDDER)
    await desk.do(desk.weights.forget, desk.world.id)


async def test_every_change_a_service_makes_is_in_the_log(desk):
    parts = (write_lore, review, change_canon, use_the_trash, move, say_who_knows, sum_up, learn)
    for part in parts:
        await part(desk)

    reading = " ".join(READING).split() + OF_THE_TREE.split()
    writing = {
        name
        for service in desk.services
        for name, _ in inspect.getmembers(service, inspect.iscoroutinefunction)
        if not name.startswith("_")
    } - set(reading)
    assert writing <= desk.walked
    assert (await desk.audit.verify()).broken_at is None


async def test_what_the_author_sets_for_a_session_is_recorded(desk):
    async def trust_all():
        await desk.library.write(
            lambda repos: repos.sessions.put(
                replace(repos.sessions.get(desk.session.id), trust=TrustRule.ACCEPT_ALL)
            )
        )

    await desk.do(trust_all)

    (entry, *_) = await desk.audit.entries(session_id=desk.session.id)
    assert (entry.before, entry.after) == (
        {"trust": "review everything"},
        {"trust": "accept all"},
    )


async def test_a_decision_says_who_made_it_and_what_was_before(desk):
    await desk.review.accept([desk.proposal.id])

    decision, *_ = await desk.audit.entries(subject=desk.proposal.id)
    note, *_ = await desk.audit.entries(subject=desk.wick.id)
    assert (decision.actor, decision.action) == ("author", "accept update note")
    assert decision.before["state"] == "open"
    assert decision.after["state"] == "accepted"
    assert decision.why == f"proposal {desk.proposal.id}"
    assert note.entry_id == desk.wick.id


async def test_a_change_that_is_refused_leaves_no_row(desk):
    before = await desk.audit.entries()
    locked = await desk.canon.set_locks(desk.mara.id, ["entry"])

    with pytest.raises(UserFixableError):
        await desk.trash.delete_entry(locked.id)

    assert len(await desk.audit.entries()) == len(before) + 1


async def test_settings_are_recorded_without_a_secret(desk):
    before = Settings()
    profile = Profile(
        service=Service.GENERATION,
        provider=Provider.OPENAI,
        base_url="https://mara:secret@host.example/v1?key=secret",
        model="m",
    )
    after = replace(before, profiles={**before.profiles, Service.GENERATION: profile})
    keeper = SettingsKeeper(store=desk.library.store, save=lambda _before, _after: None)

    await keeper.save(before, after)
    await keeper.key_changed(profile, forgotten=False)
    await keeper.save(after, after)

    key, change, *_ = await desk.audit.entries()
    assert (change.actor, change.subject) == ("author", "settings")
    assert change.before["services.generation.provider"] == "builtin"
    assert change.after["services.generation.base_url"] == "https://host.example/v1"
    assert key.action == "keep a key"
    assert "secret" not in str(await desk.audit.entries())


async def test_the_log_is_read_by_pages(desk):
    everything = await desk.audit.entries(limit=1000)

    first = await desk.audit.entries(limit=5)
    second = await desk.audit.entries(limit=5, before_seq=first[-1].seq)

    assert (*first, *second) == everything[:10]
