from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.errors import AnswerError, TransientError, UserFixableError
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, Task, TaskStatus, TaskType
from loredesk.tasks.policy import RetryPolicy
from loredesk.tasks.verdict import verdict
from tests.fakes.library import NOON

TASK = Task(
    id=TaskId("t"),
    task_type=TaskType.UPDATE_NOTE,
    lane=Lane.NOTES,
    status=TaskStatus.PROCESSING,
    attempt=1,
)
BUSY = TransientError("The server is busy.", hint="Wait.")
ODD = AnswerError("The answer was no JSON.", fault="invalid")


def judged(error, *, jitter=1.0, **values):
    return verdict(replace(TASK, **values), error, now=NOON, policy=RetryPolicy(), jitter=jitter)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 2), (2, 4), (3, 8)])
def test_what_waiting_may_mend_is_tried_again_after_twice_as_long(attempt, seconds):
    end = judged(BUSY, attempt=attempt)

    assert end.status is TaskStatus.PENDING
    assert end.not_before == NOON + timedelta(seconds=seconds)
    assert end.error_message == "The server is busy. Wait."


def test_the_first_try_and_three_more_are_all():
    assert judged(BUSY, attempt=4).status is TaskStatus.FAILED
    assert judged(BUSY, attempt=1, max_attempts=1).status is TaskStatus.FAILED


def test_a_server_that_says_how_long_is_given_that_long():
    assert judged(TransientError("Busy.", retry_after=90)).not_before == NOON + timedelta(
        seconds=90
    )
    assert judged(TransientError("Busy.", retry_after=1)).not_before == NOON + timedelta(seconds=2)


def test_a_server_that_says_nonsense_is_not_waited_for_more_than_a_day():
    assert judged(TransientError("Busy.", retry_after=1e12)).not_before == NOON + timedelta(days=1)
    assert judged(TransientError("Busy.", retry_after=-5), jitter=0).not_before == NOON


def test_an_unusable_answer_gets_one_more_try():
    assert judged(ODD, attempt=1).status is TaskStatus.PENDING
    assert judged(ODD, attempt=2).status is TaskStatus.FAILED


def test_what_the_author_has_to_mend_fails_at_once_with_the_way_out():
    end = judged(UserFixableError("The key is wrong.", hint="Set another."))

    assert (end.status, end.error_message) == (
        TaskStatus.FAILED,
        "The key is wrong. Set another.",
    )


def test_a_mistake_of_the_program_fails_at_once_and_says_so():
    end = judged(KeyError("entry_id"))

    assert end.status is TaskStatus.FAILED
    assert "Loredesk made a mistake (KeyError" in end.error_message


@given(st.integers(1, 60), st.floats(0, 1))
def test_no_wait_is_longer_than_ten_minutes_nor_negative(attempt, jitter):
    wait = RetryPolicy().wait_before(attempt, jitter=jitter)

    assert timedelta(0) <= wait <= timedelta(minutes=10)
