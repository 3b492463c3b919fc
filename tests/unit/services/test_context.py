"""What a model is told: within its budget, the note whole or marked, nobody dropped in silence."""

from dataclasses import replace

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.messages import Role
from loredesk.domain.panel import Panel
from loredesk.services.scene import read_scene

LONG = "The tide gate was built by the third guild in the year of the flood. " * 90


async def preview(campaign, text="I wait."):
    return await campaign.generation.preview(campaign.session.id, text)


def sent(manifest):
    return "".join(block.text for block in manifest.blocks)


async def test_lore_and_note_of_whoever_is_named_stand_in_the_prompt(campaign):
    mara = await campaign.add("Mara Venn", "A ferrywoman.", aliases=("the Heron",))
    await campaign.library.add_note(campaign.session.id, mara.id, "Her hand is burnt.")

    manifest = await preview(campaign, "I ask the heron about her hand.")

    (entry,) = manifest.entries
    assert (entry.title, entry.reason, entry.cut) == ("Mara Venn", "named in the turn", False)
    assert entry.revision is not None
    assert "A ferrywoman." in sent(manifest)
    assert "Her hand is burnt." in sent(manifest)


async def test_the_note_of_another_session_is_not_told(campaign):
    mara = await campaign.add("Mara Venn", "A ferrywoman.")
    other = await campaign.library.add_session(campaign.world)
    await campaign.library.add_note(other.id, mara.id, "A secret of another story.")

    manifest = await preview(campaign, "I ask Mara Venn.")

    assert "secret" not in sent(manifest)
    assert manifest.entries[0].revision == "lore:1"


async def test_where_the_author_goes_meanwhile_changes_nothing_of_what_is_told(campaign):
    mara = await campaign.add("Mara Venn", "A ferrywoman.")
    turn, reply = await campaign.library.add_turn(campaign.session.id, "I ask Mara Venn.")
    anchors = frozenset({reply.id})
    await campaign.library.add_note(
        campaign.session.id, mara.id, "Her hand is burnt.", anchors=anchors
    )
    await campaign.library.goto(campaign.session.id, turn.id)

    def asked(repos):
        return read_scene(repos, campaign.session.id, None, answers=turn.id)

    scene = await campaign.library.read(asked)
    await campaign.library.goto(campaign.session.id, reply.id)

    prepared = await campaign.context.build(scene, turn.text)

    assert [one.title for one in prepared.manifest.entries] == ["Mara Venn"]
    assert "burnt" not in sent(prepared.manifest)


async def test_an_open_proposal_is_not_told(campaign):
    mara = await campaign.add("Mara Venn", "A ferrywoman.")
    reply = await campaign.turn()
    await campaign.library.add_proposal(campaign.session.id, mara, reply, "Unreviewed words.")

    assert "Unreviewed" not in sent(await preview(campaign, "I ask Mara Venn."))


async def test_who_is_on_scene_and_what_is_always_on_are_told_unasked(campaign):
    await campaign.add("The Law", "Nobody rings.", always_on=True)
    await campaign.add("Bren Holt", "A smith.")
    await campaign.library.add_message(
        campaign.session.id, Role.NARRATOR, "Hm.", panel=Panel(present=("Bren Holt",))
    )

    manifest = await preview(campaign)

    reasons = {one.title: one.reason for one in manifest.entries}
    assert reasons == {"Bren Holt": "on scene", "The Law": "always on"}


@pytest.mark.parametrize("context", [1600, 2500, 4000, 8192])
async def test_the_budget_is_never_exceeded(campaign, context):
    campaign.profile = replace(campaign.profile, context_tokens=context, max_tokens=256)
    for number in range(30):
        await campaign.add(f"Keeper {number}", LONG[: 200 * number], always_on=number % 7 == 0)
    for number in range(12):
        await campaign.turn(f"Turn {number}. {LONG[:400]}", f"Reply {number}. {LONG[:600]}")

    manifest = await preview(campaign, "Keeper 1, Keeper 29 and Keeper 28 meet at the tide gate.")

    assert manifest.tokens <= manifest.budget == context - 256
    assert manifest.tokens == sum(block.tokens for block in manifest.blocks)
    assert all(block.tokens >= 0 for block in manifest.blocks)


async def test_whoever_is_named_is_in_or_listed_as_left_out(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=2200, max_tokens=256)
    names = [f"Keeper {number}" for number in range(20)]
    for name in names:
        await campaign.add(name, LONG)

    manifest = await preview(campaign, f"{', '.join(names)} meet.")

    told = {one.title for one in manifest.entries}
    left = {one.title for one in manifest.left_out}
    assert told | left == set(names)
    assert not told & left
    assert told
    assert all("budget was full" in one.reason for one in manifest.left_out)


async def test_a_long_entry_that_is_named_is_shortened_rather_than_dropped(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=2200, max_tokens=256)
    mara = await campaign.add("Mara Venn", LONG)
    await campaign.library.add_note(campaign.session.id, mara.id, "Her hand is burnt.")

    manifest = await preview(campaign, "I ask Mara Venn.")

    (entry,) = manifest.entries
    assert entry.cut
    assert "Her hand is burnt." in sent(manifest)


async def test_a_note_that_is_too_long_keeps_its_newest_lines_and_is_listed_as_cut(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=2200, max_tokens=256)
    mara = await campaign.add("Mara Venn", "A ferrywoman.")
    await campaign.library.add_note(campaign.session.id, mara.id, f"{LONG}At last she fell.")

    manifest = await preview(campaign, "I ask Mara Venn.")

    (entry,) = manifest.entries
    assert entry.cut
    assert "At last she fell." in sent(manifest)


async def test_an_entry_not_marked_as_cut_stands_with_its_note_verbatim(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=3500, max_tokens=256)
    notes = {}
    for number in range(12):
        entry = await campaign.add(f"Keeper {number}", LONG[: 150 * number])
        notes[entry.title] = f"Note of keeper {number}: " + LONG[: 60 * number].strip()
        await campaign.library.add_note(campaign.session.id, entry.id, notes[entry.title])

    manifest = await preview(campaign, "Keeper 11, Keeper 10 and Keeper 2 meet at the gate.")

    whole = [one.title for one in manifest.entries if not one.cut]
    assert whole
    assert all(notes[title] in sent(manifest) for title in whole)


async def test_older_turns_make_room_before_lore_does(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=2600, max_tokens=256)
    await campaign.add("Mara Venn", "A ferrywoman.")
    for number in range(10):
        await campaign.turn(f"Turn {number}. {LONG[:300]}", f"Reply {number}. {LONG[:900]}")

    manifest = await preview(campaign, "I ask Mara Venn.")

    assert "A ferrywoman." in sent(manifest)
    assert "Reply 9." in sent(manifest)
    assert "Turn 0." not in sent(manifest)


async def test_what_a_model_has_read_of_a_long_line_stays_for_some_turns(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=2_600, max_tokens=256)
    begins = set()
    for number in range(110):
        await campaign.library.add_message(
            campaign.session.id,
            Role.NARRATOR if number % 2 else Role.AUTHOR,
            f"Line {number} is said, and nothing comes of it but that the old water rises again.",
            panel=Panel(place="the quay"),
        )
        if number >= 100:
            lines = [one.text for one in (await preview(campaign)).blocks if "Line" in one.text]
            begins.add(lines[0].partition("Line")[2].split()[0])

    assert len(begins) <= 3


async def test_a_turn_that_cannot_fit_is_refused_with_the_way_out_and_kept(campaign):
    campaign.profile = replace(campaign.profile, context_tokens=1500, max_tokens=256)

    with pytest.raises(UserFixableError, match="This turn needs") as refused:
        async for _ in campaign.generation.reply(campaign.session.id, LONG * 3):
            pass

    assert "Shorten the turn" in refused.value.hint
    assert (await campaign.line())[-1].text == (LONG * 3).strip()
    assert campaign.model.requests == []


async def test_the_reply_is_written_without_search_by_meaning_when_that_is_down(campaign):
    await campaign.add("Mara Venn", "A ferrywoman.")
    campaign.embedder.error = UserFixableError("The embedder is gone.")

    manifest = await preview(campaign, "I ask Mara Venn.")

    assert [one.title for one in manifest.entries] == ["Mara Venn"]


async def test_the_author_sees_what_each_part_of_the_prompt_costs(campaign):
    mara = await campaign.add("Mara Venn", "# A heading in the lore\nA ferrywoman.")
    await campaign.library.add_note(campaign.session.id, mara.id, "Her hand is burnt.")
    await campaign.library.add_message(
        campaign.session.id, Role.NARRATOR, "Hm.", panel=Panel(place="the ferry")
    )

    manifest = await preview(campaign, "I ask Mara Venn.\n# Loudly")

    texts = {block.name: block.text for block in manifest.blocks}
    assert next(iter(texts)) == "Instructions"
    assert list(texts)[-5:] == [
        "The story so far",
        "What is known, the most important first",
        "The scene as it stands",
        "Turn 1: the author's new words",
        "Closing words",
    ]
    assert "A ferrywoman." in texts["What is known, the most important first"]
    assert "# Loudly" in texts["Turn 1: the author's new words"]
    assert texts["Closing words"].strip().startswith("Write the reply")
    assert all(block.tokens > 0 for block in manifest.blocks)
