import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.identity import identify
from loredesk.domain.ids import LoreId, WorldId
from loredesk.domain.lore import LoreEntry


def entry(title, *aliases):
    return LoreEntry(
        id=LoreId(title), world_id=WorldId("w"), handle="c1", title=title, aliases=aliases
    )


WORLD = [
    entry("Mara Venn", "the ferrywoman"),
    entry("The Heron Court"),
    entry("Ambrose Quill"),
    entry("Wick"),
]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("mara venn", "Mara Venn"),
        ("Mára  Venn!", "Mara Venn"),
        ("Ferrywoman", "Mara Venn"),
        ("Heron Court", "The Heron Court"),
        ("a heron court", "The Heron Court"),
    ],
)
def test_a_name_is_known_by_title_or_alias_however_it_is_written(name, title):
    assert identify(name, WORLD).same.title == title


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("Mara", ["Mara Venn"]),
        ("Ambrose Quil", ["Ambrose Quill"]),
        ("Captain Mara Venn", ["Mara Venn"]),
        ("Heron Courts", ["The Heron Court"]),
    ],
)
def test_a_name_that_resembles_one_is_left_to_the_author(name, titles):
    found = identify(name, WORLD)

    assert found.same is None
    assert [one.title for one in found.similar] == titles


@pytest.mark.parametrize("name", ["Odile", "The Lamp", "Wickham Stair", "", "!?"])
def test_a_new_name_is_new(name):
    found = identify(name, WORLD)

    assert found.same is None
    assert found.similar == ()


def test_a_certain_match_wins_over_a_resemblance_found_earlier():
    world = [entry("Mara Venn"), entry("Mara")]

    assert identify("Mara", world).same is world[1]


@given(st.text(min_size=1, max_size=30).filter(lambda name: any(c.isalnum() for c in name)))
def test_every_entry_is_itself(name):
    assert identify(name, [entry(name)]).same is not None


def test_two_names_are_alike_from_the_limit_on():
    common = "abcdefghijklmnopqrstu"

    assert identify(f"{common}vwxy", [entry(f"{common}0123")]).similar
    assert not identify(f"{common}vwxyz", [entry(f"{common}01234")]).similar


def test_letters_in_another_order_do_not_make_a_name():
    assert not identify("Ambrose", [entry("Bromase")]).similar


def test_a_word_of_three_letters_is_too_short_to_tell_by():
    assert not identify("Wic", [entry("Wic of the Stairs")]).similar
    assert identify("Wick", [entry("Wick of the Stairs")]).similar


def test_an_entry_whose_name_is_only_marks_resembles_nobody():
    assert identify("Mara", [entry("!?")]).similar == ()
