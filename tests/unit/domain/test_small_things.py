"""Errors, tasks, settings and tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.errors import AnswerError, TransientError, UserFixableError
from loredesk.domain.services import Provider, Service
from loredesk.domain.settings import Settings
from loredesk.domain.tasks import LANE_OF, MOVES, TaskStatus, TaskType
from loredesk.domain.tokens import estimate_tokens


def test_an_error_says_what_happened_and_the_way_out_in_one_line():
    assert UserFixableError("It broke.", hint="Mend it.").sentence() == "It broke. Mend it."
    assert UserFixableError("It broke.").sentence() == "It broke."
    assert str(TransientError("Busy.", retry_after=3)) == "Busy."
    assert AnswerError("Odd.", fault="invalid", raw="{").raw == "{"


def test_every_type_of_task_has_a_lane():
    assert set(LANE_OF) == set(TaskType)


def test_a_completed_task_stays_completed_and_every_other_has_a_way_on():
    assert MOVES[TaskStatus.COMPLETED] == frozenset()
    assert all(MOVES[status] for status in TaskStatus if status is not TaskStatus.COMPLETED)


@pytest.mark.parametrize("service", list(Service))
def test_everything_begins_built_in(service):
    profile = Settings().profiles[service]

    assert (profile.service, profile.provider) == (service, Provider.BUILT_IN)


@given(st.text(), st.text())
def test_two_texts_cost_no_more_together_than_apart(one, other):
    assert estimate_tokens(one + other) <= estimate_tokens(one) + estimate_tokens(other)
    assert estimate_tokens(one) <= estimate_tokens(one + other)
