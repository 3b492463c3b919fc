"""Who is named: by a whole name, a part of one, or a misspelt one, and who is not."""

import pytest

from loredesk.domain.ids import LoreId
from loredesk.domain.listings import EntryNames
from loredesk.recall.names import NameBook, Named, together


def row(entry_id, *names, always_on=False):
    return EntryNames(entry_id=LoreId(entry_id), names=names, always_on=always_on)


@pytest.fixture
def book():
    made = NameBook()
    made.take(
        [
            row("bettany", "Bettany Crake", "the clockmender"),
            row("oswin", "Oswin Harrick", "Red Oswin"),
            row("maud", "Maud Harrock", "Black Maud"),
            row("kettle", "The Kettle", always_on=True),
        ]
    )
    return made


@pytest.mark.parametrize(
    ("text", "nearly"),
    [
        ("I look for Bettany in the crowd.", {"bettany"}),
        ("I look for Betany in the crowd.", {"bettany"}),
        ("I ask whether the Crakes know it.", {"bettany"}),
        ("I wait for Oswyn's answer.", {"oswin"}),
        ("I wait. Oswin comes.", {"oswin"}),
    ],
)
def test_a_part_of_a_name_and_a_misspelt_one_name_somebody(book, text, nearly):
    found = book.named(text)

    assert found.exactly == {}
    assert set(found.nearly) == nearly


def test_a_whole_name_is_no_part_of_one(book):
    found = book.named("I ask Bettany Crake and Bettany Crake, and the clockmender.")

    assert found.exactly == {"bettany": 3.0}
    assert found.nearly == {}


def test_a_misspelt_name_fits_less_than_a_part_of_one(book):
    assert book.named("So Bettany said.").nearly["bettany"] == 1.0
    assert 0 < book.named("So Betany said.").nearly["bettany"] < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "we talk of bettany as if she were here",  # no capital
        "Betany is here.",  # every sentence begins with one
        "\u201cBetany\u201d begins a sentence, too.",
        "I look at the Sea.",
        "I ask Bo.",
    ],
)
def test_what_need_not_be_a_name_names_nobody(book, text):
    assert book.named(text) == Named({}, {})


def test_a_word_that_many_share_means_none_of_them():
    book = NameBook()
    book.take([row(f"k{number}", f"Keeper {name}") for number, name in enumerate("ABCD")])

    assert book.named("So Keeper it is.").nearly == {}


def test_who_is_forgotten_is_named_no_more(book):
    book.forget([LoreId("bettany"), LoreId("kettle")])

    assert book.named("I ask Bettany Crake, or Bettany.") == Named({}, {})
    assert book.always_on == set()


def test_several_books_are_read_as_one():
    found = together([Named({"a": 1.0}, {"b": 0.5}), Named({"c": 2.0}, {})])

    assert found == Named({"a": 1.0, "c": 2.0}, {"b": 0.5})
