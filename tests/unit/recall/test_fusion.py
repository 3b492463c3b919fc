"""Scores of several searches are joined so that no one search drowns the others."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.recall.fusion import fused, standardised

scores = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-50, 50), max_size=8)


@given(scores)
def test_standardised_scores_keep_their_order_about_0(given_scores):
    level = standardised(given_scores)

    order = sorted(given_scores, key=lambda one: (given_scores[one], one))
    assert all(level[low] <= level[high] for low, high in pairwise(order))
    assert sum(level.values()) == pytest.approx(0, abs=1e-6)


def test_scores_that_are_equal_say_nothing():
    assert standardised({"a": 2.0, "b": 2.0}) == {"a": 0.0, "b": 0.0}
    assert standardised({}) == {}


@given(scores, scores, st.floats(0.1, 10), st.floats(-20, 20))
def test_how_a_search_counts_its_scores_makes_no_difference(one, other, factor, shift):
    weights = {"one": 1.0, "other": 0.5}
    everyone = [*one, *other]

    plain = fused({"one": one, "other": other}, weights, everyone)

    changed = {key: factor * score + shift for key, score in one.items()}
    again = fused({"one": changed, "other": other}, weights, everyone)
    if max(one.values(), default=0) - min(one.values(), default=0) > 1e-3:
        assert again == pytest.approx(plain, abs=1e-3)


def test_what_a_search_says_nothing_of_stands_with_its_last():
    found = fused({"one": {"a": 3.0, "b": 1.0}}, {"one": 1.0}, ["a", "b", "c"])

    assert found["a"] > found["b"] == found["c"]


def test_of_what_is_not_asked_for_nothing_is_said():
    found = fused({"one": {"a": 3.0, "b": 1.0, "far": 90.0}}, {"one": 1.0}, ["a", "b"])

    assert found == pytest.approx({"a": 1.0, "b": -1.0})
