from dataclasses import replace
from datetime import timedelta

import pytest

from loredesk.domain.errors import ModelAwayError, TransientError
from loredesk.domain.services import Service
from loredesk.domain.tasks import Lane, TaskStatus
from loredesk.tasks.policy import DEFAULT_LANES, LanePolicy, RetryPolicy, wait_asked_for
from loredesk.tasks.verdict import verdict
from tests.fakes.library import NOON
from tests.unit.tasks.test_verdict import BUSY, ODD, TASK


def test_every_lane_has_its_habits_and_notes_of_one_entry_are_written_together():
    assert set(DEFAULT_LANES) == set(Lane)
    assert {lane: policy.workers for lane, policy in DEFAULT_LANES.items()} == {
        Lane.ANALYSIS: 1,
        Lane.NOTES: 2,
        Lane.CREATIONS: 1,
        Lane.SIMULATION: 1,
        Lane.EMBEDDING: 1,
        Lane.SUMMARIES: 1,
    }
    assert {lane: policy.batch for lane, policy in DEFAULT_LANES.items() if policy.batch > 1} == {
        Lane.NOTES: 5
    }


def test_only_worlds_are_not_simulated_as_often_as_there_is_work():
    limited = {lane: one.per_minute for lane, one in DEFAULT_LANES.items() if one.per_minute}

    assert limited == {Lane.SIMULATION: 12}


def test_each_lane_waits_for_the_model_it_needs_and_for_no_other():
    assert {lane: policy.service for lane, policy in DEFAULT_LANES.items()} == {
        Lane.ANALYSIS: Service.ANALYSIS,
        Lane.NOTES: Service.MAINTENANCE,
        Lane.CREATIONS: Service.MAINTENANCE,
        Lane.SIMULATION: Service.MAINTENANCE,
        Lane.EMBEDDING: Service.EMBEDDING,
        Lane.SUMMARIES: Service.MAINTENANCE,
    }
    assert LanePolicy() == LanePolicy(workers=1, batch=1, service=None, per_minute=0)


@pytest.mark.parametrize(
    ("attempt", "jitter", "seconds"),
    [(1, 1.0, 2), (2, 0.5, 2), (3, 0.25, 2), (9, 1.0, 512), (10, 1.0, 600), (5, 0.0, 0)],
)
def test_each_wait_is_at_most_twice_the_last_and_ten_minutes(attempt, jitter, seconds):
    assert RetryPolicy().wait_before(attempt, jitter=jitter) == timedelta(seconds=seconds)


def test_a_wait_that_was_doubled_very_often_stays_a_number():
    patient = replace(RetryPolicy(), base=timedelta(microseconds=1), cap=timedelta(days=999))

    assert patient.wait_before(21, jitter=1) == timedelta(microseconds=2**20)
    assert patient.wait_before(5_000, jitter=1) == timedelta(microseconds=2**20)


def test_a_server_is_left_alone_as_long_as_it_asks_and_a_day_at_most():
    assert wait_asked_for(TransientError("Busy.", retry_after=0.5)) == timedelta(seconds=0.5)
    assert wait_asked_for(TransientError("Busy.", retry_after=-1)) == timedelta(0)
    assert wait_asked_for(TransientError("Busy.", retry_after=float("inf"))) == timedelta(days=1)
    assert wait_asked_for(TransientError("Busy.", retry_after=2 * 86_400)) == timedelta(days=1)
    assert wait_asked_for(ValueError("odd")) == timedelta(0)


@pytest.mark.parametrize(("asked", "waits"), [(0, 0), (299, 0), (300, 0), (301, 301)])
def test_a_model_that_is_away_costs_no_try_and_a_long_wait_is_written_down(asked, waits):
    away = ModelAwayError("Nobody answers.", hint="Start it.", retry_after=asked)

    end = verdict(replace(TASK, attempt=4), away, now=NOON, policy=RetryPolicy(), jitter=1)

    assert (end.status, end.counts) == (TaskStatus.PENDING, False)
    assert end.not_before == NOON + timedelta(seconds=waits)
    assert end.error_message == "Nobody answers. Start it."


def test_a_try_counts_whether_it_is_the_last_or_not():
    def judged(error, attempt):
        task = replace(TASK, attempt=attempt)
        return verdict(task, error, now=NOON, policy=RetryPolicy(), jitter=1)

    assert judged(BUSY, 1).counts
    assert judged(BUSY, 4).counts
    assert judged(BUSY, 4).not_before == NOON
    assert judged(ODD, 2).counts


def test_an_unusable_answer_is_not_tried_again_where_one_try_is_all():
    end = verdict(replace(TASK, max_attempts=1), ODD, now=NOON, policy=RetryPolicy(), jitter=1)

    assert end.status is TaskStatus.FAILED
