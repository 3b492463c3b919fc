"""A decision can be undone exactly, as long as nothing rests on it."""

from dataclasses import asdict, replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, ProposalId
from loredesk.domain.listings import EntryDraft, LoreFilter
from loredesk.domain.proposals import (
    NewEntity,
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
)
from loredesk.domain.tasks import Lane, TaskStatus, TaskType
from tests.fakes.snapshot import what_counts

BASE = "She keeps the ferry. She is honest. She says little."
PROPOSED = "She keeps the ferry and a dog. She is honest. She says nothing now."


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def reply(campaign):
    return await campaign.turn("I wait.", "Mara burns her hand on the lamp. Wick laughs.")


@pytest.fixture
async def proposal(campaign, mara, reply):
    await campaign.library.add_note(campaign.session.id, mara.id, BASE)
    return await campaign.library.add_proposal(campaign.session.id, mara, reply, PROPOSED)


@pytest.fixture
async def newcomer(campaign, mara, reply):
    """A proposal to add Wick, who laughs at Mara."""
    entity = NewEntity(
        title="Wick",
        category="character",
        content="A lock-boy.",
        tags=("quay",),
        connections=((mara.handle, "laughs at"),),
    )
    made = Proposal(
        id=ProposalId("wick"),
        session_id=campaign.session.id,
        kind=ProposalKind.CREATE_ENTITY,
        title="Wick",
        entry_id=LoreId("wick-entry"),
        proposed=entity.content,
        entity=entity,
        events=(event(reply),),
        created_at=campaign.library.clock.now(),
    )
    await campaign.library.write(lambda repos: repos.proposals.add(made))
    return made


def event(reply, summary="Wick appears."):
    return ProposalEvent(
        message_id=reply.id,
        anchor=reply.id,
        turn=1,
        summary=summary,
        quote="Wick laughs",
        quote_found=True,
    )


async def running(campaign, lane):
    """Let a worker take what is due next in *lane*."""
    return await campaign.library.write(
        lambda repos: repos.tasks.claim(lane, token=f"t-{lane}", boot_id="b", now=repos.now)
    )


async def counts(campaign):
    seen = await campaign.library.read(
        lambda repos: what_counts(repos, campaign.world.id, campaign.session.id)
    )
    return seen, [asdict(one) for one in await campaign.open_proposals()]


async def hunks(campaign, proposal):
    """Return which hunks the file says were accepted."""

    def work(repos):
        rows = repos.lore._connection.exec_driver_sql(
            "SELECT accepted FROM proposal_hunks WHERE proposal_id = ? ORDER BY number",
            (proposal.id,),
        )
        return [row.accepted for row in rows]

    return await campaign.library.read(work)


class TestAChangeOfANote:
    @pytest.mark.parametrize(
        "said", [{}, {"hunks": [1]}, {"text": "She is gone."}], ids=["whole", "hunk", "own words"]
    )
    async def test_accepted_and_opened_again_is_as_before(self, campaign, mara, proposal, said):
        before = await counts(campaign)
        await campaign.review.accept([proposal.id], **said)
        assert await campaign.note(mara) != BASE

        assert await campaign.review.reopen([proposal.id]) == (proposal.id,)

        assert await counts(campaign) == before
        assert await hunks(campaign, proposal) == [None, None]

    async def test_can_be_accepted_again_in_part(self, campaign, mara, proposal):
        await campaign.review.accept([proposal.id])
        await campaign.review.reopen([proposal.id])

        assert (await campaign.review.accept([proposal.id], hunks=[1])).accepted == (proposal.id,)

        assert await campaign.note(mara) == (
            "She keeps the ferry and a dog. She is honest. She says little."
        )

    async def test_stays_open_while_the_author_moves_along_the_tree(
        self, campaign, mara, proposal, reply
    ):
        await campaign.review.accept([proposal.id])
        await campaign.review.reopen([proposal.id])
        before = await counts(campaign)

        await campaign.library.goto(campaign.session.id, reply.parent_id)
        await campaign.library.goto(campaign.session.id, reply.id)

        assert await counts(campaign) == before
        assert await campaign.tasks(TaskType.UPDATE_NOTE) == ()

    async def test_that_was_edited_since_says_so(self, campaign, mara, proposal):
        await campaign.review.accept([proposal.id])
        campaign.library.clock.forward(minutes=1)
        await campaign.library.add_note(campaign.session.id, mara.id, "She is old.")

        with pytest.raises(UserFixableError, match="your edit stands on this one") as refused:
            await campaign.review.reopen([proposal.id])

        assert "Take that back first" in refused.value.hint
        assert await campaign.note(mara) == "She is old."

    async def test_that_a_later_turn_changed_says_so(self, campaign, mara, proposal):
        await campaign.review.accept([proposal.id])
        later = await campaign.turn("I wait.", "She sings.")
        second = await campaign.library.add_proposal(
            campaign.session.id, mara, later, f"{PROPOSED} She sings."
        )
        await campaign.review.accept([second.id])

        with pytest.raises(UserFixableError, match="a later change stands on this one"):
            await campaign.review.reopen([proposal.id])

    async def test_several_are_opened_again_the_latest_first(self, campaign, mara, proposal):
        before = await counts(campaign)
        await campaign.review.accept([proposal.id])
        campaign.library.clock.forward(minutes=1)
        later = await campaign.turn("I wait.", "She sings.")
        second = await campaign.library.add_proposal(
            campaign.session.id, mara, later, f"{PROPOSED} She sings."
        )
        await campaign.review.accept([second.id])

        await campaign.review.reopen([proposal.id, second.id])

        seen, opened = await counts(campaign)
        assert seen == before[0]
        # What the second would change does not stand any more: its event is proposed anew.
        assert [one["id"] for one in opened] == [proposal.id]
        assert (await campaign.proposal(second.id)).state is ProposalState.OPEN

    async def test_several_accepted_at_once_are_opened_again_in_any_order(
        self, campaign, mara, proposal, reply
    ):
        second = await campaign.library.add_proposal(
            campaign.session.id, mara, reply, f"{BASE} She sings.", events=(event(reply, "Sings."),)
        )
        before = await counts(campaign)
        ids = [proposal.id, second.id]

        for order in (ids, ids[::-1]):
            assert (await campaign.review.accept(ids)).accepted == tuple(ids)
            assert await campaign.note(mara) == f"{PROPOSED} She sings."

            await campaign.review.reopen(order)

            assert await counts(campaign) == before

    async def test_one_that_cannot_be_opened_leaves_the_others_decided(
        self, campaign, mara, proposal, newcomer
    ):
        await campaign.review.reject([newcomer.id])

        with pytest.raises(UserFixableError, match="The proposal for 'Mara Venn' is open"):
            await campaign.review.reopen([newcomer.id, proposal.id])

        assert (await campaign.proposal(newcomer.id)).state is ProposalState.REJECTED


@pytest.mark.parametrize("decide", ["reject", "snooze"])
async def test_what_was_put_aside_is_open_again_as_it_was(campaign, proposal, newcomer, decide):
    before = await counts(campaign)
    ids = [proposal.id, newcomer.id]
    await getattr(campaign.review, decide)(ids)
    assert await campaign.open_proposals() == ()

    await campaign.review.reopen(ids)

    assert await counts(campaign) == before


async def test_a_rejected_event_may_be_proposed_again_once_it_is_open(campaign, newcomer):
    await campaign.review.reject([newcomer.id], comment="Who?")

    await campaign.review.reopen([newcomer.id])

    assert await campaign.proposal(newcomer.id) == newcomer


class TestANewcomer:
    async def test_accepted_and_opened_again_is_no_entry(self, campaign, mara, newcomer):
        before = await counts(campaign)
        await campaign.review.accept([newcomer.id])
        view = await campaign.lore.entry(mara.id, campaign.session.id)
        assert [one.title for one in view.links] == ["Wick"]

        await campaign.review.reopen([newcomer.id])

        assert await counts(campaign) == before
        assert await campaign.trash.contents() == ()

    async def test_can_be_accepted_again_with_the_links_it_has(self, campaign, mara, newcomer):
        await campaign.review.accept([newcomer.id])
        accepted = await counts(campaign)
        await campaign.review.reopen([newcomer.id])

        await campaign.review.accept([newcomer.id])

        assert await counts(campaign) == accepted

    async def test_may_be_edited_in_every_field_before_it_is_accepted(self, campaign, newcomer):
        edited = NewEntity(
            title="Wick Lamplighter",
            category="faction",
            content="A boy of the locks.",
            tags=("lamp",),
            aliases=("Wick",),
        )

        await campaign.review.accept([newcomer.id], entity=edited)

        entry = (await campaign.lore.entry(newcomer.entry_id, campaign.session.id)).entry
        assert (entry.title, entry.category, entry.content, entry.tags, entry.aliases) == (
            "Wick Lamplighter",
            "faction",
            "A boy of the locks.",
            ("lamp",),
            ("Wick",),
        )
        assert entry.handle == "f1"
        assert await campaign.canon.own_fields(entry.id) == {
            "title",
            "category",
            "content",
            "tags",
            "aliases",
        }

    async def test_edited_and_opened_again_is_as_the_model_wrote_it(self, campaign, newcomer):
        before = await counts(campaign)
        await campaign.review.accept(
            [newcomer.id], entity=replace(newcomer.entity, title="The Boy")
        )

        await campaign.review.reopen([newcomer.id])

        assert await counts(campaign) == before

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"title": "the Mara Venn"}, "an entry called 'the Mara Venn' already .'Mara Venn'."),
            ({"aliases": ("Mara Venn",)}, "an entry called 'Mara Venn' already"),
            ({"title": "  "}, "needs a title"),
        ],
        ids=["a title somebody has", "an alias somebody has", "no title"],
    )
    async def test_edited_to_what_cannot_be_is_refused_and_stays_open(
        self, campaign, mara, newcomer, changed, sentence
    ):
        entity = replace(newcomer.entity, **changed)

        with pytest.raises(UserFixableError, match=sentence):
            await campaign.review.accept([newcomer.id], entity=entity)

        assert (await campaign.proposal(newcomer.id)).state is ProposalState.OPEN

    async def test_whose_name_was_taken_meanwhile_can_be_opened_again(self, campaign, newcomer):
        await campaign.add("The Wick")
        outcome = await campaign.review.accept([newcomer.id])
        assert outcome.conflicts == (newcomer.id,)

        await campaign.review.reopen([newcomer.id])

        assert (await campaign.proposal(newcomer.id)).state is ProposalState.OPEN

    async def test_that_was_edited_since_stays(self, campaign, newcomer):
        await campaign.review.accept([newcomer.id])
        campaign.library.clock.forward(minutes=1)
        await campaign.lore.save_entry(
            EntryDraft(
                world_id=campaign.world.id,
                id=newcomer.entry_id,
                title="Wick",
                category="character",
                content="A boy.",
            )
        )

        with pytest.raises(UserFixableError, match="you have edited it since") as refused:
            await campaign.review.reopen([newcomer.id])

        assert "put 'Wick' in the trash" in refused.value.hint

    async def test_with_a_note_or_promoted_or_merged_stays(self, campaign, mara, newcomer):
        await campaign.review.accept([newcomer.id])
        entry_id = newcomer.entry_id
        made = await campaign.merging.merge(campaign.session.id, entry_id, mara.id, "")
        with pytest.raises(UserFixableError, match="it has been merged"):
            await campaign.review.reopen([newcomer.id])
        await campaign.merging.split(made.id)
        await campaign.canon.promote(campaign.session.id, entry_id)
        with pytest.raises(UserFixableError, match="it has been promoted"):
            await campaign.review.reopen([newcomer.id])
        await campaign.canon.demote(entry_id)
        await campaign.library.add_note(campaign.session.id, entry_id, "He sings.")
        with pytest.raises(UserFixableError, match="it has a note"):
            await campaign.review.reopen([newcomer.id])


class TestSomebodyKnown:
    async def test_is_that_entry_from_now_on_under_both_names(self, campaign, mara, newcomer):
        outcome = await campaign.review.same_as(newcomer.id, mara.id)

        assert outcome.accepted == (newcomer.id,)
        rows = await campaign.lore.entries(campaign.world.id, campaign.session.id, LoreFilter())
        assert [row.title for row in rows] == ["Mara Venn"]
        found = await campaign.lore.find_entry("Wick", session_id=campaign.session.id)
        assert found.id == mara.id
        (task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
        assert task.task_data["entry_id"] == mara.id
        assert await campaign.trash.contents() == ()

    async def test_is_undone_with_the_turn(self, campaign, mara, newcomer, reply):
        await campaign.review.same_as(newcomer.id, mara.id)

        await campaign.library.goto(campaign.session.id, reply.parent_id)

        (redirect,) = await campaign.merging.redirects(mara.id)
        assert redirect.anchors == {reply.id}
        standing = await campaign.library.read(
            lambda repos: repos.redirects.standing(campaign.world.id, campaign.session.id)
        )
        assert standing == {}

    async def test_can_be_undone_while_nothing_was_written(self, campaign, mara, newcomer):
        before = await counts(campaign)
        await campaign.review.same_as(newcomer.id, mara.id)

        await campaign.review.reopen([newcomer.id])

        assert await counts(campaign) == before
        (task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
        assert task.status is TaskStatus.CANCELLED
        assert "no longer taken for this entry" in task.error_message

    async def test_stays_once_what_happened_is_proposed(self, campaign, mara, newcomer):
        await campaign.review.same_as(newcomer.id, mara.id)
        campaign.model.then("rewrite_note", "She laughed.")
        await campaign.step(Lane.NOTES)
        (update,) = await campaign.open_proposals()

        with pytest.raises(UserFixableError, match="proposed for the note on 'Mara Venn'"):
            await campaign.review.reopen([newcomer.id])

        await campaign.review.reject([update.id])
        await campaign.review.reopen([newcomer.id])
        assert [one.id for one in await campaign.open_proposals()] == [newcomer.id]

    async def test_stays_once_it_is_proposed_for_one_who_stands_for_that_entry_by_now(
        self, campaign, mara, newcomer
    ):
        ferry = await campaign.add("The Ferrywoman")
        await campaign.review.same_as(newcomer.id, mara.id)
        await campaign.merging.merge(None, mara.id, ferry.id, "")
        campaign.model.then("rewrite_note", "She laughed.")
        await campaign.step(Lane.NOTES)

        with pytest.raises(UserFixableError, match="for the note on 'The Ferrywoman'"):
            await campaign.review.reopen([newcomer.id])

    async def test_stays_while_what_happened_is_being_written(self, campaign, mara, newcomer):
        await campaign.review.same_as(newcomer.id, mara.id)
        await running(campaign, Lane.NOTES)

        with pytest.raises(UserFixableError, match="is being written into a note") as refused:
            await campaign.review.reopen([newcomer.id])

        assert "when the queue is done" in refused.value.hint
        assert (await campaign.proposal(newcomer.id)).state is ProposalState.ACCEPTED

    async def test_can_be_undone_while_other_work_on_that_entry_runs(
        self, campaign, mara, newcomer, reply
    ):
        await campaign.library.add_note(campaign.session.id, mara.id, "She is old.")
        await campaign.update(mara, event(reply, "Mara sings."))
        lanes = (Lane.NOTES, Lane.EMBEDDING, Lane.EMBEDDING)
        others = [task for lane in lanes for task in await running(campaign, lane)]
        assert [task.session_id for task in others] == [
            campaign.session.id,
            None,
            campaign.session.id,
        ]
        await campaign.review.same_as(newcomer.id, mara.id)

        await campaign.review.reopen([newcomer.id])

        assert await campaign.status_of(*others) == [TaskStatus.PROCESSING] * 3
        assert (await campaign.tasks(TaskType.UPDATE_NOTE))[0].status is TaskStatus.CANCELLED

    async def test_takes_only_its_own_events_out_of_the_queue(
        self, campaign, mara, newcomer, reply
    ):
        other = await campaign.update(mara, event(reply, "Mara sings."))
        await campaign.review.same_as(newcomer.id, mara.id)

        await campaign.review.reopen([newcomer.id])

        assert await campaign.status_of(other) == [TaskStatus.PENDING]
        assert (await campaign.tasks(TaskType.UPDATE_NOTE))[0].status is TaskStatus.CANCELLED

    async def test_must_be_seen_by_the_session(self, campaign, newcomer):
        with pytest.raises(UserFixableError, match="does not see that entry"):
            await campaign.review.same_as(newcomer.id, LoreId("nobody"))

    async def test_is_asked_of_newcomers_only(self, campaign, mara, proposal):
        with pytest.raises(UserFixableError, match="is not a newcomer"):
            await campaign.review.same_as(proposal.id, mara.id)
