"""What is recalled for a turn beyond lore: earlier words, what the author pins, what waits."""

from dataclasses import replace

import pytest

from loredesk.domain.manifest import Unit
from loredesk.domain.steering import Steer
from tests.unit.services.conftest import collected


async def preview(campaign, text):
    return await campaign.generation.preview(campaign.session.id, text)


def sent(manifest):
    return "".join(block.text for block in manifest.blocks)


def block(manifest, name):
    return "".join(one.text for one in manifest.blocks if one.name == name)


async def long_ago(campaign, text, reply="The wind turns.", *, turns=40):
    """Let something be said, and so much after it that it is not among the recent turns."""
    await campaign.turn(text, reply)
    for number in range(turns):
        filler = f"Day {number}: we walk, we eat, we sleep, and nothing at all comes of it. " * 6
        await campaign.turn(filler, filler)


@pytest.fixture
def small(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=5_000, max_tokens=256)


async def test_what_was_said_long_ago_is_told_again_where_it_matters(campaign, small):
    await long_ago(campaign, "I bury the copper whistle under the hawthorn.")

    manifest = await preview(campaign, "Where is the copper whistle?")

    passage = manifest.passages[0]
    assert (passage.unit, passage.turn, passage.reason) == (Unit.PASSAGE, 1, "close in words")
    assert passage.title == "Turn 1, You"
    earlier = block(manifest, "From earlier in the story")
    assert "I bury the copper whistle under the hawthorn." in earlier
    assert "[Turn 1]" in earlier
    assert manifest.tokens <= manifest.budget


async def test_its_neighbour_is_told_with_it(campaign, small):
    await long_ago(campaign, "I bury the copper whistle.", "A magpie watches you.")

    manifest = await preview(campaign, "Where is the copper whistle?")

    assert "A magpie watches you." in block(manifest, "From earlier in the story")
    reasons = {one.title: one.reason for one in manifest.passages}
    assert reasons["Turn 1, Narrator"] == "close to words that are"
    assert reasons["Turn 3, You"] == "beside one that was recalled"


async def test_what_stands_among_the_recent_turns_is_not_told_twice(campaign):
    await campaign.turn("I bury the copper whistle.", "A magpie watches you.")

    manifest = await preview(campaign, "Where is the copper whistle?")

    assert manifest.passages == ()
    assert sent(manifest).count("I bury the copper whistle.") == 1
    (left,) = [one for one in manifest.left_out if one.title == "Turn 1, You"]
    assert left.reason == "among the recent turns already"


async def test_what_has_nothing_to_do_with_the_turn_is_not_told(campaign, small):
    await long_ago(campaign, "I bury the copper whistle.")

    manifest = await preview(campaign, "We walk and we eat.")

    assert "whistle" not in block(manifest, "From earlier in the story")


async def test_what_was_said_on_another_line_is_not_told(campaign, small):
    beginning = await campaign.turn("I wake.", "It is cold.")
    await long_ago(campaign, "I bury the copper whistle.")
    await campaign.library.goto(campaign.session.id, beginning.id)
    await long_ago(campaign, "I sell the boat.")

    manifest = await preview(campaign, "Where is the copper whistle?")

    assert "whistle" not in sent(manifest).replace("Where is the copper whistle?", "")


async def test_an_older_prompt_of_the_authors_without_a_place_for_it_is_not_said_to_have_told_it(
    campaign, small, monkeypatch
):
    await long_ago(campaign, "I bury the copper whistle.")
    uses = campaign.context._prompts.uses
    monkeypatch.setattr(
        campaign.context._prompts,
        "uses",
        lambda prompt, name: name != "earlier" and uses(prompt, name),
    )

    assert (await preview(campaign, "Where is the copper whistle?")).passages == ()


class TestSteering:
    async def test_what_is_pinned_is_always_told(self, campaign):
        mara = await campaign.add("Mara Venn", "A ferrywoman.")
        await campaign.explaining.steer(campaign.session.id, mara.id, Steer.PIN)

        manifest = await preview(campaign, "It rains.")

        assert [(one.title, one.reason) for one in manifest.entries] == [
            ("Mara Venn", "pinned by you")
        ]

    async def test_a_pinned_newcomer_is_told_only_where_it_has_appeared(self, campaign):
        beginning = await campaign.turn("I wake.", "It is cold.")
        reply = await campaign.turn("I meet Odo.", "Odo waves.")
        odo = await campaign.add(
            "Odo", "A ferryman.", session_id=campaign.session.id, origin_message=reply.id
        )
        await campaign.explaining.steer(campaign.session.id, odo.id, Steer.PIN)
        assert [one.title for one in (await preview(campaign, "It rains.")).entries] == ["Odo"]

        await campaign.library.goto(campaign.session.id, beginning.id)

        assert (await preview(campaign, "It rains.")).entries == ()

    async def test_what_is_said_of_a_merged_entry_counts_for_the_one_that_stands_for_it(
        self, campaign
    ):
        gone = await campaign.add("The ferrywoman", "She is called Mara.")
        mara = await campaign.add("Mara Venn", "A ferrywoman.")
        await campaign.explaining.steer(campaign.session.id, gone.id, Steer.PIN)

        await campaign.merging.merge(None, gone.id, mara.id, "A ferrywoman.")

        assert [
            (one.title, one.reason) for one in (await preview(campaign, "It rains.")).entries
        ] == [("Mara Venn", "pinned by you")]
        await campaign.explaining.steer(campaign.session.id, mara.id, Steer.BAN)
        assert (await preview(campaign, "It rains.")).entries == ()

    async def test_what_is_banned_is_never_told_and_that_is_said(self, campaign):
        mara = await campaign.add("Mara Venn", "A ferrywoman.", always_on=True)
        await campaign.explaining.steer(campaign.session.id, mara.id, Steer.BAN)

        manifest = await preview(campaign, "I ask Mara Venn.")

        assert manifest.entries == ()
        (left,) = [one for one in manifest.left_out if one.entry_id == mara.id]
        assert left.reason == "banned by you in this session"
        assert "ferrywoman" not in sent(manifest)

    async def test_it_counts_in_its_session_only_and_until_it_is_taken_back(self, campaign):
        mara = await campaign.add("Mara Venn", "A ferrywoman.")
        other = await campaign.library.add_session(campaign.world)
        await campaign.explaining.steer(campaign.session.id, mara.id, Steer.BAN)

        elsewhere = await campaign.generation.preview(other.id, "I ask Mara Venn.")
        before = await campaign.explaining.steer(campaign.session.id, mara.id, None)

        assert [one.title for one in elsewhere.entries] == ["Mara Venn"]
        assert before is Steer.BAN
        assert [one.title for one in (await preview(campaign, "Mara Venn?")).entries] == [
            "Mara Venn"
        ]

    async def test_what_is_boosted_comes_before_what_matters_as_much(self, campaign):
        first = await campaign.add("The Heron", "An inn on the quay.")
        second = await campaign.add("The Swan", "An inn on the quay.")
        order = [one.entry_id for one in (await preview(campaign, "To the inn!")).entries]
        assert set(order) == {first.id, second.id}

        await campaign.explaining.steer(campaign.session.id, order[1], Steer.BOOST)

        manifest = await preview(campaign, "To the inn!")
        assert [one.entry_id for one in manifest.entries] == order[::-1]


class TestWhatWaits:
    @pytest.fixture
    async def waiting(self, campaign):
        mara = await campaign.add("Mara Venn", "A ferrywoman.")
        reply = await campaign.turn("I wait.", "She breaks her arm.")
        await campaign.library.add_proposal(campaign.session.id, mara, reply, "Her arm is broken.")

    async def test_it_is_told_only_where_the_session_says_so_and_apart(self, campaign, waiting):
        assert "Her arm is broken." not in sent(await preview(campaign, "I ask Mara Venn."))

        await campaign.stories.set_shows_unreviewed(campaign.session.id, shows=True)

        manifest = await preview(campaign, "I ask Mara Venn.")
        told = block(manifest, "What seems to have changed")
        assert "Turn 1, Mara Venn: Her arm is broken." in told
        assert sent(manifest).count("Her arm is broken.") == 1
        (passage,) = [one for one in manifest.passages if one.unit is Unit.EVENT]
        assert (passage.title, passage.reason) == ("Mara Venn", "waits for your review")


async def test_what_was_told_lately_stays_before_what_matters_as_much(campaign):
    for name in ("The Heron", "The Swan"):
        await campaign.add(name, "An inn on the quay.")
    order = [one.title for one in (await preview(campaign, "To the inn!")).entries]
    last = order[1]
    campaign.model.then("reply", "The door is shut.")
    await collected(campaign.generation.reply(campaign.session.id, f"I go to {last}."))

    manifest = await preview(campaign, "An inn!")

    assert manifest.entries[0].title == last
