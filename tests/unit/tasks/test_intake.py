from dataclasses import replace
from datetime import timedelta

import pytest

from loredesk.domain.errors import AnswerError, ModelAwayError, TransientError
from loredesk.domain.events import QueuePaused
from loredesk.domain.ids import SessionId, TaskId
from loredesk.domain.services import Service
from loredesk.domain.tasks import Lane, Pauses, Task, TaskType
from loredesk.tasks.intake import Intake
from loredesk.tasks.policy import DEFAULT_LANES, LanePolicy, RetryPolicy
from tests.fakes.library import NOON

LANES = {
    Lane.NOTES: LanePolicy(service=Service.MAINTENANCE),
    Lane.SIMULATION: LanePolicy(service=Service.MAINTENANCE, per_minute=2),
    Lane.EMBEDDING: LanePolicy(),
}
TASK = Task(id=TaskId("t"), task_type=TaskType.UPDATE_NOTE, lane=Lane.NOTES, token="first")
AWAY = ModelAwayError("It is away.")


def later(seconds):
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def intake():
    return Intake(lanes=LANES, retries=RetryPolicy())


def admitted(intake, *, now=NOON):
    return {lane for lane in LANES if intake.admits(lane, now=now, token="t")}


def test_every_lane_works_unless_something_speaks_against_it(intake):
    assert admitted(intake) == set(LANES)
    assert intake.expected() == tuple(LANES)
    assert all(intake.next_time(lane, now=NOON) is None for lane in LANES)


def test_what_was_paused_before_the_start_stays_so(intake):
    intake.pauses_are(Pauses(lanes=frozenset({Lane.NOTES})))
    assert admitted(intake) == {Lane.SIMULATION, Lane.EMBEDDING}

    intake.pauses_are(Pauses(everything=True))
    assert admitted(intake) == set()
    assert intake.expected() == ()


def test_a_pause_of_everything_and_one_of_a_lane_end_each_by_itself(intake):
    intake.paused(QueuePaused(paused=True))
    intake.paused(QueuePaused(paused=True, lane=Lane.NOTES))
    assert admitted(intake) == set()

    intake.paused(QueuePaused(paused=False))
    assert admitted(intake) == {Lane.SIMULATION, Lane.EMBEDDING}

    intake.paused(QueuePaused(paused=False, lane=Lane.NOTES))
    assert admitted(intake) == set(LANES)


def test_the_pause_of_a_session_stops_no_lane(intake):
    intake.paused(QueuePaused(paused=True, session_id=SessionId("s")))

    assert admitted(intake) == set(LANES)


def test_while_one_task_runs_alone_only_that_is_admitted(intake):
    assert not intake.admits(Lane.NOTES, now=NOON, token="t", alone=True)
    intake.quiet = True

    assert admitted(intake) == set()
    assert intake.admits(Lane.NOTES, now=NOON, token="t", alone=True)


def test_a_lane_with_a_pace_begins_only_so_many_tasks_a_minute(intake):
    intake.taken(Lane.SIMULATION, now=NOON)
    intake.taken(Lane.SIMULATION, now=later(10))
    intake.taken(Lane.NOTES, now=NOON)

    assert admitted(intake, now=later(59)) == {Lane.NOTES, Lane.EMBEDDING}
    assert intake.next_time(Lane.SIMULATION, now=later(59)) == later(60)
    assert admitted(intake, now=later(60)) == set(LANES)
    intake.taken(Lane.SIMULATION, now=later(60))
    assert intake.next_time(Lane.SIMULATION, now=later(61)) == later(70)


def test_simulations_have_a_pace():
    assert DEFAULT_LANES[Lane.SIMULATION].per_minute > 0


def test_lanes_whose_model_is_away_wait_and_the_others_go_on(intake):
    intake.learned(TASK, AWAY, now=NOON)

    assert admitted(intake) == {Lane.EMBEDDING}
    assert intake.next_time(Lane.NOTES, now=NOON) == later(2)
    assert intake.next_time(Lane.NOTES, now=later(2)) is None
    assert intake.waiting_for_models() == ("Waiting for the maintenance model: It is away.",)
    assert intake.expected() == tuple(LANES)


@pytest.mark.parametrize("error", [None, AnswerError("Odd.", fault="invalid")])
def test_any_answer_shows_that_a_model_is_back(intake, error):
    intake.learned(TASK, AWAY, now=NOON)
    intake.entered(Lane.NOTES, token="first")

    assert intake.learned(TASK, error, now=later(2)) == timedelta(0)

    assert admitted(intake, now=later(2)) == set(LANES)


def test_what_says_nothing_of_the_model_lets_the_next_one_ask(intake):
    intake.learned(TASK, AWAY, now=NOON)
    intake.entered(Lane.NOTES, token="first")
    assert not intake.admits(Lane.NOTES, now=later(2), token="t")

    intake.learned(TASK, TransientError("The note has changed."), now=later(2))

    assert intake.admits(Lane.NOTES, now=later(2), token="t")
    intake.entered(Lane.NOTES, token="first")
    intake.left(Lane.NOTES, token="first")
    assert intake.admits(Lane.NOTES, now=later(2), token="t")


def test_a_task_that_asked_in_vain_twice_running_steps_back(intake):
    other = replace(TASK, id=TaskId("other"))

    assert intake.learned(TASK, AWAY, now=NOON) == timedelta(0)
    intake.entered(Lane.NOTES, token="first")
    assert intake.learned(TASK, AWAY, now=later(2)) == timedelta(seconds=8)
    intake.entered(Lane.NOTES, token="first")
    assert intake.learned(other, AWAY, now=later(6)) == timedelta(0)


def test_other_models_are_asked_at_once(intake):
    intake.learned(TASK, AWAY, now=NOON)

    intake.models_changed()

    assert admitted(intake) == set(LANES)
