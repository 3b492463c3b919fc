"""Writing entries for newcomers: a model's JSON, validated, into a proposal."""

from dataclasses import asdict

import pytest

from loredesk.domain.errors import AnswerError
from loredesk.domain.messages import TrustRule
from loredesk.domain.proposals import ProposalEvent, ProposalKind
from loredesk.domain.tasks import Lane, NewTask, TaskStatus, TaskType
from loredesk.services.creation import read_entity

GOOD = {
    "title": "Wick",
    "category": "Character",
    "content": "A lock-boy with a tin whistle.",
    "tags": ["boy", "lock", "boy"],
    "aliases": ["Wick", "the lock-boy"],
    "connections": [],
}


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def reply(campaign, mara):
    return await campaign.turn("I wait with Mara Venn.", "A boy called Wick laughs.")


async def ask(campaign, reply, name="Wick", *, quote="A boy called Wick laughs."):
    event = ProposalEvent(
        message_id=reply.id,
        anchor=reply.id,
        turn=1,
        summary=f"{name} appears.",
        quote=quote,
        quote_found=True,
    )
    return await campaign.library.add_task(
        NewTask(
            task_type=TaskType.CREATE_ENTITY,
            task_data={
                "entity_type": "character",
                "name": name,
                "event": asdict(event),
            },
            session_id=campaign.session.id,
            anchor=reply.id,
        )
    )


async def test_a_newcomer_is_proposed_and_no_entry_yet(campaign, mara, reply):
    answer = {**GOOD, "connections": [{"to": mara.handle, "relation": "laughs at"}]}
    campaign.model.then("create_entity", answer)
    await ask(campaign, reply)

    (task,) = await campaign.step(Lane.CREATIONS)

    (proposal,) = await campaign.open_proposals()
    assert task.result == {"proposal_id": proposal.id}
    assert (proposal.kind, proposal.title) == (ProposalKind.CREATE_ENTITY, "Wick")
    assert proposal.entity.category == "character"
    assert proposal.entity.tags == ("boy", "lock")
    assert proposal.entity.aliases == ("the lock-boy",)
    assert proposal.entity.connections == ((mara.handle, "laughs at"),)
    assert [one.quote for one in proposal.events] == ["A boy called Wick laughs."]


async def test_once_accepted_it_is_marked_as_made_by_the_program(campaign, mara, reply):
    campaign.model.then("create_entity", GOOD)
    await ask(campaign, reply)
    await campaign.step(Lane.CREATIONS)
    (proposal,) = await campaign.open_proposals()

    await campaign.review.accept([proposal.id])

    entry = await campaign.lore.find_entry("Wick", session_id=campaign.session.id)
    assert entry.is_dynamically_generated
    assert entry.origin == "session"


async def test_the_same_newcomer_twice_is_one_proposal_with_both_events(campaign, mara, reply):
    campaign.model.always("create_entity", GOOD)
    await ask(campaign, reply)
    await ask(campaign, reply, "wick", quote="Wick laughs.")

    await campaign.work()

    (proposal,) = await campaign.open_proposals()
    assert [one.quote for one in proposal.events] == [
        "A boy called Wick laughs.",
        "Wick laughs.",
    ]


async def test_a_name_that_was_added_meanwhile_becomes_an_update(campaign, mara, reply):
    campaign.model.then("create_entity", GOOD)
    await ask(campaign, reply)
    wick = await campaign.add("Wick")

    (task,) = await campaign.step(Lane.CREATIONS)

    assert task.result == {"same_as": wick.id}
    (update,) = await campaign.tasks(TaskType.UPDATE_NOTE)
    assert update.task_data["entry_id"] == wick.id


async def test_who_resembles_somebody_waits_even_under_the_accept_all_rule(campaign, mara, reply):
    await campaign.stories.set_trust(campaign.session.id, TrustRule.ACCEPT_ALL)
    campaign.model.then("create_entity", {**GOOD, "title": "Mara Vehn"})
    await ask(campaign, reply, "Mara Vehn")

    await campaign.step(Lane.CREATIONS)

    (proposal,) = await campaign.open_proposals()
    assert proposal.entity.resembles == ("Mara Venn",)
    assert proposal.entity.resembles_ids == (mara.id,)


async def test_an_entry_without_content_is_asked_for_once_more_and_then_fails(
    campaign, mara, reply
):
    campaign.model.always("create_entity", {**GOOD, "content": "  "})
    await ask(campaign, reply)

    await campaign.step(Lane.CREATIONS)
    (task,) = await campaign.step(Lane.CREATIONS)

    assert task.status is TaskStatus.FAILED
    assert task.error_message == "The model wrote nothing about 'Wick'."


class TestReading:
    def read(self, **values):
        return read_entity({**GOOD, **values}, "Wick", "character", ())

    def test_a_missing_title_is_the_name_the_turn_used(self):
        assert self.read(title=None).title == "Wick"

    def test_a_missing_category_is_the_kind_the_analysis_saw(self):
        assert self.read(category="").category == "character"

    @pytest.mark.parametrize("odd", [None, "words", 7, {"a": 1}])
    def test_lists_that_are_none_are_empty(self, odd):
        entity = self.read(tags=odd, aliases=odd, connections=odd)

        assert (entity.tags, entity.aliases, entity.connections) == ((), (), ())

    @pytest.mark.parametrize("to", ["c77", None, 7, ["c1"], {"id": 1}])
    def test_connections_to_nobody_known_are_dropped(self, to):
        assert self.read(connections=[{"to": to, "relation": "x"}, "odd"]).connections == ()

    def test_overlong_texts_are_cut(self):
        entity = self.read(
            title="t" * 500, content="c" * 20_000, tags=["x"] * 3 + list("abcdefghijklmnop")
        )

        assert (len(entity.title), len(entity.content)) == (120, 8_000)
        assert len(entity.tags) <= 12

    @pytest.mark.parametrize("content", [None, "", [], 3])
    def test_without_content_there_is_no_entity(self, content):
        with pytest.raises(AnswerError, match="wrote nothing about 'Wick'"):
            self.read(content=content)
