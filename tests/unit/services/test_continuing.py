"""The narrator goes on without a turn of the author's; and what happens while a reply arrives."""

import asyncio
from contextlib import aclosing

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.listings import ReplyFinished, ReplyPiece, ReplyStarted
from loredesk.domain.messages import MessageState, Role, TrustRule
from loredesk.domain.proposals import ProposalEvent
from loredesk.domain.tasks import Lane, TaskStatus, TaskType
from loredesk.ports.models import Piece
from tests.fakes.library import settled
from tests.unit.services.conftest import collected


async def go_on(campaign):
    return await collected(campaign.generation.continue_story(campaign.session.id))


async def test_the_narrator_goes_on_below_its_own_reply_in_the_same_turn(campaign):
    reply = await campaign.turn("I knock.", "Mara opens.")
    campaign.model.then("reply", "She waits.")

    events = await go_on(campaign)

    line = await campaign.line()
    assert [one.text for one in line] == ["I knock.", "Mara opens.", "She waits."]
    assert line[-1].parent_id == reply.id
    assert isinstance(events[0], ReplyStarted)
    assert isinstance(events[-1], ReplyFinished)
    assert events[-1].turn == 1
    story = await campaign.stories.story(campaign.session.id)
    assert [place.turn for place in story.line] == [1, 1, 1]


async def test_what_the_narrator_goes_on_from_is_told_and_no_words_of_the_author(campaign):
    await campaign.add("Mara Venn", "A ferrywoman.")
    await campaign.turn("I knock.", "Mara Venn opens.")
    campaign.model.then("reply", "She waits.")

    await go_on(campaign)

    asked = campaign.model.requests[-1].inputs
    assert (asked.message, asked.turn) == ("", 1)
    assert [one.text for one in asked.recent] == ["I knock.", "Mara Venn opens."]
    assert [one.title for one in asked.entries] == ["Mara Venn"]
    prompt = campaign.model.requests[-1].messages[-1].content
    assert "Turn 1 goes on" in prompt
    assert "the author's new words" not in prompt


async def test_another_take_of_what_was_gone_on_with_goes_on_from_the_same_reply(campaign):
    reply = await campaign.turn("I knock.", "Mara opens.")
    campaign.model.then("reply", "She waits.", "She leaves.")
    first = (await go_on(campaign))[-1].message

    events = await collected(campaign.generation.regenerate(campaign.session.id, first.id))

    second = events[-1].message
    assert (second.parent_id, second.text) == (reply.id, "She leaves.")
    assert campaign.model.requests[-1].inputs.take == 2
    assert campaign.model.requests[-1].inputs.message == ""
    story = await campaign.stories.story(campaign.session.id)
    takes = {place.message.id: place.take for place in story.messages}
    assert (takes[first.id], takes[second.id]) == (1, 2)


async def test_what_was_gone_on_with_is_read_by_itself(campaign):
    await campaign.turn("I knock.", "Mara opens.")
    campaign.model.then("reply", "She waits.")
    campaign.model.then("analyse_turn", {"updates": [], "creations": []})
    reply = (await go_on(campaign))[-1].message

    (task,) = await campaign.tasks(TaskType.ANALYZE_TURN)
    await campaign.work()

    assert task.anchor == reply.id
    (asked,) = [one.inputs for one in campaign.model.asked("analyse_turn")]
    assert [one.text for one in asked.messages] == ["She waits."]
    assert [one.text for one in asked.recent] == ["I knock.", "Mara opens."]


async def test_going_on_does_not_move_the_world_a_second_time_in_a_turn(campaign):
    await campaign.stories.set_simulation(campaign.session.id, 1)
    campaign.model.then("reply", "Mara opens.", "She waits.")
    await collected(campaign.generation.reply(campaign.session.id, "I knock."))

    await go_on(campaign)

    assert len(await campaign.tasks(TaskType.SIMULATE_WORLD)) == 1
    assert len(await campaign.tasks(TaskType.ANALYZE_TURN)) == 2


async def test_going_on_where_the_author_spoke_last_answers_the_author(campaign):
    author = await campaign.library.add_message(campaign.session.id, Role.AUTHOR, "I knock.")
    campaign.model.then("reply", "Mara opens.")

    await go_on(campaign)

    assert campaign.model.requests[-1].inputs.message == "I knock."
    assert (await campaign.line())[-1].parent_id == author.id


async def test_there_is_nothing_to_go_on_from_in_a_session_that_has_not_begun(campaign):
    with pytest.raises(UserFixableError, match="nothing yet to go on from"):
        await go_on(campaign)


async def test_nothing_goes_on_from_a_reply_that_is_still_arriving(campaign):
    await campaign.library.add_message(campaign.session.id, Role.AUTHOR)
    await campaign.library.add_message(
        campaign.session.id, Role.NARRATOR, state=MessageState.ARRIVING
    )

    with pytest.raises(UserFixableError, match="still arriving"):
        await go_on(campaign)


# While a reply arrives


class Held:
    """A model that waits to be let go before its first piece, or after it."""

    def __init__(self, *, after_first: bool):
        self.after_first = after_first
        self.waits = asyncio.Event()
        self.go = asyncio.Event()

    async def generate(self, _request):
        if not self.after_first:
            self.waits.set()
            await self.go.wait()
        yield Piece(text="Mara looks")
        if self.after_first:
            self.waits.set()
            await self.go.wait()
        yield Piece(text=" up.")


def asking(campaign, model, events=None):
    campaign.generation._model = model
    events = events or campaign.generation.reply(campaign.session.id, "I knock.")
    return asyncio.get_running_loop().create_task(collected(events))


async def test_a_reply_the_author_leaves_while_it_arrives_stays_on_its_own_line(campaign):
    before = await campaign.turn("I wake.", "It is dawn.")
    model = Held(after_first=True)
    asked = asking(campaign, model)
    await model.waits.wait()

    await campaign.stories.goto(campaign.session.id, before.id)
    model.go.set()
    reply = (await asked)[-1].message

    assert (await campaign.line())[-1].id == before.id
    assert (reply.state, reply.text) == (MessageState.CUT, "Mara looks up.")
    (task,) = await campaign.tasks(TaskType.ANALYZE_TURN)
    assert task.status is TaskStatus.PARKED
    await campaign.stories.goto(campaign.session.id, reply.id)
    assert await campaign.status_of(task) == [TaskStatus.PENDING]


async def test_an_author_who_has_gone_elsewhere_is_not_pulled_back_by_the_first_words(campaign):
    before = await campaign.turn("I wake.", "It is dawn.")
    model = Held(after_first=False)
    asked = asking(campaign, model)
    await model.waits.wait()

    await campaign.stories.goto(campaign.session.id, before.id)
    model.go.set()
    reply = (await asked)[-1].message

    assert (await campaign.line())[-1].id == before.id
    assert (await campaign.stories.goto(campaign.session.id, reply.id)).head == reply.id


async def test_what_is_being_answered_can_be_deleted_before_the_first_words(campaign):
    await campaign.turn("I wake.", "It is dawn.")
    model = Held(after_first=False)
    asked = asking(campaign, model)
    await model.waits.wait()
    turn = (await campaign.line())[-1]

    await campaign.stories.delete(campaign.session.id, turn.id)
    model.go.set()

    with pytest.raises(UserFixableError, match="deleted meanwhile"):
        await asked
    assert [one.text for one in await campaign.line()] == ["I wake.", "It is dawn."]
    await campaign.stories.restore(campaign.session.id, turn.id)
    assert (await campaign.line())[-1].text == "I knock."


async def test_a_reply_is_not_deleted_while_it_arrives_and_can_be_once_it_is_stopped(campaign):
    await campaign.turn("I wake.", "It is dawn.")
    events = campaign.generation.reply(campaign.session.id, "I knock.")
    campaign.model.then("reply", "Mara looks up. She says nothing.")
    async with aclosing(events):
        async for event in events:
            if isinstance(event, ReplyPiece):
                break
        reply = (await campaign.line())[-1]
        with pytest.raises(UserFixableError, match="still arriving"):
            await campaign.stories.delete(campaign.session.id, reply.id)

    await campaign.stories.delete(campaign.session.id, reply.id)

    assert (await campaign.line())[-1].text == "I knock."


# Answers that come late


@pytest.mark.parametrize("rule", list(TrustRule))
async def test_an_answer_that_comes_after_its_turn_was_left_shows_only_where_that_turn_is(
    campaign, rule
):
    await campaign.stories.set_trust(campaign.session.id, rule)
    mara = await campaign.add("Mara Venn")
    before = await campaign.turn()
    reply = await campaign.turn()
    event = ProposalEvent(
        message_id=reply.id, anchor=reply.id, turn=2, summary="She owes.", quote_found=True
    )
    task = await campaign.update(mara, event)
    campaign.model.then("rewrite_note", "Mara owes the Heron.")
    campaign.model.gate = asyncio.Event()
    step = asyncio.get_running_loop().create_task(campaign.step(Lane.NOTES))
    await settled(lambda: bool(campaign.model.requests))

    await campaign.stories.goto(campaign.session.id, before.id)
    campaign.model.gate.set()
    (ended,) = await step

    assert (ended.id, ended.status) == (task.id, TaskStatus.COMPLETED)
    assert await campaign.open_proposals() == ()
    assert await campaign.note(mara) == ""
    await campaign.stories.goto(campaign.session.id, reply.id)
    (proposal,) = await campaign.open_proposals()
    assert proposal.proposed == "Mara owes the Heron."
    assert await campaign.note(mara) == ""


async def test_an_answer_about_a_note_that_left_with_its_turn_is_kept_for_when_both_are_back(
    campaign,
):
    mara = await campaign.add("Mara Venn")
    before = await campaign.turn()
    reply = await campaign.turn()
    await campaign.library.add_note(
        campaign.session.id, mara.id, "She owes.", anchors=frozenset({reply.id})
    )
    event = ProposalEvent(
        message_id=reply.id, anchor=reply.id, turn=2, summary="She paid.", quote_found=True
    )
    task = await campaign.update(mara, event)
    campaign.model.then("rewrite_note", "She owes. She paid.")
    campaign.model.gate = asyncio.Event()
    step = asyncio.get_running_loop().create_task(campaign.step(Lane.NOTES))
    await settled(lambda: bool(campaign.model.requests))

    await campaign.stories.goto(campaign.session.id, before.id)
    campaign.model.gate.set()
    await step

    assert await campaign.status_of(task) == [TaskStatus.PARKED]
    await campaign.stories.goto(campaign.session.id, reply.id)
    await campaign.work()
    (proposal,) = await campaign.open_proposals()
    assert (proposal.base, proposal.proposed) == ("She owes.", "She owes. She paid.")
