import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.quotes import find_quote

TEXT = 'Mara said: "I owe you —  and the Heron — nothing…" Then she left the quay.'


@pytest.mark.parametrize(
    "quote",
    [
        "I owe you",
        "i OWE you",
        "“I owe you - and the Heron \u2013 nothing...”",
        "she  left\nthe quay.",
        '"Then she left the quay!"',
        "*I owe you*",
    ],
)
def test_case_spacing_quotation_marks_and_dashes_do_not_count(quote):
    assert find_quote(quote, TEXT)


@pytest.mark.parametrize(
    "quote",
    ["I owe him", "left quay", "", "…", '"*"', "nothing Then she left"],
)
def test_what_is_not_there_is_not_found(quote):
    assert not find_quote(quote, TEXT)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("he", "the quay"),
        ("the", "there"),
        ("art", "a cart"),
        ("I owe", "I owed him"),
        ("mar", "Mara"),
        ("on", "Heron_"),
    ],
)
def test_a_part_of_a_word_is_no_quote(quote, text):
    assert not find_quote(quote, text)


def test_a_quote_is_found_behind_a_longer_word_that_contains_it():
    assert find_quote("he", "the quay where he waits")


def test_accents_written_in_two_ways_are_the_same():
    assert find_quote("cafe\u0301", "the caf\u00e9 closes")


def test_a_quote_with_signs_at_its_edges_is_taken_literally():
    assert find_quote("(she lied)", "He knew (she lied) it.")
    assert not find_quote("(she.lied)", "He knew (she lied) it.")


@given(st.lists(st.sampled_from(["Mara", "owes", "the", "Heron", "nothing"]), min_size=3))
def test_every_run_of_whole_words_is_found(words):
    assert find_quote(" ".join(words[1:-1]), " ".join(words))
