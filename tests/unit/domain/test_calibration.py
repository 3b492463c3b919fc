"""What the counts of a server say of our estimates, and what they may not say."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.calibration import BELIEVED_FROM, SMALLEST_PROMPT, Calibration, PromptCount

ratios = st.floats(0.3, 5.0)


def count(ratio, *, estimated=10_000, sure=True):
    return PromptCount(
        base_url="", model="", estimated=estimated, real=round(estimated * ratio), sure=sure
    )


def after(*known, sure=True):
    return Calibration().after(*(count(ratio, sure=sure) for ratio in known))


@given(st.integers(0, 10**7))
def test_before_anything_is_known_an_estimate_counts_as_it_is(tokens):
    assert Calibration().fitting(tokens) == tokens


@given(st.lists(ratios, min_size=1, max_size=30), st.integers(0, 10**6))
def test_the_mean_lies_among_what_was_seen_and_what_fits_is_never_above_it(seen, tokens):
    known = after(*seen)

    assert min(seen) - 0.001 <= known.mean <= max(seen) + 0.001
    assert known.spread >= 0
    assert known.fitting(tokens) * known.mean <= tokens * (1 + 1e-9)


@given(ratios, st.integers(1, 40), st.integers(1_000, 200_000))
def test_a_model_that_always_counts_alike_is_filled_and_never_too_full(ratio, times, tokens):
    known = after(*[ratio] * times)
    real = known.fitting(tokens) * count(ratio).real / 10_000

    assert tokens * 0.93 - ratio <= real <= tokens


@given(st.lists(ratios, max_size=10), st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_room_never_fits_less(seen, tokens, more):
    known = after(*seen)

    assert known.fitting(tokens) <= known.fitting(tokens + more)


@given(st.integers(0, 1_000), st.floats(0.4, 3.0), st.floats(0.0, 0.08))
def test_prompts_that_differ_still_fit_nearly_always(seed, middle, width):
    chance = Random(seed)
    known, too_long = Calibration(), 0
    for number in range(200):
        ratio = middle * (1 + chance.uniform(-width, width))
        too_long += number > 10 and known.fitting(8_000) * ratio > 8_000
        known = known.after(count(ratio))

    assert too_long <= 20


def test_a_model_that_begins_to_count_otherwise_is_followed():
    known = after(*[1.0] * 50, *[2.0] * 12)

    assert 1.9 < known.mean <= 2.0


@pytest.mark.parametrize(
    "odd",
    [
        count(2.0, estimated=SMALLEST_PROMPT - 1),
        count(0.0),
        count(0.1),
        count(50.0),
        count(BELIEVED_FROM - 0.01, sure=False),
    ],
)
def test_what_cannot_be_believed_changes_nothing(odd):
    known = after(1.1, 1.2)

    assert known.after(odd) == known


def test_a_count_that_was_asked_for_is_believed_where_a_reported_one_is_not():
    assert after(0.55).mean == pytest.approx(0.55)
    assert after(0.55, sure=False) == Calibration()


@given(st.lists(ratios, max_size=30))
def test_what_is_kept_is_read_back_as_it_was(seen):
    known = after(*seen)

    assert Calibration.of_json(json.loads(json.dumps(known.as_json()))) == known


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [1.0, 0.1, 3],
        {"mean": 1.2},
        {"mean": "1.2", "spread": 0.1, "seen": 3},
        {"mean": 0.0, "spread": 0.1, "seen": 3},
        {"mean": 1e9, "spread": 0.1, "seen": 3},
        {"mean": 10**400, "spread": 0.1, "seen": 3},
        {"mean": 1.2, "spread": -1, "seen": 3},
        {"mean": 1.2, "spread": float("nan"), "seen": 3},
        {"mean": 1.2, "spread": 0.1, "seen": 0},
        {"mean": 1.2, "spread": 0.1, "seen": float("inf")},
    ],
)
def test_what_was_kept_and_makes_no_sense_says_nothing(kept):
    assert Calibration.of_json(kept) == Calibration()
