"""Two entries become one, on the lines where both came from, and can be two again."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.listings import EntryDraft, LoreFilter
from loredesk.domain.proposals import ProposalEvent
from loredesk.domain.tasks import Lane, TaskType
from loredesk.recall.engine import Query
from loredesk.services.history import HistoryService
from loredesk.services.updates import queue_update
from tests.fakes.snapshot import what_counts


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def reply(campaign):
    await campaign.turn("I arrive.", "The ferry rocks.")
    return await campaign.turn("I wait.", "The Old Hand laughs and burns her hand.")


@pytest.fixture
async def hand(campaign, reply):
    """A newcomer who is Mara, under another name."""
    return await campaign.add(
        "Old Hand",
        "She steers the ferry. She owes the Heron.",
        aliases=("Grandmother",),
        session_id=campaign.session.id,
        origin_message=reply.id,
        is_dynamically_generated=True,
    )


async def titles(campaign, session_id):
    rows = await campaign.lore.entries(campaign.world.id, session_id, LoreFilter())
    return [row.title for row in rows]


async def counts(campaign, *sessions):
    seen = sessions or (campaign.session.id,)
    return await campaign.library.read(lambda repos: what_counts(repos, campaign.world.id, *seen))


async def write(campaign, entry, content):
    await campaign.lore.save_entry(
        EntryDraft(
            world_id=campaign.world.id,
            id=entry.id,
            title=entry.title,
            category=entry.category,
            content=content,
        )
    )


def event(reply, summary="She loses her whistle."):
    return ProposalEvent(
        message_id=reply.id, anchor=reply.id, turn=2, summary=summary, quote="laughs"
    )


class TestInASession:
    async def test_the_preview_shows_both_and_what_they_come_to(self, campaign, mara, hand):
        await campaign.library.add_note(campaign.session.id, mara.id, "She steers the ferry.")

        shown = await campaign.merging.preview(campaign.session.id, hand.id, mara.id)

        assert (shown.from_title, shown.to_title) == ("Old Hand", "Mara Venn")
        assert shown.from_text == "She steers the ferry. She owes the Heron."
        assert shown.to_text == "She steers the ferry."
        assert shown.proposed == "She steers the ferry.\nShe owes the Heron."

    async def test_the_one_is_no_longer_listed_and_the_other_says_what_was_agreed(
        self, campaign, mara, hand, reply
    ):
        made = await campaign.merging.merge(
            campaign.session.id, hand.id, mara.id, "She owes the Heron."
        )

        assert await titles(campaign, campaign.session.id) == ["Mara Venn"]
        assert await campaign.note(mara) == "She owes the Heron."
        assert (await campaign.lore.entry(mara.id, None)).entry.content == "A ferrywoman."
        assert made.anchors == {reply.id}
        assert await campaign.merging.redirects(mara.id) == (made,)

    async def test_its_names_lead_to_the_other_in_commands_and_in_recall(
        self, campaign, mara, hand
    ):
        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")

        found = await campaign.lore.find_entry("Old Hand", session_id=campaign.session.id)
        assert found.id == mara.id
        query = Query(
            world_id=campaign.world.id,
            session_id=campaign.session.id,
            text="Grandmother steers.",
        )
        candidates = await campaign.recall.find(query)
        assert [one.entry_id for one in candidates if one.must] == [mara.id]
        assert hand.id not in {one.entry_id for one in candidates}

    async def test_a_newcomer_of_its_name_is_the_other(self, campaign, mara, hand, reply):
        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")
        campaign.model.then(
            "analyse_turn",
            {
                "updates": [],
                "creations": [
                    {
                        "entity_type": "character",
                        "name": "the Grandmother",
                        "creation_summary": "She laughs.",
                        "quote": "laughs",
                        "reasoning": "",
                    }
                ],
            },
        )

        await campaign.analyse(reply)

        (task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
        assert task.task_data["entry_id"] == mara.id
        assert await campaign.tasks(TaskType.CREATE_ENTITY) == ()

    async def test_what_happens_to_it_is_taken_in_by_the_other(self, campaign, mara, hand, reply):
        before = await campaign.update(hand, event(reply, "She sings."))
        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")

        await campaign.library.write(
            lambda repos: queue_update(
                repos, campaign.library.new_id, campaign.session.id, hand.id, event(reply)
            )
        )
        campaign.model.then("rewrite_note", "She sings.", "She sings. She lost her whistle.")
        ended = [await campaign.step(Lane.NOTES), await campaign.step(Lane.NOTES)]

        assert before.id in {task.id for tasks in ended for task in tasks}
        assert {one.entry_id for one in await campaign.open_proposals()} == {mara.id}

    async def test_a_proposal_for_it_is_out_of_sight_and_its_events_go_to_the_other(
        self, campaign, mara, hand, reply
    ):
        proposal = await campaign.library.add_proposal(
            campaign.session.id, hand, reply, "She sings."
        )

        made = await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")

        assert await campaign.open_proposals() == ()
        (task,) = await campaign.tasks(TaskType.UPDATE_NOTE)
        assert task.task_data["entry_id"] == mara.id
        with pytest.raises(UserFixableError, match="'Old Hand' is merged into 'Mara Venn'"):
            await campaign.review.accept([proposal.id])
        await campaign.merging.split(made.id)
        assert await campaign.open_proposals() == (proposal,)

    async def test_undoing_the_turn_undoes_the_merge_and_coming_back_restores_it(
        self, campaign, mara, hand, reply
    ):
        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "She owes the Heron.")
        merged = await counts(campaign)

        await campaign.library.goto(campaign.session.id, reply.parent_id)

        assert await titles(campaign, campaign.session.id) == ["Mara Venn"]
        assert await campaign.note(mara) == ""
        assert await campaign.open_proposals() == ()
        await campaign.library.goto(campaign.session.id, reply.id)
        assert await counts(campaign) == merged

    async def test_a_name_is_free_again_where_the_merge_is_not_on_the_line(
        self, campaign, mara, hand, reply
    ):
        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")
        await campaign.library.goto(campaign.session.id, reply.parent_id)
        query = Query(
            world_id=campaign.world.id, session_id=campaign.session.id, text="Grandmother?"
        )

        assert not [one for one in await campaign.recall.find(query) if one.must]

    async def test_splitting_restores_both_exactly(self, campaign, mara, hand):
        await campaign.library.add_note(campaign.session.id, mara.id, "She steers.")
        await campaign.library.add_note(campaign.session.id, hand.id, "She laughs.")
        before = await counts(campaign)
        made = await campaign.merging.merge(
            campaign.session.id, hand.id, mara.id, "She steers and laughs."
        )

        await campaign.merging.split(made.id)

        assert await counts(campaign) == before
        assert await campaign.merging.redirects(mara.id) == ()

    async def test_what_was_split_can_be_merged_again_but_not_split_twice(
        self, campaign, mara, hand
    ):
        made = await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "One.")
        await campaign.merging.split(made.id)

        with pytest.raises(UserFixableError, match="undone already"):
            await campaign.merging.split(made.id)
        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "One.")

        assert await campaign.note(mara) == "One."

    async def test_two_steps_lead_all_the_way(self, campaign, mara, hand, reply):
        third = await campaign.add(
            "The Pilot", session_id=campaign.session.id, origin_message=reply.id
        )
        await campaign.merging.merge(campaign.session.id, third.id, hand.id, "")

        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")

        found = await campaign.lore.find_entry("The Pilot", session_id=campaign.session.id)
        assert found.id == mara.id

    async def test_what_is_merged_already_is_refused(self, campaign, mara, hand):
        await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")

        with pytest.raises(UserFixableError, match="'Old Hand' is merged into 'Mara Venn'"):
            await campaign.merging.merge(campaign.session.id, mara.id, hand.id, "")
        with pytest.raises(UserFixableError, match="'Old Hand' is merged into 'Mara Venn'"):
            await campaign.canon.promote(campaign.session.id, hand.id)

    async def test_nobody_comes_to_stand_for_themselves_on_another_line(
        self, campaign, mara, hand, reply
    ):
        session = campaign.session.id
        pilot = await campaign.add("The Pilot", session_id=session, origin_message=reply.id)
        later = await campaign.turn("I wave.", "The Boatman waves.")
        boatman = await campaign.add("The Boatman", session_id=session, origin_message=later.id)
        await campaign.merging.merge(session, hand.id, boatman.id, "")
        made = await campaign.merging.merge(session, boatman.id, pilot.id, "")
        await campaign.library.goto(session, reply.id)
        assert await titles(campaign, session) == ["Mara Venn", "Old Hand", "The Pilot"]

        with pytest.raises(
            UserFixableError, match="'Old Hand' is merged into 'The Pilot' on"
        ) as no:
            await campaign.merging.merge(session, pilot.id, hand.id, "")

        assert "Split" in no.value.hint
        await campaign.merging.split(made.id)
        await campaign.merging.merge(session, pilot.id, hand.id, "")
        await campaign.library.goto(session, later.id)
        assert await titles(campaign, session) == ["The Boatman", "Mara Venn"]

    async def test_a_newcomer_needs_its_session_and_its_line(self, campaign, mara, hand, reply):
        with pytest.raises(UserFixableError, match="'Old Hand' is a newcomer of a session"):
            await campaign.merging.merge(None, hand.id, mara.id, "")
        await campaign.library.goto(campaign.session.id, reply.parent_id)
        with pytest.raises(UserFixableError, match="not both on the line"):
            await campaign.merging.merge(campaign.session.id, hand.id, mara.id, "")

    async def test_an_entry_is_not_merged_with_itself_or_another_world(self, campaign, mara):
        elsewhere = await campaign.library.add_world("Elsewhere")
        far = await campaign.library.add_entry(elsewhere, "Far")

        for other in (mara, far):
            with pytest.raises(UserFixableError, match="cannot be merged"):
                await campaign.merging.merge(None, other.id, mara.id, "")


class TestOfCanon:
    @pytest.fixture
    async def double(self, campaign):
        return await campaign.add("The Ferrywoman", "She keeps the ferry.", always_on=True)

    async def test_the_preview_shows_what_canon_says_of_both(self, campaign, mara, double):
        await campaign.library.add_note(campaign.session.id, mara.id, "She steers.")

        shown = await campaign.merging.preview(campaign.session.id, double.id, mara.id)

        assert (shown.from_text, shown.to_text) == ("She keeps the ferry.", "A ferrywoman.")
        assert shown.proposed == "A ferrywoman.\nShe keeps the ferry."

    async def test_it_is_one_in_every_session(self, campaign, mara, double):
        other = await campaign.library.add_session(campaign.world, "Another")

        made = await campaign.merging.merge(
            campaign.session.id, double.id, mara.id, "A ferrywoman. She keeps the ferry."
        )

        assert (made.session_id, made.anchors, made.lore_revision) == (None, frozenset(), 2)
        for session_id in (None, campaign.session.id, other.id):
            assert await titles(campaign, session_id) == ["Mara Venn"]
        assert (await campaign.lore.entry(mara.id, None)).entry.content.endswith("the ferry.")

    async def test_the_notes_of_sessions_come_along_and_go_back(self, campaign, mara, double):
        other = await campaign.library.add_session(campaign.world, "Another")
        await campaign.library.add_note(other.id, double.id, "She is away.")
        await campaign.library.add_note(other.id, mara.id, "She is ill.")
        both = (campaign.session.id, other.id)
        before = await counts(campaign, *both)

        made = await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")

        assert await campaign.library.note_text(other.id, mara.id) == "She is ill.\nShe is away."
        await campaign.merging.split(made.id)
        assert await counts(campaign, *both) == before

    async def test_splitting_leaves_what_was_written_since(self, campaign, mara, double):
        made = await campaign.merging.merge(
            None, double.id, mara.id, "A ferrywoman. She keeps the ferry."
        )
        await write(campaign, mara, "A ferrywoman. She keeps the ferry. She is old.")

        await campaign.merging.split(made.id)

        assert (await campaign.lore.entry(mara.id, None)).entry.content == (
            "A ferrywoman. She is old."
        )

    @pytest.mark.parametrize(
        "since",
        ["A thief. She keeps the boat.", "A ferrywoman."],
        ids=["what it says can no longer be told apart", "it was taken out by hand"],
    )
    async def test_splitting_changes_nothing_where_the_merged_text_does_not_stand(
        self, campaign, mara, double, since
    ):
        made = await campaign.merging.merge(
            None, double.id, mara.id, "A ferrywoman. She keeps the ferry."
        )
        await write(campaign, mara, since)

        await campaign.merging.split(made.id)

        entry = (await campaign.lore.entry(mara.id, None)).entry
        assert (entry.content, entry.revision) == (since, 3)
        assert await titles(campaign, None) == ["The Ferrywoman", "Mara Venn"]

    async def test_what_waits_for_the_author_in_any_session_goes_to_the_other(
        self, campaign, mara, double, reply
    ):
        await campaign.library.add_proposal(campaign.session.id, double, reply, "She laughs.")
        other = await campaign.library.add_session(campaign.world, "Another")
        there = (await campaign.library.add_turn(other.id))[1]
        await campaign.library.add_proposal(other.id, double, there, "She sings.")
        later = await campaign.library.add_proposal(other.id, double, there, "She sleeps.")
        await campaign.review.snooze([later.id])
        decided = await campaign.library.add_proposal(other.id, double, there, "She lies.")
        await campaign.review.reject([decided.id])
        wick = await campaign.add("Wick")
        his = await campaign.library.add_proposal(other.id, wick, there, "He laughs.")

        await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")

        assert await campaign.review.proposals(None) == (his,)
        waiting = await campaign.tasks(TaskType.UPDATE_NOTE)
        assert {
            (one.session_id, one.task_data["entry_id"], one.task_data["event"]["summary"])
            for one in waiting
        } == {
            (campaign.session.id, mara.id, "She laughs."),
            (other.id, mara.id, "She sings."),
            (other.id, mara.id, "She sleeps."),
        }

    async def test_the_note_of_a_session_in_the_trash_has_come_along_when_it_is_back(
        self, campaign, mara, double, reply
    ):
        await campaign.library.add_note(
            campaign.session.id, double.id, "She is away.", anchors=frozenset({reply.id})
        )
        await campaign.trash.delete_session(campaign.session.id)
        made = await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")

        await campaign.trash.restore_session(campaign.session.id)

        assert await campaign.note(mara) == "She is away."
        await campaign.merging.split(made.id)
        assert await campaign.note(mara) == ""
        assert await campaign.note(double) == "She is away."

    async def test_nobody_comes_to_stand_for_themselves_in_a_session(self, campaign, mara, hand):
        await campaign.merging.merge(campaign.session.id, mara.id, hand.id, "")
        await campaign.canon.promote(campaign.session.id, hand.id)
        assert await titles(campaign, campaign.session.id) == ["Old Hand"]

        with pytest.raises(UserFixableError, match="'Mara Venn' is merged into 'Old Hand'"):
            await campaign.merging.merge(None, hand.id, mara.id, "")

        assert await titles(campaign, campaign.session.id) == ["Old Hand"]

    async def test_what_is_always_on_is_so_no_more_once_merged_away(self, campaign, mara, double):
        await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")
        query = Query(world_id=campaign.world.id, session_id=campaign.session.id, text="Hm.")

        assert not [one for one in await campaign.recall.find(query) if one.must]

    async def test_what_came_along_goes_with_the_turn_it_is_from(
        self, campaign, mara, double, reply
    ):
        await campaign.library.add_note(
            campaign.session.id, double.id, "She is away.", anchors=frozenset({reply.id})
        )
        await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")
        assert await campaign.note(mara) == "She is away."

        await campaign.library.goto(campaign.session.id, reply.parent_id)

        assert await campaign.note(mara) == ""
        await campaign.library.goto(campaign.session.id, reply.id)
        assert await campaign.note(mara) == "She is away."

    async def test_a_note_that_comes_into_force_later_comes_along_as_well(
        self, campaign, mara, double, reply
    ):
        await campaign.library.add_note(
            campaign.session.id, double.id, "She is away.", anchors=frozenset({reply.id})
        )
        await campaign.library.goto(campaign.session.id, reply.parent_id)
        made = await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")
        assert await campaign.note(mara) == ""

        await campaign.library.goto(campaign.session.id, reply.id)

        assert await campaign.note(mara) == "She is away."
        await campaign.merging.split(made.id)
        assert await campaign.note(mara) == ""
        assert await campaign.note(double) == "She is away."

    async def test_what_the_author_took_out_of_it_stays_out_wherever_they_go(
        self, campaign, mara, double, reply
    ):
        await campaign.library.add_note(
            campaign.session.id, double.id, "She is away.", anchors=frozenset({reply.id})
        )
        await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")
        await campaign.library.add_note(campaign.session.id, mara.id, "She is back.")

        await campaign.library.goto(campaign.session.id, reply.parent_id)
        await campaign.library.goto(campaign.session.id, reply.id)

        assert await campaign.note(mara) == "She is back."

    async def test_it_comes_along_step_by_step_and_each_can_be_taken_back(
        self, campaign, mara, double, reply
    ):
        later = await campaign.turn("I wave.", "She is gone.")
        for text, one in (("She is away.", reply), ("She is away. She has sold the boat.", later)):
            await campaign.library.add_note(
                campaign.session.id, double.id, text, anchors=frozenset({one.id})
            )
        await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")
        assert await campaign.note(mara) == "She is away. She has sold the boat."

        await campaign.library.goto(campaign.session.id, reply.id)
        assert await campaign.note(mara) == "She is away."
        await campaign.library.goto(campaign.session.id, later.id)
        assert await campaign.note(mara) == "She is away. She has sold the boat."
        note = await campaign.library.read(
            lambda repos: repos.notes.current(campaign.session.id, mara.id)
        )
        history = HistoryService(store=campaign.library.store, timeline=campaign.library.timeline)
        await history.withdraw(campaign.session.id, note.revision)

        assert await campaign.note(mara) == "She is away."
        assert await campaign.note(double) == "She is away. She has sold the boat."
