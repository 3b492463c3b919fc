"""Weights are learned that put first what should come first, and are held to where they began."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.recall import learning
from loredesk.recall.learning import PULL, Example, learned

NAMES = ("near", "far", "even")


def example(clues, right):
    return Example(np.array(clues, np.float32), np.array(right, np.bool_))


def loss(examples, weights, *, begin=None, pull=PULL):
    """Return what learning makes small, straight from its definition."""
    at = np.array([weights[name] for name in NAMES])
    start = np.array([(begin or {}).get(name, 0.0) for name in NAMES])
    losses = []
    for one in examples:
        scores = one.clues.astype(np.float64) @ at
        likely = scores - scores.max()
        likely -= np.log(np.exp(likely).sum())
        losses.append(-likely[one.right].mean())
    return np.mean(losses) + pull * np.square(at - start).sum()


@st.composite
def examples(draw, most=5):
    found = []
    for _ in range(draw(st.integers(1, most))):
        rows = draw(st.integers(1, 6))
        clues = draw(
            st.lists(
                st.tuples(*[st.floats(-20, 20, width=32) for _ in NAMES]),
                min_size=rows,
                max_size=rows,
            )
        )
        right = draw(st.lists(st.booleans(), min_size=rows, max_size=rows).filter(any))
        found.append(example(clues, right))
    return found


BEGIN = st.fixed_dictionaries({}, optional={name: st.floats(-3, 3) for name in NAMES})


def first(clues, weights):
    """Return which of the rows comes first by *weights*."""
    return int(np.argmax(clues @ np.array([weights[name] for name in NAMES], np.float32)))


def test_the_clue_that_tells_right_from_wrong_is_learned():
    chance = np.random.default_rng(5)
    told = []
    for _ in range(30):
        clues = chance.standard_normal((8, 3)).astype(np.float32)
        clues[:, 2] = 1.0
        told.append(Example(clues, np.arange(8) == np.argmax(clues[:, 0] - 2 * clues[:, 1])))

    weights = learned(told, NAMES, pull=1e-6)

    assert all(one.right[first(one.clues, weights)] for one in told)
    assert weights["far"] < -weights["near"] < 0
    assert weights["even"] == pytest.approx(0, abs=1e-4)


def test_where_two_are_right_both_are_put_before_the_rest():
    told = [example([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [True, True, False])]

    weights = learned(told, NAMES)

    assert weights["near"] == pytest.approx(weights["far"])
    assert weights["near"] > weights["even"]


@given(examples(), BEGIN)
def test_what_is_learned_is_never_worse_than_where_it_began(told, begin):
    start = {name: begin.get(name, 0.0) for name in NAMES}

    weights = learned(told, NAMES, begin=begin)

    assert loss(told, weights, begin=begin) <= loss(told, start, begin=begin) + 1e-9


@given(examples(), BEGIN)
def test_the_loss_never_rises_from_step_to_step(told, begin):
    losses = []
    for steps in range(6):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(learning, "STEPS", steps)
            losses.append(loss(told, learned(told, NAMES, begin=begin), begin=begin))

    assert all(later <= sooner + 1e-9 for sooner, later in pairwise(losses))


@given(examples(), BEGIN)
def test_no_small_step_aside_would_be_better(told, begin):
    weights = learned(told, NAMES, begin=begin)
    lowest = loss(told, weights, begin=begin)

    for name in NAMES:
        for step in (-0.01, 0.01):
            beside = {**weights, name: weights[name] + step}
            assert loss(told, beside, begin=begin) > lowest


@given(examples(), BEGIN)
def test_the_firmer_the_pull_the_closer_to_where_they_began(told, begin):
    def far(pull):
        weights = learned(told, NAMES, begin=begin, pull=pull)
        return sum((weights[name] - begin.get(name, 0.0)) ** 2 for name in NAMES)

    assert far(1e6) <= far(1.0) + 1e-9
    assert far(1.0) <= far(PULL) + 1e-9
    assert far(1e6) < 1e-6


def test_more_examples_move_the_weights_further():
    one = example([[1, 0, 0], [0, 0, 0]], [True, False])
    other = example([[0, 1, 0], [0, 0, 0]], [True, False])

    few, many = learned([one, other], NAMES), learned([one, one, one, other], NAMES)

    assert many["near"] > few["near"] > 0
    assert few["near"] == pytest.approx(few["far"])


@given(examples(), examples(most=2))
def test_an_example_without_a_right_row_teaches_nothing(told, others):
    blind = [Example(one.clues, np.zeros_like(one.right)) for one in others]

    assert learned([*told, *blind], NAMES) == learned(told, NAMES)


@given(examples())
def test_an_example_alone_teaches_the_same_beside_a_longer_one_that_says_nothing(told):
    silent = example(np.ones((9, 3)), np.ones(9))
    short = example(np.ones((1, 3)), np.ones(1))

    longer, shorter = (learned([*told, one], NAMES) for one in (silent, short))

    assert longer == pytest.approx(shorter, abs=1e-4)


@pytest.mark.parametrize("told", [[], [example([[1, 0, 0]], [False])]])
def test_where_there_is_nothing_to_learn_from_the_weights_stay(told):
    assert learned(told, NAMES, begin={"far": 0.5}) == {"near": 0, "far": 0.5, "even": 0}


@given(examples())
def test_a_clue_that_is_nothing_anywhere_is_not_weighed(told):
    blank = [Example(one.clues * np.array([1, 1, 0], np.float32), one.right) for one in told]

    assert learned(blank, NAMES, begin={"even": 0.25})["even"] == pytest.approx(0.25)
