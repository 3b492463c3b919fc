"""Who fails again and again is left alone, each time twice as long, and never for ever."""

from datetime import timedelta

import pytest

from loredesk.services.resting import FAILURES, FIRST_REST, LONGEST_REST, Rest
from tests.fakes.library import HandClock


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def rest(clock):
    return Rest(now=clock.now)


def test_before_so_many_failures_nobody_is_left_alone(rest):
    for _ in range(FAILURES - 1):
        rest.failed()
        assert not rest.left

    rest.failed()

    assert rest.left == FIRST_REST


def test_each_rest_is_twice_as_long_as_the_one_before_up_to_a_longest(rest, clock):
    rests = []
    for _ in range(12 + FAILURES):
        rest.failed()
        rests.append(rest.left)
        clock.forward(seconds=rest.left.total_seconds())
        assert not rest.left

    rests = rests[FAILURES - 1 :]
    assert rests[:3] == [FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST]
    assert rests == sorted(rests)
    assert rests[-1] == LONGEST_REST


def test_what_was_asked_before_a_rest_and_fails_in_it_makes_it_no_longer(rest):
    for _ in range(2 * FAILURES):
        rest.failed()

    assert (rest.left, rest.failures) == (FIRST_REST, FAILURES)


def test_once_it_is_over_everything_is_forgotten(rest):
    for _ in range(FAILURES):
        rest.failed()

    rest.over()

    assert rest.left == timedelta(0)
    rest.failed()
    assert not rest.left
