"""What a reply is told is no more than who speaks may know; what is withheld is on record."""

from dataclasses import replace

import pytest

from loredesk.domain.manifest import Unit
from loredesk.domain.messages import NarratorTells
from loredesk.domain.panel import Panel
from loredesk.domain.visibility import SECRET, Visibility
from loredesk.services.knowledge import KnowledgeService
from tests.unit.services.conftest import collected


async def preview(campaign, text):
    return await campaign.generation.preview(campaign.session.id, text)


def sent(manifest):
    return "".join(block.text for block in manifest.blocks)


async def in_a_scene_with(campaign, *names, text="I wait.", reply="The wind turns."):
    """Play a turn at whose end these are there."""
    told = await campaign.turn(text, reply)
    shown = replace(told, panel=Panel(place="the quay", present=names))
    await campaign.library.write(lambda repos: repos.messages.put(shown))
    return shown


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "She keeps the ferry.")


@pytest.fixture
async def hal(campaign):
    return await campaign.add("Hal Coppin", "He mends nets.")


@pytest.fixture
async def ledger(campaign, hal):
    return await campaign.add(
        "The Red Ledger", "It names the wreckers.", visibility=Visibility.known_by(hal.id)
    )


@pytest.fixture
def knowledge(campaign):
    library = campaign.library
    return KnowledgeService(store=library.store, documents=library.documents, new_id=library.new_id)


@pytest.fixture
def speaks(campaign):
    """Return how somebody is made to speak in the replies."""

    async def speak(who):
        await campaign.stories.set_voice(campaign.session.id, who.id if who else None)

    return speak


async def test_the_narrator_who_knows_all_is_told_a_secret(campaign, ledger):
    manifest = await preview(campaign, "I open the Red Ledger.")

    assert [one.title for one in manifest.entries] == ["The Red Ledger"]
    assert "names the wreckers" in sent(manifest)


async def test_a_character_is_not_told_what_they_do_not_know(campaign, mara, ledger, speaks):
    await speaks(mara)

    manifest = await preview(campaign, "I open the Red Ledger before Mara Venn.")

    assert [one.title for one in manifest.entries] == ["Mara Venn"]
    assert "wreckers" not in sent(manifest)
    (left,) = [one for one in manifest.left_out if one.title == "The Red Ledger"]
    assert left.reason == "withheld from Mara Venn: may know nothing of it"


async def test_who_knows_it_is_told_it(campaign, hal, ledger, speaks):
    await speaks(hal)

    assert "names the wreckers" in sent(await preview(campaign, "I open the Red Ledger."))


async def test_what_is_learned_in_a_turn_goes_with_it(campaign, mara, ledger, speaks, knowledge):
    await speaks(mara)
    before = await campaign.turn("I wait.", "The wind turns.")
    reply = await campaign.turn("I show Mara the ledger.", "She reads.")
    await knowledge.learn(campaign.session.id, ledger.id, [mara.id], at=reply.id)
    assert "names the wreckers" in sent(await preview(campaign, "I open the Red Ledger."))

    await campaign.library.goto(campaign.session.id, before.id)

    assert "wreckers" not in sent(await preview(campaign, "I open the Red Ledger."))


async def test_a_closed_sentence_is_left_out_of_what_is_told(campaign, mara, speaks, knowledge):
    quay = await campaign.add("The Quay", "It is wide. A body lies under it. It is wet.")
    await knowledge.set_sentence(quay.id, None, "A body lies under it.", SECRET)
    await speaks(mara)

    manifest = await preview(campaign, "I walk on the Quay.")

    assert "It is wide. It is wet." in sent(manifest)
    assert "body" not in sent(manifest)
    (left,) = [one for one in manifest.left_out if one.unit is Unit.SENTENCE]
    assert left.title == "The Quay: \u201cA body lies under it.\u201d"
    assert left.reason == "withheld from Mara Venn: known to nobody in the story"


async def test_a_secret_takes_no_place_among_the_candidates(campaign, mara, speaks):
    for number in range(60):
        await campaign.add(f"Lantern {number}", "A lantern, a lantern!", visibility=SECRET)
    await campaign.add("Heron", "An inn with one lantern over its door and much else to tell of.")
    await speaks(mara)

    manifest = await preview(campaign, "Where is there a lantern?")

    assert [one.title for one in manifest.entries] == ["Heron"]


async def test_what_is_always_on_or_pinned_is_withheld_all_the_same(campaign, mara, speaks):
    await campaign.add("The Oath", "Nobody rings.", always_on=True, visibility=SECRET)
    await speaks(mara)

    assert "Nobody rings" not in sent(await preview(campaign, "It rains."))


async def test_a_bound_narrator_tells_what_somebody_present_knows(campaign, mara, hal, ledger):
    await campaign.stories.set_narrator(campaign.session.id, NarratorTells.PRESENT)
    await in_a_scene_with(campaign, "Mara Venn")
    assert "wreckers" not in sent(await preview(campaign, "I open the Red Ledger."))

    await in_a_scene_with(campaign, "Mara Venn", "Hal Coppin")

    assert "names the wreckers" in sent(await preview(campaign, "I open the Red Ledger."))


class TestWhereTheyWere:
    async def test_a_character_is_told_only_turns_at_which_they_were(self, campaign, mara, speaks):
        await in_a_scene_with(campaign, "Mara Venn", reply="The tide goes out.")
        await in_a_scene_with(campaign, "Hal Coppin", reply="Hal hides the silver.")
        await in_a_scene_with(campaign, "Mara Venn", reply="She comes back.")
        await speaks(mara)

        manifest = await preview(campaign, "I ask her for the silver.")

        assert "The tide goes out." in sent(manifest)
        assert "She comes back." in sent(manifest)
        assert "hides the silver" not in sent(manifest)
        reasons = {one.title: one.reason for one in manifest.left_out}
        assert reasons["Turn 2, Narrator"] == "withheld from Mara Venn: was not there"

    async def test_what_they_saw_is_told_however_much_was_said_since(self, campaign, mara, speaks):
        campaign.profile = replace(campaign.profile, context_tokens=3_000, max_tokens=256)
        await in_a_scene_with(campaign, "Mara Venn", reply="The tide goes out.")
        for _ in range(40):
            await in_a_scene_with(campaign, "Hal Coppin", reply="Hal mends his nets. " * 30)
        await speaks(mara)

        assert "The tide goes out." in sent(await preview(campaign, "I ask her."))

    async def test_where_no_panel_says_it_everyone_was_there(self, campaign, mara, speaks):
        await campaign.turn("I wait.", "The tide goes out.")
        await speaks(mara)

        assert "The tide goes out." in sent(await preview(campaign, "I ask her."))


async def test_the_one_who_speaks_is_asked_for_and_named_in_the_reply(campaign, mara, speaks):
    await speaks(mara)
    campaign.model.then("reply", "I keep the ferry.")

    events = await collected(campaign.generation.reply(campaign.session.id, "Who are you?"))

    assert events[-1].message.speaker == "Mara Venn"
    asked = campaign.model.requests[-1].messages[-1].content
    assert "Write the reply of Mara Venn" in asked
    assert "nothing else about this world" in asked.replace("\n", " ")


class TestNoWayAround:
    """What must not be known comes into a prompt by no other way either."""

    async def test_not_by_a_line_that_is_taken_up_in_the_middle(self, campaign, mara, speaks):
        campaign.profile = replace(campaign.profile, context_tokens=4_096, max_tokens=512)
        await in_a_scene_with(campaign, "Hal Coppin")
        for number in range(40):
            await campaign.turn(f"I whisper to Hal secret number {number}. " * 9, "Hal nods. " * 60)
        await speaks(mara)

        assert "secret number" not in sent(await preview(campaign, "I ask her."))

    async def test_not_by_the_panel_of_a_scene_they_were_not_in(self, campaign, mara, speaks):
        told = await in_a_scene_with(campaign, "Hal Coppin")
        murderous = replace(told.panel, mood="murderous")
        await campaign.library.write(
            lambda repos: repos.messages.put(replace(told, panel=murderous))
        )
        await speaks(mara)

        assert "murderous" not in sent(await preview(campaign, "I ask her."))

    async def test_not_by_what_waits_for_review(self, campaign, mara, hal, speaks):
        away = await in_a_scene_with(campaign, "Hal Coppin", reply="Hal drowns the cat.")
        await campaign.library.add_proposal(campaign.session.id, hal, away, "The cat is drowned.")
        await campaign.stories.set_shows_unreviewed(campaign.session.id, shows=True)
        assert "The cat is drowned." in sent(await preview(campaign, "I ask."))
        await speaks(mara)

        manifest = await preview(campaign, "I ask.")

        assert "drowned" not in sent(manifest)
        (left,) = [one for one in manifest.left_out if one.unit is Unit.EVENT]
        assert left.reason == "withheld from Mara Venn: was not there"

    async def test_not_by_who_commands_them(self, campaign, speaks, knowledge):
        count = await campaign.add("The Count", "He rules.")
        pell = await campaign.add("Doran Pell", "He serves.", tags=("The Count",))
        await campaign.add(
            "The Red Ledger", "It names the wreckers.", visibility=Visibility.known_by(count.id)
        )
        await speaks(pell)

        assert "wreckers" not in sent(await preview(campaign, "I open the Red Ledger."))

    async def test_not_by_a_name_two_people_have(self, campaign):
        await campaign.add("Captain", "He sails.")
        other = await campaign.add("Hal Coppin", "He mends nets.", aliases=("Captain",))
        await campaign.add(
            "The Red Ledger", "It names the wreckers.", visibility=Visibility.known_by(other.id)
        )
        await campaign.stories.set_narrator(campaign.session.id, NarratorTells.PRESENT)
        await in_a_scene_with(campaign, "Captain", "a passer-by")

        assert "wreckers" not in sent(await preview(campaign, "I open the Red Ledger."))


async def test_a_panel_may_call_a_character_by_a_part_of_their_name_that_is_theirs_alone(
    campaign, mara, speaks
):
    await in_a_scene_with(campaign, "Mara", reply="The tide goes out.")
    await speaks(mara)
    assert "The tide goes out." in sent(await preview(campaign, "I ask her."))

    await campaign.add("Mara Tull", "Another Mara.")

    assert "The tide goes out." not in sent(await preview(campaign, "I ask her."))


async def test_another_take_of_an_older_reply_is_told_the_note_that_stood_there(campaign, mara):
    first = await campaign.turn("I meet Mara Venn.", "She nods.")
    await campaign.library.add_note(
        campaign.session.id, mara.id, "She is wary.", anchors={first.id}
    )
    second = await campaign.turn("I ask Mara Venn.", "She laughs.")
    await campaign.turn("I wait.", "It rains.")
    await campaign.library.add_note(
        campaign.session.id, mara.id, "She is a friend.", anchors={first.id, second.id}
    )
    campaign.model.then("reply", "She shrugs.")

    await collected(campaign.generation.regenerate(campaign.session.id, second.id))

    asked = campaign.model.requests[-1].messages[-1].content
    assert "She is wary." in asked
    assert "She is a friend." not in asked


async def test_a_last_message_that_is_too_long_is_told_by_its_end(campaign, mara):
    campaign.profile = replace(campaign.profile, context_tokens=4_096, max_tokens=1_024)
    await campaign.turn("I wait.", f"It begins. {'The wind turns, and turns. ' * 500}It ends.")

    manifest = await preview(campaign, "I ask Mara Venn.")

    assert [one.title for one in manifest.entries] == ["Mara Venn"]
    assert "It ends." in sent(manifest)
    assert "It begins." not in sent(manifest)
    assert manifest.tokens <= manifest.budget
    reasons = {one.title: one.reason for one in manifest.left_out}
    assert reasons["Turn 1, Narrator"] != "among the recent turns already"
