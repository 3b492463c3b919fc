"""Searching lore and notes: by words, by names, by meaning, and by all of them together."""

import pytest

from loredesk.domain.errors import TransientError, UserFixableError


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman with a lantern.", aliases=("the Heron",))


@pytest.fixture
async def tower(campaign):
    return await campaign.add("The Tower", "Old stones and owls.", category="location")


@pytest.fixture
def found(campaign, mara, tower):
    async def search(text, **how):
        how.setdefault("session_id", campaign.session.id)
        return await campaign.search.search(text, world_id=campaign.world.id, **how)

    return search


async def test_words_are_found_in_content_and_note(campaign, mara, found):
    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")

    assert [hit.title for hit in await found("compass", only="words")] == ["Mara Venn"]
    assert [hit.title for hit in await found("owls stones", only="words")] == ["The Tower"]


async def test_a_note_is_found_in_its_own_session_only(campaign, mara, found):
    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")
    other = await campaign.library.add_session(campaign.world)

    assert await found("compass", only="words", session_id=other.id) == ()
    assert await found("compass", only="words", session_id=None) == ()


async def test_names_and_aliases_are_found_as_triggers(found, mara):
    assert [hit.title for hit in await found("I follow the heron.", only="triggers")] == [
        "Mara Venn"
    ]
    assert await found("nobody", only="triggers") == ()


async def test_meaning_alone_finds_what_has_its_vector(campaign, found, mara):
    await campaign.work()

    hits = await found("ferrywoman lantern", only="meaning")

    assert hits[0].title == "Mara Venn"
    assert set(hits[0].scores) == {"meaning"}


async def test_all_stages_together_say_what_each_of_them_scored(campaign, found):
    await campaign.work()

    hits = await found("Does the Heron carry a lantern?")

    assert hits[0].title == "Mara Venn"
    assert set(hits[0].scores) == {"words", "meaning", "triggers"}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


async def test_a_word_only_one_entry_has_lifts_it_above_the_rest(campaign, mara, found):
    for number in range(20):
        await campaign.add(f"Keeper {number}", "A keeper of the old stones and of the lantern.")
    await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")
    await campaign.work()

    hits = await found("Who of the keepers has lost a compass?")

    assert hits[0].title == "Mara Venn"


async def test_a_hit_says_which_revision_was_found(campaign, mara, found):
    (before,) = await found("lantern", only="words")
    note = await campaign.library.add_note(campaign.session.id, mara.id, "She lost her compass.")
    (after,) = await found("lantern", only="words")

    assert before.revision == "lore:1"
    assert after.revision == note.id


async def test_the_limit_is_kept(campaign, found):
    await campaign.work()

    assert len(await found("lantern owls", limit=1)) == 1


@pytest.mark.parametrize(
    "text", ['"', "a AND", "NEAR(", "col:x", "*", "'); DROP TABLE lore", "", "   ", "🦉" * 500]
)
async def test_nothing_an_author_types_is_search_syntax(campaign, found, text):
    await campaign.work()

    await found(text)


async def test_an_unknown_stage_is_refused_with_those_there_are(found):
    with pytest.raises(UserFixableError, match="no search stage 'smell'") as refused:
        await found("x", only="smell")

    assert "meaning, triggers, words" in refused.value.hint


async def test_without_the_embedder_words_and_names_still_find(campaign, found):
    await campaign.work()
    campaign.embedder.error = TransientError("The embedder does not answer.")

    assert [hit.title for hit in await found("lantern")] == ["Mara Venn"]
    with pytest.raises(TransientError, match="does not answer"):
        await found("lantern", only="meaning")
