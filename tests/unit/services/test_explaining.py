"""Why something was told or not, and how what two replies were told differs."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import MessageId
from loredesk.domain.manifest import Unit
from loredesk.domain.steering import Steer
from tests.unit.services.conftest import collected


async def reply_to(campaign, text):
    campaign.model.then("reply", "So it is.")
    events = await collected(campaign.generation.reply(campaign.session.id, text))
    return events[-1].message


async def why(campaign, entry, reply=None):
    message_id = None if reply is None else reply.id
    return await campaign.explaining.why_not(campaign.session.id, entry.id, message_id)


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


async def test_what_was_told_says_why(campaign, mara):
    reply = await reply_to(campaign, "I ask Mara Venn.")

    answer = await why(campaign, mara, reply)

    assert (answer.was_told, answer.recorded) == (True, True)
    assert answer.sentence == "It was told: named in the turn."


async def test_what_was_left_out_says_why_and_where_it_would_stand(campaign, mara):
    await campaign.explaining.steer(campaign.session.id, mara.id, Steer.BAN)
    reply = await reply_to(campaign, "I ask Mara Venn.")

    answer = await why(campaign, mara, reply)

    assert (answer.was_told, answer.recorded) == (False, True)
    assert answer.sentence == "It was left out: banned by you in this session."
    assert {one.stage: one.rank for one in answer.standings}["words"] == 1


async def test_what_was_no_candidate_says_that_it_was_not_close(campaign, mara):
    tobin = await campaign.add("Tobin", "A smith.")
    reply = await reply_to(campaign, "I ask Mara Venn.")

    answer = await why(campaign, tobin, reply)

    assert (answer.was_told, answer.recorded) == (False, False)
    assert answer.sentence == "It was not among the 1 entries that came closest to this turn."
    assert {one.stage: one.rank for one in answer.standings}["words"] is None


async def test_without_a_reply_it_is_said_what_would_be_told_now(campaign, mara):
    await reply_to(campaign, "I ask Mara Venn.")

    answer = await why(campaign, mara)

    assert answer.sentence.startswith("It would be told now: ")
    assert not answer.recorded


class TestWhatHinders:
    async def test_the_trash(self, campaign, mara):
        reply = await reply_to(campaign, "It rains.")
        await campaign.trash.delete_entry(mara.id)

        assert (await why(campaign, mara, reply)).sentence == "It is in the trash."

    async def test_another_line(self, campaign):
        beginning = await campaign.turn("I wake.", "It is cold.")
        later = await campaign.turn("I wait.", "A stranger comes.")
        stranger = await campaign.add(
            "The Stranger", session_id=campaign.session.id, origin_message=later.id
        )
        await campaign.library.goto(campaign.session.id, beginning.id)
        reply = await reply_to(campaign, "It rains.")

        sentence = (await why(campaign, stranger, reply)).sentence
        assert sentence == "It first appears on another line of this session."

    async def test_another_session_and_another_world(self, campaign):
        other = await campaign.library.add_session(campaign.world)
        own = await campaign.add("The Stranger", session_id=other.id)
        elsewhere = await campaign.library.add_world("Elsewhere")
        far = await campaign.library.add_entry(elsewhere, "Far")
        reply = await reply_to(campaign, "It rains.")

        assert (await why(campaign, own, reply)).sentence == "It is a newcomer of another session."
        assert (await why(campaign, far, reply)).sentence == "It belongs to another world."

    async def test_a_merge(self, campaign, mara):
        double = await campaign.add("Old Hand", "She steers.")
        reply = await reply_to(campaign, "It rains.")
        await campaign.merging.merge(None, double.id, mara.id, "A ferrywoman.")

        sentence = (await why(campaign, double, reply)).sentence
        assert sentence == "It is merged into 'Mara Venn', which is told in its place."


class TestComparing:
    async def test_what_only_one_was_told_comes_before_what_both_were(self, campaign, mara):
        await campaign.add("The Law", "Nobody rings.", always_on=True)
        one = await reply_to(campaign, "I ask Mara Venn.")
        await campaign.explaining.steer(campaign.session.id, mara.id, Steer.BAN)
        other = await reply_to(campaign, "I ask Mara Venn again.")

        found = await campaign.explaining.compare(one.id, other.id)

        items = [
            (item.title, bool(item.tokens_here), bool(item.tokens_there)) for item in found.items
        ]
        assert items == [("Mara Venn", True, False), ("The Law", True, True)]
        assert found.items[0].unit is Unit.ENTRY
        assert found.items[0].there == "banned by you in this session"

    async def test_a_message_no_model_has_written_cannot_be_compared(self, campaign):
        reply = await reply_to(campaign, "I wait.")

        with pytest.raises(UserFixableError, match="carries no record"):
            await campaign.explaining.compare(reply.id, reply.parent_id)


async def test_an_entry_of_another_world_cannot_be_steered(campaign):
    elsewhere = await campaign.library.add_world("Elsewhere")
    far = await campaign.library.add_entry(elsewhere, "Far")

    with pytest.raises(UserFixableError, match="another world"):
        await campaign.explaining.steer(campaign.session.id, far.id, Steer.PIN)


async def test_what_is_steered_is_listed_by_title(campaign):
    session = campaign.session.id
    mara = await campaign.add("mara Venn", "A ferrywoman.")
    gate = await campaign.add("The Gate", "It is shut.")
    heron = await campaign.add("Heron", "An inn.")
    for entry, steer in ((mara, Steer.PIN), (gate, Steer.BAN), (heron, Steer.BOOST)):
        await campaign.explaining.steer(session, entry.id, steer)
    await campaign.explaining.steer(session, gate.id, None)

    listed = await campaign.explaining.steering(session)

    assert [(one.title, one.steer) for one in listed] == [
        ("Heron", Steer.BOOST),
        ("mara Venn", Steer.PIN),
    ]


async def test_replies_that_are_not_there_are_named_as_such(campaign):
    with pytest.raises(UserFixableError, match="There is no message 'nosuch'"):
        await campaign.explaining.compare(MessageId("nosuch"), MessageId("nosuch"))
