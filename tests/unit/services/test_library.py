"""The library: what belongs to the author, as the author reads and writes it."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import EntryDraft, LoreFilter
from loredesk.domain.tasks import TaskType


def draft(campaign, title="Mara Venn", **values):
    return EntryDraft(
        **{
            "world_id": campaign.world.id,
            "title": title,
            "category": "character",
            "content": "A ferrywoman.",
            **values,
        }
    )


async def test_a_new_entry_gets_a_handle_and_is_found_at_once(campaign):
    entry = await campaign.lore.save_entry(
        draft(campaign, aliases=("the Heron", "mara venn", " "), tags=("lock", "lock"))
    )

    assert (entry.handle, entry.revision) == ("c1", 1)
    assert (entry.aliases, entry.tags) == (("the Heron",), ("lock",))
    for name in ("c1", "Mara Venn", entry.id):
        assert await campaign.lore.find_entry(name) == entry
    (hit,) = await campaign.search.search("ferrywoman", world_id=campaign.world.id, only="words")
    assert hit.entry_id == entry.id


@pytest.mark.parametrize("title", ["Mara Venn", "mara  VENN", "the heron", "A Heron"])
async def test_a_name_that_is_taken_is_refused_and_named(campaign, title):
    await campaign.lore.save_entry(draft(campaign, aliases=("the Heron",)))

    with pytest.raises(UserFixableError, match="There is an entry called"):
        await campaign.lore.save_entry(draft(campaign, title))

    assert await campaign.lore.count(campaign.world.id, None, LoreFilter()) == 1


async def test_an_alias_that_is_taken_is_refused_too(campaign):
    await campaign.lore.save_entry(draft(campaign))

    with pytest.raises(UserFixableError, match="There is an entry called 'Mara Venn' already"):
        await campaign.lore.save_entry(draft(campaign, "Somebody", aliases=("Mara Venn",)))


async def test_the_same_title_may_stand_in_another_world(campaign):
    await campaign.lore.save_entry(draft(campaign))
    other = await campaign.lore.new_world("Elsewhere")

    await campaign.lore.save_entry(draft(campaign, world_id=other.id))

    with pytest.raises(UserFixableError, match="Several entries are called 'Mara Venn'"):
        await campaign.lore.find_entry("Mara Venn")
    entry = await campaign.lore.find_entry("Mara Venn", other.id)
    assert entry.world_id == other.id


async def test_an_entry_can_be_edited_under_its_own_name(campaign):
    before = await campaign.lore.save_entry(draft(campaign))

    after = await campaign.lore.save_entry(
        draft(campaign, id=before.id, base_revision=1, content="A smuggler.")
    )

    assert (after.id, after.handle, after.revision) == (before.id, "c1", 2)
    assert (await campaign.lore.entry(before.id, None)).entry.content == "A smuggler."


async def test_an_edit_on_top_of_an_older_text_is_refused_and_loses_nothing(campaign):
    entry = await campaign.lore.save_entry(draft(campaign))
    await campaign.lore.save_entry(
        draft(campaign, id=entry.id, base_revision=1, content="The first to save.")
    )

    with pytest.raises(UserFixableError) as refused:
        await campaign.lore.save_entry(
            draft(campaign, id=entry.id, base_revision=1, content="The second.")
        )

    assert "Mara Venn" in refused.value.message
    assert refused.value.hint
    assert (await campaign.lore.entry(entry.id, None)).entry.content == "The first to save."


async def test_an_entry_without_a_title_is_refused(campaign):
    with pytest.raises(UserFixableError, match="needs a title"):
        await campaign.lore.save_entry(draft(campaign, "  "))


async def test_an_edited_entry_is_embedded_again(campaign):
    entry = await campaign.lore.save_entry(draft(campaign))
    await campaign.work()

    await campaign.lore.save_entry(
        draft(campaign, id=entry.id, base_revision=1, content="A smuggler.")
    )

    waiting = [one for one in await campaign.tasks(TaskType.EMBED_DOCUMENT) if not one.processed_at]
    assert [one.task_data["entry_id"] for one in waiting] == [entry.id]


async def test_a_session_begins_with_the_opening_scene(campaign):
    world = await campaign.library.add_world("Ostrel", opening="Snow falls.", narrator="The Valley")

    session = await campaign.lore.new_session(world.id)

    story = await campaign.stories.story(session.id)
    (opening,) = story.line
    assert (opening.turn, opening.message.text, opening.message.speaker) == (
        0,
        "Snow falls.",
        "The Valley",
    )
    assert session.title == "Ostrel, session 1"
    assert story.session.head == opening.message.id


async def test_sessions_are_listed_newest_first(campaign):
    campaign.library.clock.forward(minutes=1)
    first = await campaign.lore.new_session(campaign.world.id, "First")
    campaign.library.clock.forward(minutes=1)
    second = await campaign.lore.new_session(campaign.world.id, "Second")

    rows = await campaign.lore.sessions(campaign.world.id)

    assert [row.id for row in rows][:2] == [second.id, first.id]


async def test_a_note_written_by_hand_stands_and_knows_its_writer(campaign):
    entry = await campaign.lore.save_entry(draft(campaign))
    await campaign.turn()

    await campaign.lore.save_note(campaign.session.id, entry.id, " She is tired. ", base=None)

    view = await campaign.lore.entry(entry.id, campaign.session.id)
    assert view.note.note_content == "She is tired."
    assert view.note.last_updated_turn == 1
    assert view.revisions[0].revision.by == "author"
    assert view.composite == (
        "[Base Lore]\nA ferrywoman.\n\n[Session-Specific Notes]\nShe is tired."
    )


async def test_a_note_written_on_top_of_an_older_one_is_refused(campaign):
    entry = await campaign.lore.save_entry(draft(campaign))
    await campaign.lore.save_note(campaign.session.id, entry.id, "First.", base=None)

    with pytest.raises(UserFixableError, match="The note of 'Mara Venn' was changed meanwhile"):
        await campaign.lore.save_note(campaign.session.id, entry.id, "Second.", base=None)

    assert await campaign.note(entry) == "First."


@pytest.mark.parametrize(
    ("ask", "named"),
    [
        (lambda c: c.lore.find_entry("Nobody"), "no entry 'Nobody'"),
        (lambda c: c.lore.entry(LoreId("x"), None), "x"),
        (lambda c: c.lore.new_session(WorldId("w")), "w"),
        (lambda c: c.stories.story(SessionId("s")), "no session 's'"),
        (lambda c: c.lore.new_world("  "), "A world needs a title"),
        (lambda c: c.stories.rename(c.session.id, " "), "A session needs a title"),
        (lambda c: c.stories.set_simulation(c.session.id, -1), "cannot be negative"),
    ],
)
async def test_what_there_is_not_is_refused_by_name(campaign, ask, named):
    with pytest.raises(UserFixableError, match=named):
        await ask(campaign)


async def test_entries_can_be_filtered(campaign):
    await campaign.lore.save_entry(draft(campaign, tags=("lock",)))
    await campaign.lore.save_entry(draft(campaign, "The Tower", category="Location"))

    async def titles(**wanted):
        rows = await campaign.lore.entries(campaign.world.id, None, LoreFilter(**wanted))
        return [row.title for row in rows]

    assert await titles() == ["Mara Venn", "The Tower"]
    assert await titles(category="location") == ["The Tower"]
    assert await titles(tag="lock") == ["Mara Venn"]
    assert await titles(text="tow") == ["The Tower"]
    facets = await campaign.lore.facets(campaign.world.id, None)
    assert facets.categories == {"character": 1, "location": 1}
