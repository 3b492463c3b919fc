"""The list of lore is filtered by what is typed, in any alphabet."""

import pytest

from loredesk.domain.listings import LoreFilter


@pytest.fixture
async def found(library):
    world = await library.add_world()
    await library.add_entry(world, "Ülla Örn", aliases=("Die Brückenwärterin",))
    await library.add_entry(world, "Marché", tags=("éco", "ville"), category="location")
    await library.add_entry(world, "Élan", aliases=("the Elk",))
    await library.add_entry(world, "100% Proof", tags=("under_ground",), category="item")

    async def search(text):
        wanted = LoreFilter(text=text)
        rows = await library.read(
            lambda repos: repos.listings.lore_rows(world.id, None, wanted, offset=0, limit=10)
        )
        count = await library.read(lambda repos: repos.listings.lore_count(world.id, None, wanted))
        assert count == len(rows)
        return [row.title for row in rows]

    return search


async def test_categories_and_tags_are_counted(library):
    world = await library.add_world()
    await library.add_entry(world, "Mara", tags=("river", "wärme"))
    await library.add_entry(world, "Wick", tags=("river",), category="cult")

    facets = await library.read(lambda repos: repos.listings.facets(world.id, None))

    assert facets.categories == {"character": 1, "cult": 1}
    assert list(facets.tags.items()) == [("river", 2), ("wärme", 1)]


@pytest.mark.parametrize(("tag", "titles"), [("river", ["Mara", "Wick"]), ("riv", []), ("%", [])])
async def test_entries_are_listed_by_their_tag(library, tag, titles):
    world = await library.add_world()
    await library.add_entry(world, "Mara", tags=("river", "town"))
    await library.add_entry(world, "Wick", tags=("river",))
    await library.add_entry(world, "Odile")
    wanted = LoreFilter(tag=tag)

    rows = await library.read(
        lambda repos: repos.listings.lore_rows(world.id, None, wanted, offset=0, limit=10)
    )

    assert [row.title for row in rows] == titles


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("ülla", ["Ülla Örn"]),
        ("ÜLLA", ["Ülla Örn"]),
        ("u\u0308lla", ["Ülla Örn"]),
        ("brückenwärt", ["Ülla Örn"]),
        ("éco", ["Marché"]),
        (" ÉCO ", ["Marché"]),
        ("élan", ["Élan"]),
        ("elk", ["Élan"]),
        ("0%", ["100% Proof"]),
        ("r_g", ["100% Proof"]),
    ],
)
async def test_title_alias_and_tag_are_found_however_their_letters_are_written(
    found, typed, titles
):
    assert await found(typed) == titles


@pytest.mark.parametrize("typed", ['["', "]", '", "', "\\u00e9", "u00", "_%", "nobody"])
async def test_how_names_are_kept_is_never_found(found, typed):
    assert await found(typed) == []
