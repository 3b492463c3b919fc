"""Long texts are cut at a sentence and marked; short ones stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.tokens import estimate_tokens
from loredesk.services.shortening import CUT, fitted, shortened

LONG = "It rained all day. The tide came in. Nobody saw it. " * 20


def test_what_fits_is_left_alone():
    assert fitted(["It rained.", LONG], 10_000) == ("It rained.", LONG)
    assert fitted([], 10) == ()


def test_only_the_longest_are_shortened_at_a_sentence_and_marked():
    short, one, other = fitted(["It rained.", LONG, LONG], 200)

    assert short == "It rained."
    assert one == other
    assert one.endswith(f".{CUT}")
    assert sum(map(estimate_tokens, (short, one, other))) <= 200


def test_where_no_sentence_fits_some_words_are_left():
    assert shortened("A sentence that is much too long to fit in here", 5) == f"A{CUT}"


@pytest.mark.parametrize("said", ["\u6c34\u304c\u4e0a\u304c\u308b", "\N{CRAB}\N{WATER WAVE}"])
def test_what_has_no_end_of_a_sentence_fits_in_every_script(said):
    assert estimate_tokens(shortened(said * 90, 60)) <= 60


@given(st.lists(st.text(max_size=400), max_size=8), st.integers(0, 400))
def test_texts_fit_but_for_their_marks(texts, room):
    found = fitted(texts, room)

    assert len(found) == len(texts)
    marks = sum(estimate_tokens(CUT) for _ in texts)
    assert sum(map(estimate_tokens, found)) <= max(room, 0) + marks + len(texts)
