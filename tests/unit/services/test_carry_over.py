"""A new session may begin with what another one knows."""

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LinkId
from loredesk.domain.listings import LoreFilter
from loredesk.domain.lore import Link


@pytest.fixture
async def mara(campaign):
    return await campaign.add("Mara Venn", "A ferrywoman.")


@pytest.fixture
async def reply(campaign):
    return await campaign.turn("I wait.", "Mara burns her hand. Wick laughs.")


@pytest.fixture
async def note(campaign, mara, reply):
    return await campaign.library.add_note(
        campaign.session.id, mara.id, "Her hand is burnt.", anchors=frozenset({reply.id})
    )


@pytest.fixture
async def wick(campaign, mara, reply):
    entry = await campaign.add(
        "Wick", "A lock-boy.", session_id=campaign.session.id, origin_message=reply.id
    )
    await link(campaign, entry, mara, "laughs at")
    await campaign.library.add_note(campaign.session.id, entry.id, "He has a whistle.")
    return entry


@pytest.fixture
async def sal(campaign, wick, reply):
    """A newcomer whom Wick knows."""
    entry = await campaign.add("Sal", session_id=campaign.session.id, origin_message=reply.id)
    await link(campaign, wick, entry, "plays dice with")
    return entry


async def link(campaign, one, other, relation):
    made = Link(
        id=LinkId(campaign.library.new_id()),
        world_id=campaign.world.id,
        from_id=one.id,
        to_id=other.id,
        relation=relation,
        session_id=campaign.session.id,
        origin_message=one.origin_message,
    )
    await campaign.library.write(lambda repos: repos.lore.add_link(made))


async def links(campaign, name, session):
    entry = await campaign.lore.find_entry(name, session_id=session.id)
    view = await campaign.lore.entry(entry.id, session.id)
    return sorted((one.title, one.relation, one.outgoing) for one in view.links)


async def begin(campaign, *entries):
    return await campaign.lore.new_session(
        campaign.world.id,
        "Next",
        carry_from=campaign.session.id,
        entries=[one.id for one in entries],
    )


async def test_a_note_comes_along_as_the_authors_and_rests_on_no_turn(campaign, mara, note):
    session = await begin(campaign, mara)

    view = await campaign.lore.entry(mara.id, session.id)
    (carried,) = [one.revision for one in view.revisions]
    assert view.note.note_content == "Her hand is burnt."
    assert (carried.by, carried.anchors, carried.base) == ("author", frozenset(), None)
    assert carried.carried_from == note.id


async def test_only_what_was_chosen_comes_along(campaign, mara, note, wick):
    session = await begin(campaign, mara)

    rows = await campaign.lore.entries(campaign.world.id, session.id, LoreFilter())
    assert [(row.title, row.note is not None) for row in rows] == [("Mara Venn", True)]


async def test_undoing_the_turn_in_the_first_session_leaves_the_second(campaign, mara, note, reply):
    session = await begin(campaign, mara)

    await campaign.library.goto(campaign.session.id, reply.parent_id)

    assert await campaign.note(mara) == ""
    assert await campaign.library.note_text(session.id, mara.id) == "Her hand is burnt."


async def test_a_newcomer_is_an_entry_of_the_new_session_from_its_beginning(campaign, mara, wick):
    session = await begin(campaign, wick)

    rows = await campaign.lore.entries(campaign.world.id, session.id, LoreFilter(text="Wick"))
    (row,) = rows
    assert (row.id != wick.id, row.origin) == (True, "session")
    assert row.note.note_content == "He has a whistle."
    view = await campaign.lore.entry(row.id, session.id)
    assert (view.entry.session_id, view.entry.origin_message) == (session.id, None)
    assert [(one.title, one.relation) for one in view.links] == [("Mara Venn", "laughs at")]


async def test_an_entry_without_a_note_comes_without_one(campaign, mara, note, wick):
    harbour = await campaign.add("The Harbour", "It smells.")

    session = await begin(campaign, harbour, mara)

    rows = await campaign.lore.entries(campaign.world.id, session.id, LoreFilter())
    assert [(row.title, row.note is not None) for row in rows] == [
        ("The Harbour", False),
        ("Mara Venn", True),
    ]


async def test_newcomers_that_come_along_together_are_linked_as_they_were(campaign, wick, sal):
    session = await begin(campaign, wick, sal)

    assert await links(campaign, "Wick", session) == [
        ("Mara Venn", "laughs at", True),
        ("Sal", "plays dice with", True),
    ]
    assert await links(campaign, "Sal", session) == [("Wick", "plays dice with", False)]
    assert len(await links(campaign, "Wick", campaign.session)) == 2


async def test_a_link_to_a_newcomer_that_stays_behind_stays_with_it(campaign, wick, sal):
    session = await begin(campaign, wick)

    assert await links(campaign, "Wick", session) == [("Mara Venn", "laughs at", True)]


async def test_what_is_chosen_twice_comes_along_once(campaign, wick):
    session = await begin(campaign, wick, wick)

    rows = await campaign.lore.entries(campaign.world.id, session.id, LoreFilter(text="Wick"))
    assert [row.title for row in rows] == ["Wick"]


async def test_what_came_along_goes_on_into_a_third_session_with_its_links(campaign, wick):
    second = await begin(campaign, wick)
    carried = await campaign.lore.find_entry("Wick", session_id=second.id)
    await campaign.canon.promote(second.id, carried.id)
    await campaign.canon.demote(carried.id)

    third = await campaign.lore.new_session(
        campaign.world.id, carry_from=second.id, entries=[carried.id]
    )

    assert await links(campaign, "Wick", third) == [("Mara Venn", "laughs at", True)]


async def test_what_the_other_session_does_not_see_is_refused_and_nothing_begins(
    campaign, wick, reply
):
    await campaign.library.goto(campaign.session.id, reply.parent_id)

    with pytest.raises(UserFixableError, match="knows no entry"):
        await begin(campaign, wick)

    assert len(await campaign.lore.sessions()) == 1


async def test_a_name_canon_has_by_now_is_refused(campaign, wick):
    await campaign.library.add_entry(campaign.world, "The Wick")

    with pytest.raises(UserFixableError, match="There is an entry called 'Wick' already"):
        await begin(campaign, wick)


async def test_another_world_knows_nothing(campaign):
    elsewhere = await campaign.library.add_world("Elsewhere")

    with pytest.raises(UserFixableError, match="within one world only"):
        await campaign.lore.new_session(elsewhere.id, "Far", carry_from=campaign.session.id)
