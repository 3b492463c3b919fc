"""Joining two orders, and dividing what is sent."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.recall.reranking import blended, shares

scores = st.floats(-100, 100)


@given(st.lists(st.integers(0, 80), max_size=4), st.integers(0, 60))
def test_what_is_sent_is_as_much_as_may_be_and_divided_evenly(sizes, most):
    given_ = shares(sizes, most)

    assert sum(given_) == min(most, sum(sizes))
    assert all(have <= size for have, size in zip(given_, sizes, strict=True))
    short = [have for have, size in zip(given_, sizes, strict=True) if have < size]
    assert not short or max(given_) - min(short) <= 1


@given(st.lists(st.tuples(scores, scores), max_size=30))
def test_an_order_has_everybody_once(pairs):
    own, judged = [one for one, _ in pairs], [two for _, two in pairs]

    assert sorted(blended(own, judged)) == list(range(len(pairs)))


@given(st.lists(st.integers(-100, 100), max_size=30))
def test_two_that_agree_are_followed_and_equals_stay_as_they_came(own):
    order = blended(own, own)

    assert [own[place] for place in order] == sorted(own, reverse=True)
    assert all(a < b for a, b in pairwise(order) if own[a] == own[b])


@given(st.lists(scores, min_size=1, max_size=30), scores)
def test_a_reranker_that_sees_no_difference_changes_nothing(own, same):
    falling = sorted(own, reverse=True)

    assert blended(falling, [same] * len(own)) == tuple(range(len(own)))


@pytest.mark.parametrize("scale", [0.001, 1, 1_000])
def test_how_large_the_numbers_of_a_model_are_does_not_matter(scale):
    own, judged = [5.0, 4.0, 3.0, 1.0], [0.1, 0.9, 0.2, 0.3]

    assert blended(own, [one * scale - 7 for one in judged]) == blended(own, judged) == (1, 0, 2, 3)
