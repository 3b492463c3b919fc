"""Learned weights may be used only where they find more, and nothing that others find is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.lessons import (
    BUILT_IN,
    JUDGED,
    LEARNED,
    MEANING,
    WORDS,
    Verdict,
    best_single,
    lesson_of,
)
from loredesk.domain.measures import MEASURES

FIRST, BUDGET = JUDGED
SHARES = st.lists(st.floats(0, 1), min_size=4, max_size=4)


def turns(*shares, **others):
    """Return one row of figures for each share."""
    return [{**dict.fromkeys(MEASURES, share), **others} for share in shares]


def orders(built_in, learned, words=(0.0,) * 4, meaning=(0.0,) * 4):
    return {
        WORDS: turns(*words),
        MEANING: turns(*meaning),
        BUILT_IN: turns(*built_in),
        LEARNED: turns(*learned),
    }


def verdict(*shares, **single):
    return lesson_of(orders(*shares, **single)).verdict


def test_what_finds_more_in_every_turn_is_kept_with_the_figures_of_each_order():
    lesson = lesson_of(orders((0.4, 0.6, 0.4, 0.6), (0.5, 0.7, 0.5, 0.7)))

    assert lesson.verdict is Verdict.KEPT
    assert lesson.turns == 4
    assert lesson.figures[LEARNED][FIRST] == pytest.approx(0.6)
    assert set(lesson.figures) == {WORDS, MEANING, BUILT_IN, LEARNED}


def test_less_than_a_point_more_is_no_gain():
    assert verdict((0.4,) * 4, (0.409,) * 4) is Verdict.NO_BETTER
    assert verdict((0.4,) * 4, (0.411,) * 4) is Verdict.KEPT


def test_a_gain_that_one_turn_alone_makes_may_be_chance():
    assert verdict((0.4, 0.4, 0.4, 0.4), (0.8, 0.2, 0.6, 0.2)) is Verdict.NO_BETTER


def test_both_measures_count_alike():
    before = orders((0.5,) * 4, (0.5,) * 4)
    after = {**before, LEARNED: turns(*(0.5,) * 4, **{FIRST: 0.56, BUDGET: 0.43})}

    assert lesson_of(after).verdict is Verdict.NO_BETTER


@pytest.mark.parametrize("single", ["words", "meaning"])
@pytest.mark.parametrize("measure", JUDGED)
def test_what_is_below_one_search_alone_is_not_kept_whatever_it_gains(single, measure):
    given_orders = orders((0.1,) * 4, (0.5,) * 4)
    given_orders[single] = turns(*(0.2,) * 4, **{measure: 0.51})

    lesson = lesson_of(given_orders)

    assert lesson.verdict is Verdict.BELOW_SINGLE
    assert best_single(lesson.figures, measure) == pytest.approx(0.51)


@given(SHARES, SHARES, SHARES, SHARES)
def test_nothing_is_kept_that_is_worse_than_anything_else(built_in, learned, words, meaning):
    lesson = lesson_of(orders(built_in, learned, words, meaning))

    if lesson.verdict is Verdict.KEPT:
        for name in (WORDS, MEANING, BUILT_IN):
            for measure in JUDGED:
                assert lesson.figures[LEARNED][measure] >= lesson.figures[name][measure] - 1e-9


class TestAsked:
    LESSON = lesson_of(orders((0.4,) * 4, (0.6,) * 4))

    def after(self, built_in, learned):
        return self.LESSON.after({BUILT_IN: built_in, LEARNED: learned})

    def test_what_still_finds_what_is_asked_for_stays_kept(self):
        lesson = self.after([True, False, True, True], [True, True, True, False])

        assert lesson.verdict is Verdict.KEPT
        assert lesson.asked == {BUILT_IN: 0.75, LEARNED: 0.75}
        assert lesson.figures == self.LESSON.figures

    def test_what_loses_what_is_asked_for_is_not(self):
        assert self.after([True] * 10, [False] * 4 + [True] * 6).verdict is Verdict.FINDS_LESS

    def test_a_little_less_may_be_chance(self):
        assert self.after([True] * 200, [False] + [True] * 199).verdict is Verdict.KEPT
        some = [True] * 9 + [False]
        assert self.after(some, [False, False] + [True] * 8).verdict is Verdict.KEPT

    def test_where_nothing_can_be_asked_nothing_is_lost(self):
        assert self.after([], []) == self.LESSON
