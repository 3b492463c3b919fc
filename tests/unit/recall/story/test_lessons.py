"""Both stages learn from the same questions, never far from where they began."""

import random

import numpy as np
import pytest

from loredesk.recall.story.lessons import (
    EASY,
    FOLDS,
    HARD,
    HOLDS,
    Taken,
    chosen,
    folds,
    weights_from,
)
from loredesk.recall.story.question import Question
from loredesk.recall.story.ranking import FIRST_STAGE, StoryRanking
from loredesk.recall.story.weights import BUILT_IN, FIRST, SECOND
from tests.fakes.tales import told

LONG = "The bell rings over the quay and over the roofs and over the whole of the harbour."
SHORT = "The bell rings."


def taken(*, right, count=12, there=None):
    """Return what a question teaches about a bell, where every second passage is long."""
    passages = told([f"{LONG if number % 2 else SHORT} {number}" for number in range(count)])
    question = Question.read("the bell", speakers=passages.names)
    ranked = StoryRanking().rank(passages, question)
    rows = np.array([right(row.text) for row in passages.rows])
    everywhere = np.ones(len(rows), np.bool_)
    return Taken.of(ranked, rows, everywhere if there is None else there, random.Random(1))


def is_long(text):
    return text.startswith(LONG)


def far(weights):
    first = sum((weights.first[name] - FIRST[name]) ** 2 for name in FIRST)
    return first + sum((weights.second[name] - SECOND[name]) ** 2 for name in SECOND)


def test_a_clue_that_tells_right_from_wrong_counts_more_in_both_stages():
    weights = weights_from([taken(right=is_long)] * 40, hold=HOLDS[0])
    others = weights_from([taken(right=lambda text: not is_long(text))] * 40, hold=HOLDS[0])

    assert weights.first["length"] > FIRST["length"] > others.first["length"]
    assert weights.second["length"] > SECOND["length"] > others.second["length"]
    assert set(weights.first) == set(FIRST)
    assert set(weights.second) == set(SECOND)


def test_the_fewer_turns_and_the_firmer_the_hold_the_less_far_they_go():
    lesson = taken(right=is_long)
    few, many = (weights_from([lesson] * count, hold=HOLDS[0]) for count in (3, 60))
    firm = weights_from([lesson] * 60, hold=HOLDS[-1])

    assert 0 < far(few) < far(many)
    assert 0 < far(firm) < far(many)


def test_from_many_turns_on_they_go_no_further_however_many_say_the_same():
    lesson = taken(right=is_long)

    some, more = (weights_from([lesson] * count, hold=HOLDS[0]) for count in (120, 360))

    assert more.first == pytest.approx(some.first)
    assert more.second == pytest.approx(some.second)


@pytest.mark.parametrize("lessons", [[], [taken(right=lambda _: False)]])
def test_where_nothing_is_right_the_built_in_weights_stay(lessons):
    assert weights_from(lessons, hold=HOLDS[0]) == BUILT_IN


def test_only_what_could_be_found_is_learned_from():
    there = np.arange(12) < 5

    lesson = taken(right=lambda text: text.endswith((" 3", " 9")), there=there)

    assert len(lesson.first.right) == 5
    assert len(lesson.second.right) == 5
    assert lesson.first.right.sum() == lesson.second.right.sum() == 1


def test_of_a_long_story_the_likely_ones_are_learned_from_some_others_and_all_right_ones():
    likely = np.arange(1_000, 0, -1).astype(np.float32)

    rows = chosen(likely, np.array([990, 995]), random.Random(1))

    assert set(range(HARD)) | {990, 995} <= set(rows.tolist())
    assert len(rows) <= HARD + EASY + 2
    assert chosen(likely[:0], np.array([], np.int64), random.Random(1)).tolist() == []


def test_the_second_stage_learns_from_what_the_first_one_leaves_it():
    lesson = taken(right=is_long, count=FIRST_STAGE + 40)

    assert len(lesson.second.right) == FIRST_STAGE


@pytest.mark.parametrize("count", [0, 1, 3, 5, 31, 1_000])
def test_turns_are_held_out_in_stretches_of_time_each_once(count):
    found = folds(count)

    assert [at for fold in found for at in fold] == list(range(count))
    assert len(found) == min(count, FOLDS)
    assert all(abs(len(fold) - len(found[0])) <= 1 for fold in found)
