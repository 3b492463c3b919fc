"""What is in the trash is nowhere to be seen, and comes back as it was."""

import asyncio

import pytest

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.listings import LoreFilter
from loredesk.domain.proposals import ProposalEvent
from loredesk.domain.tasks import Lane, TaskStatus, TaskType
from loredesk.recall.engine import Query
from loredesk.services.updates import queue_update
from tests.fakes.library import settled
from tests.fakes.snapshot import what_counts


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.", tags=("ferry",), always_on=True)


@pytest.fixture
async def reply(campaign):
    return await campaign.turn("I wait for Mara.", "Mara burns her hand.")


@pytest.fixture
async def noted(campaign, mara, reply):
    await campaign.library.add_note(
        campaign.session.id, mara.id, "Her hand is burnt.", anchors=frozenset({reply.id})
    )
    return mara


@pytest.fixture
async def wick(campaign, reply):
    return await campaign.add(
        "Wick", "A lock-boy.", session_id=campaign.session.id, origin_message=reply.id
    )


@pytest.fixture
async def waiting(campaign, noted, reply):
    event = ProposalEvent(
        message_id=reply.id, anchor=reply.id, turn=1, summary="She sings.", quote="burns"
    )
    return await campaign.update(noted, event)


async def heard(campaign, entry, reply, summary):
    """Queue, as a reading does that ends now, what happened to an entry; return the task."""
    event = ProposalEvent(message_id=reply.id, anchor=reply.id, turn=1, summary=summary)
    session_id, new_id = campaign.session.id, campaign.library.new_id
    await campaign.library.write(
        lambda repos: queue_update(repos, new_id, session_id, entry.id, event)
    )
    return (await campaign.tasks(TaskType.UPDATE_NOTE))[0]


async def counts(campaign):
    return await campaign.library.read(
        lambda repos: what_counts(repos, campaign.world.id, campaign.session.id)
    )


async def contents(campaign, world_id=None):
    return [(one.kind, one.title) for one in await campaign.trash.contents(world_id)]


class TestAnEntry:
    async def test_is_listed_found_counted_and_told_nowhere(self, campaign, noted):
        await campaign.trash.delete_entry(noted.id)

        session = campaign.session.id
        assert await campaign.lore.entries(campaign.world.id, session, LoreFilter()) == ()
        assert await campaign.lore.count(campaign.world.id, session, LoreFilter()) == 0
        facets = await campaign.lore.facets(campaign.world.id, session)
        assert (dict(facets.categories), dict(facets.tags)) == ({}, {})
        query = Query(world_id=campaign.world.id, session_id=session, text="Mara Venn, ferrywoman")
        assert await campaign.recall.find(query) == []
        assert await campaign.library.read(lambda repos: repos.documents.hashes()) == {}
        with pytest.raises(UserFixableError, match="There is no entry 'Mara Venn'"):
            await campaign.lore.find_entry("Mara Venn")
        (world,) = await campaign.lore.worlds()
        assert world.entries == 0
        assert await contents(campaign) == [("entry", "Mara Venn")]

    async def test_comes_back_as_it_was(self, campaign, noted, wick):
        before = await counts(campaign)
        for entry in (noted, wick):
            await campaign.trash.delete_entry(entry.id)

        for entry in (wick, noted):
            await campaign.trash.restore_entry(entry.id)

        assert await counts(campaign) == before
        assert await contents(campaign) == []
        query = Query(world_id=campaign.world.id, session_id=campaign.session.id, text="Mara Venn")
        assert noted.id in {one.entry_id for one in await campaign.recall.find(query)}

    async def test_stays_out_of_sight_while_the_author_moves_along_the_tree(
        self, campaign, noted, wick, reply
    ):
        before = await counts(campaign)
        for entry in (noted, wick):
            await campaign.trash.delete_entry(entry.id)

        await campaign.library.goto(campaign.session.id, reply.parent_id)
        await campaign.library.goto(campaign.session.id, reply.id)

        assert await campaign.library.read(lambda repos: repos.documents.hashes()) == {}
        for entry in (noted, wick):
            await campaign.trash.restore_entry(entry.id)
        assert await counts(campaign) == before

    async def test_takes_its_proposals_and_tasks_along_and_brings_them_back(
        self, campaign, noted, waiting, reply
    ):
        proposal = await campaign.library.add_proposal(
            campaign.session.id, noted, reply, "She is gone."
        )

        await campaign.trash.delete_entry(noted.id)

        assert await campaign.open_proposals() == ()
        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]
        with pytest.raises(UserFixableError, match="'Mara Venn' is in the trash"):
            await campaign.review.accept([proposal.id])
        await campaign.trash.restore_entry(noted.id)
        assert await campaign.open_proposals() == (proposal,)
        assert await campaign.status_of(waiting) == [TaskStatus.PENDING]

    async def test_whose_turn_was_left_meanwhile_waits_for_it(
        self, campaign, noted, waiting, reply
    ):
        await campaign.trash.delete_entry(noted.id)
        await campaign.library.goto(campaign.session.id, reply.parent_id)

        await campaign.trash.restore_entry(noted.id)

        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]

    async def test_its_task_that_waits_for_a_turn_goes_on_waiting_for_it(
        self, campaign, noted, waiting, reply
    ):
        await campaign.library.goto(campaign.session.id, reply.parent_id)
        await campaign.trash.delete_entry(noted.id)
        await campaign.trash.restore_entry(noted.id)
        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]

        await campaign.library.goto(campaign.session.id, reply.id)

        assert await campaign.status_of(waiting) == [TaskStatus.PENDING]

    async def test_its_task_waits_for_it_however_the_author_moves_meanwhile(
        self, campaign, noted, waiting, reply
    ):
        await campaign.trash.delete_entry(noted.id)

        await campaign.library.goto(campaign.session.id, reply.parent_id)
        await campaign.library.goto(campaign.session.id, reply.id)

        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]
        await campaign.trash.restore_entry(noted.id)
        assert await campaign.status_of(waiting) == [TaskStatus.PENDING]

    async def test_what_is_queued_or_tried_again_about_it_waits_for_it(
        self, campaign, noted, waiting, reply
    ):
        campaign.model.then("rewrite_note", UserFixableError("No key.", hint="Give one."))
        await campaign.step(Lane.NOTES)
        await campaign.trash.delete_entry(noted.id)

        await campaign.queue.retry(waiting.id)
        late = await heard(campaign, noted, reply, "She dances.")

        assert await campaign.status_of(waiting, late) == [TaskStatus.PARKED] * 2
        await campaign.trash.restore_entry(noted.id)
        assert await campaign.status_of(waiting, late) == [TaskStatus.PENDING] * 2

    async def test_a_task_that_fails_while_it_is_there_waits_for_it(
        self, campaign, noted, waiting, reply
    ):
        campaign.model.gate = asyncio.Event()
        campaign.model.then("rewrite_note", TransientError("The server is busy."))

        async def delete():
            await settled(lambda: campaign.model.requests)
            await campaign.trash.delete_entry(noted.id)
            campaign.model.gate.set()

        await asyncio.gather(campaign.step(Lane.NOTES), delete())

        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]
        await campaign.trash.restore_entry(noted.id)
        assert await campaign.status_of(waiting) == [TaskStatus.PENDING]

    async def test_is_not_restored_under_a_name_that_was_taken_meanwhile(self, campaign, mara):
        await campaign.trash.delete_entry(mara.id)
        await campaign.add("Mara Venn")

        with pytest.raises(UserFixableError, match="There is an entry called 'Mara Venn' by now"):
            await campaign.trash.restore_entry(mara.id)

    async def test_goes_in_once_and_comes_out_once(self, campaign, mara):
        with pytest.raises(UserFixableError, match="not in the trash"):
            await campaign.trash.restore_entry(mara.id)
        await campaign.trash.delete_entry(mara.id)
        with pytest.raises(UserFixableError, match="in the trash already"):
            await campaign.trash.delete_entry(mara.id)

    async def test_its_note_does_not_count_meanwhile(self, campaign, noted):
        await campaign.trash.delete_entry(noted.id)

        assert await campaign.stories.notes_in_force(campaign.session.id) == ()

    async def test_a_link_to_it_is_not_shown(self, campaign, noted, wick):
        await campaign.trash.delete_entry(noted.id)

        view = await campaign.lore.entry(wick.id, campaign.session.id)
        assert view.links == ()


class TestASession:
    async def test_is_not_listed_and_cannot_be_played_or_searched(self, campaign, noted, wick):
        await campaign.trash.delete_session(campaign.session.id)

        assert await campaign.lore.sessions() == ()
        with pytest.raises(UserFixableError, match="'The Key' is in the trash") as refused:
            await campaign.stories.story(campaign.session.id)
        assert "Restore it" in refused.value.hint
        with pytest.raises(UserFixableError, match="in the trash"):
            async for _ in campaign.generation.reply(campaign.session.id, "Hello?"):
                pass
        keys = await campaign.library.read(lambda repos: repos.documents.hashes())
        assert {key.split(":")[0] for key in keys} == {"-"}

    async def test_does_not_move_and_takes_no_turn(self, campaign, noted, reply):
        before = await campaign.line()
        await campaign.trash.delete_session(campaign.session.id)

        with pytest.raises(UserFixableError, match="'The Key' is in the trash"):
            await campaign.stories.goto(campaign.session.id, reply.parent_id)
        with pytest.raises(UserFixableError, match="'The Key' is in the trash"):
            async for _ in campaign.generation.reply(campaign.session.id, "Hello?"):
                pass

        await campaign.trash.restore_session(campaign.session.id)
        assert await campaign.line() == before

    async def test_comes_back_with_everything_in_it(self, campaign, noted, wick, waiting):
        before = await counts(campaign)
        await campaign.trash.delete_session(campaign.session.id)
        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]

        await campaign.trash.restore_session(campaign.session.id)

        assert await counts(campaign) == before
        assert await campaign.status_of(waiting) == [TaskStatus.PENDING]
        assert [one.id for one in await campaign.lore.sessions()] == [campaign.session.id]

    async def test_what_is_queued_for_it_meanwhile_waits_for_it(self, campaign, noted, reply):
        await campaign.trash.delete_session(campaign.session.id)

        late = await heard(campaign, noted, reply, "She dances.")

        assert await campaign.status_of(late) == [TaskStatus.PARKED]
        await campaign.trash.restore_session(campaign.session.id)
        assert await campaign.status_of(late) == [TaskStatus.PENDING]

    async def test_an_entry_that_went_before_keeps_its_tasks_and_is_embedded_when_it_is_back(
        self, campaign, noted, waiting
    ):
        await campaign.trash.delete_entry(noted.id)
        await campaign.trash.delete_session(campaign.session.id)
        await campaign.trash.restore_session(campaign.session.id)
        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]

        await campaign.trash.restore_entry(noted.id)

        assert await campaign.status_of(waiting) == [TaskStatus.PENDING]
        embeddings = await campaign.tasks(TaskType.EMBED_DOCUMENT)
        assert {task.status for task in embeddings} == {TaskStatus.PENDING}

    async def test_its_note_on_what_is_no_longer_canon_is_not_found_when_it_is_back(
        self, campaign, wick
    ):
        await campaign.canon.promote(campaign.session.id, wick.id)
        other = await campaign.library.add_session(campaign.world, "Another")
        await campaign.library.add_note(other.id, wick.id, "He has grown.")
        await campaign.trash.delete_session(other.id)
        await campaign.canon.demote(wick.id)

        await campaign.trash.restore_session(other.id)

        query = Query(world_id=campaign.world.id, session_id=other.id, text="Has Wick grown?")
        assert await campaign.recall.find(query) == []

    async def test_hides_its_proposals(self, campaign, noted, reply):
        await campaign.library.add_proposal(campaign.session.id, noted, reply, "She is gone.")

        await campaign.trash.delete_session(campaign.session.id)

        assert await campaign.review.proposals(None) == ()

    async def test_an_entry_of_it_waits_for_it(self, campaign, wick):
        await campaign.trash.delete_entry(wick.id)
        await campaign.trash.delete_session(campaign.session.id)

        with pytest.raises(UserFixableError, match="Its session 'The Key' is in the trash"):
            await campaign.trash.restore_entry(wick.id)


class TestAWorld:
    async def test_takes_its_sessions_and_its_canon_along_and_back(
        self, campaign, noted, wick, waiting
    ):
        before = await counts(campaign)

        await campaign.trash.delete_world(campaign.world.id)

        assert await campaign.lore.worlds() == ()
        assert await campaign.lore.sessions() == ()
        assert await campaign.lore.find_world("Underquay") is None
        assert await campaign.library.read(lambda repos: repos.documents.hashes()) == {}
        assert await campaign.status_of(waiting) == [TaskStatus.PARKED]
        await campaign.trash.restore_world(campaign.world.id)
        assert await counts(campaign) == before
        assert await campaign.status_of(waiting) == [TaskStatus.PENDING]

    async def test_a_session_that_was_in_the_trash_before_stays_there(self, campaign, noted):
        await campaign.trash.delete_session(campaign.session.id)
        await campaign.trash.delete_world(campaign.world.id)
        with pytest.raises(UserFixableError, match="Its world 'Underquay' is in the trash"):
            await campaign.trash.restore_session(campaign.session.id)

        await campaign.trash.restore_world(campaign.world.id)

        assert await contents(campaign, campaign.world.id) == [("session", "The Key")]
        assert await campaign.lore.sessions() == ()
