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


@pytest.fixture
def clans():
    """Return a book in which every single word of a name is shared by many, but no whole name."""
    made = NameBook()
    given = ("Orwen", "Thessaly", "Kille", "Ro", "Cegaskan")
    family = ("Brasker", "Merrowick", "Ford", "Quay", "Tokenholder")
    made.take(
        row(f"{one} {other}".lower(), f"{one} {other}", f"the {other} of {one}")
        for one in given
        for other in family
    )
    return made


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I look for Orwin Brasker.", "orwen brasker"),
        ("I look for Orwen Braskr.", "orwen brasker"),
        ("I look for Thesaly Merowick's house.", "thessaly merrowick"),
        ("Kile Ford is on my mind.", "kille ford"),
        ("So it ends. Thesally Merrowik must be found.", "thessaly merrowick"),
        ("I look for Ro Braskar.", "ro brasker"),
        ("I ask about the Tokenholdr of Cegaskn.", "cegaskan tokenholder"),
        ("I look for Cegaskn-Brasker.", "cegaskan brasker"),
    ],
)
def test_two_words_of_one_name_mean_it_though_each_is_shared_or_misspelt(clans, text, meant):
    assert set(clans.named(text).nearly) == {meant}


@pytest.mark.parametrize(
    "text",
    [
        "I look for Orwin, and Braskr is not there.",
        "I see Orwin in the ford and Quey above it.",
        "I look for orwin braskr.",
        "That was Orwin. Braskr came later.",
        "I look for Urwen Blasker.",
    ],
)
def test_two_words_apart_or_too_far_off_are_no_name(clans, text):
    assert clans.named(text).nearly == {}


def test_two_words_of_a_name_fit_the_better_the_fewer_letters_are_wrong(clans):
    (one,) = clans.named("I look for Orwin Brasker.").nearly.values()
    (two,) = clans.named("I look for Orwin Braskr.").nearly.values()

    assert 0 < two < one < 1


def test_who_is_forgotten_is_named_no_more(book):
    book.forget([LoreId("bettany"), LoreId("kettle")])

    assert book.named("I ask Bettany Crake, or Bettany.") == Named({}, {})
    assert book.always_on == set()


def test_several_books_are_read_as_one():
    found = together([Named({"a": 1.0}, {"b": 0.5}), Named({"c": 2.0}, {})])

    assert found == Named({"a": 1.0, "c": 2.0}, {"b": 0.5})
