import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.measures import (
    MEASURES,
    Wanted,
    figures_of,
    fitting,
    mean,
    ndcg,
    ranks_of,
    recall,
    reciprocal_rank,
)

THINGS = [f"t{number}" for number in range(12)]
ORDERS = st.permutations(THINGS).flatmap(
    lambda order: st.integers(0, len(order)).map(lambda most: order[:most])
)
CARRIERS = st.frozensets(st.sampled_from([*THINGS, "gone"]), min_size=1, max_size=3)
WANTED = st.lists(CARRIERS, min_size=1, max_size=4).map(
    lambda sets: tuple(Wanted(name=str(at), carriers=one) for at, one in enumerate(sets))
)
COSTS = st.fixed_dictionaries({one: st.integers(1, 900) for one in THINGS})


def single(*names):
    return tuple(Wanted(name=one, carriers=frozenset({one})) for one in names)


@given(ORDERS, WANTED, COSTS)
def test_every_measure_is_there_and_a_share(order, wanted, costs):
    figures = figures_of(order, wanted, costs)

    assert tuple(figures) == MEASURES
    assert all(0 <= share <= 1 for share in figures.values())


@given(ORDERS, WANTED, st.integers(0, 14), st.integers(0, 14))
def test_looking_further_never_finds_less(order, wanted, one, more):
    ranks = ranks_of(order, wanted)

    assert recall(ranks, one) <= recall(ranks, one + more)


@given(ORDERS, WANTED, COSTS, st.integers(0, 5000), st.integers(0, 5000))
def test_more_room_never_finds_less(order, wanted, costs, budget, more):
    ranks = ranks_of(order, wanted)
    spent = [sum(costs[one] for one in order[: at + 1]) for at in range(len(order))]

    assert fitting(spent, budget) <= fitting(spent, budget + more)
    assert recall(ranks, fitting(spent, budget)) <= recall(ranks, fitting(spent, budget + more))


@given(st.lists(st.sampled_from(THINGS), min_size=1, max_size=5, unique=True), st.randoms())
def test_an_order_with_all_that_is_wanted_first_is_perfect(right, chance):
    rest = [one for one in THINGS if one not in right]
    chance.shuffle(rest)

    figures = figures_of([*right, *rest], single(*right), dict.fromkeys(THINGS, 100))

    assert figures == dict.fromkeys(MEASURES, 1.0)


@given(ORDERS, st.frozensets(st.sampled_from(THINGS), min_size=1, max_size=5))
def test_only_the_perfect_order_has_all_the_gain(order, relevant):
    perfect = frozenset(order[: len(relevant)]) == relevant

    assert (ndcg(order, relevant) == pytest.approx(1)) is perfect


@given(st.permutations(THINGS), st.integers(1, 11))
def test_what_moves_up_gains(order, place):
    moved = [*order]
    moved[place - 1], moved[place] = moved[place], moved[place - 1]
    wanted = single(order[place])
    costs = dict.fromkeys(THINGS, 150)

    before, after = figures_of(order, wanted, costs), figures_of(moved, wanted, costs)

    assert all(after[name] >= before[name] for name in MEASURES)
    assert after["ndcg"] > before["ndcg"]


def test_the_figures_of_a_small_case_are_as_counted_by_hand():
    order = ["a", "x", "b", "y"]

    figures = figures_of(order, single("a", "b", "c"), {"a": 500, "x": 600, "b": 900, "y": 1})

    gained = 1 + 1 / math.log2(4)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert figures == {
        "recall@5": pytest.approx(2 / 3),
        "recall@10": pytest.approx(2 / 3),
        "mrr": 1.0,
        "ndcg": pytest.approx(gained / best),
        "budget_recall@1024": pytest.approx(1 / 3),
        "budget_recall@2048": pytest.approx(2 / 3),
    }


def test_a_piece_is_found_where_the_first_of_its_carriers_is():
    either = (Wanted(name="key", carriers=frozenset({"b", "c"})),)

    assert ranks_of(["a", "b", "c"], either) == [1]
    assert ranks_of(["a"], either) == [None]


def test_nothing_small_slips_in_behind_what_is_too_large():
    assert fitting([100, 1200, 1201], 1000) == 1


def test_what_is_nowhere_has_no_rank_and_gains_nothing():
    assert reciprocal_rank([None, None]) == 0
    assert ndcg(["a"], frozenset({"b"})) == 0
    assert ndcg(["a"], frozenset()) == 0


def test_the_mean_counts_every_question_the_same():
    assert mean([{"mrr": 1.0}, {"mrr": 0.0}]) == {"mrr": 0.5}
    assert mean([]) == {}
