from dataclasses import replace
from datetime import timedelta

import pytest

from loredesk.domain.errors import ModelAwayError, ModelRefusesError
from loredesk.domain.ids import TaskId
from loredesk.domain.services import Service
from loredesk.domain.tasks import Lane, Task, TaskType
from loredesk.tasks.gates import ModelGates
from loredesk.tasks.policy import RetryPolicy
from tests.fakes.library import NOON

SERVICE = Service.MAINTENANCE
ONE = Task(id=TaskId("one"), task_type=TaskType.UPDATE_NOTE, lane=Lane.NOTES, token="first")
OTHER = replace(ONE, id=TaskId("other"), token="another")
AWAY = ModelAwayError("Ollama cannot be reached.", hint="Is it running?")
REFUSED = ModelRefusesError("OpenAI refused the key.", hint="Check the key in Settings.")


def later(seconds):
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def gates():
    return ModelGates(retries=RetryPolicy())


@pytest.fixture
def away(gates):
    """Return gates that have just found the maintenance model away."""
    gates.failed(SERVICE, ONE, AWAY, now=NOON)
    return gates


def probed(gates, error, *, now, task=ONE):
    """Let one task ask in vain."""
    assert gates.admits(SERVICE, now=now, token=task.token)
    gates.entered(SERVICE, token=task.token)
    gates.failed(SERVICE, task, error, now=now)


def test_a_model_nothing_bad_is_known_of_is_asked(gates):
    assert gates.admits(SERVICE, now=NOON, token="t")
    assert gates.next_try(SERVICE) is None
    assert gates.sentences() == ()


def test_what_needs_no_model_waits_for_none(away):
    away.entered(None, token="t")
    away.left(None, token="t")
    away.answered(None)
    away.failed(None, ONE, AWAY, now=NOON)

    assert away.admits(None, now=NOON, token="t")
    assert away.next_try(None) is None
    assert away.puts_off(None, ONE.id) == timedelta(0)


def test_a_model_that_is_away_is_left_alone_for_a_while_and_the_others_are_not(away):
    assert not away.admits(SERVICE, now=later(1.9), token="t")
    assert away.admits(Service.ANALYSIS, now=NOON, token="t")
    assert away.next_try(SERVICE) == later(2)
    assert away.admits(SERVICE, now=later(2), token="t")


def test_one_task_at_a_time_asks_whether_a_model_is_back(away):
    away.entered(SERVICE, token="first")

    assert not away.admits(SERVICE, now=later(60), token="t")
    assert away.next_try(SERVICE) is None

    away.left(SERVICE, token="another")
    assert not away.admits(SERVICE, now=later(60), token="t")
    away.left(SERVICE, token="first")
    assert away.admits(SERVICE, now=later(60), token="t")


def test_the_waits_between_two_questions_grow_up_to_ten_minutes(away):
    now, waits = later(2), []
    for _ in range(12):
        probed(away, AWAY, now=now)
        waits.append((away.next_try(SERVICE) - now).total_seconds())
        now = away.next_try(SERVICE)

    assert waits == [4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600, 600]


def test_one_answer_ends_the_waiting_and_the_next_outage_begins_afresh(away):
    probed(away, AWAY, now=later(2))
    away.answered(SERVICE)

    assert away.admits(SERVICE, now=later(2), token="t")
    away.failed(SERVICE, ONE, AWAY, now=later(3))
    assert away.next_try(SERVICE) == later(5)


def test_what_was_under_way_when_a_model_went_away_does_not_lengthen_the_wait(away):
    away.failed(SERVICE, OTHER, AWAY, now=later(1))

    assert away.next_try(SERVICE) == later(2)


def test_a_server_that_names_a_time_is_not_asked_before_it(gates):
    gates.failed(SERVICE, ONE, ModelAwayError("Busy.", retry_after=120), now=NOON)

    assert gates.next_try(SERVICE) == later(120)


def test_a_task_that_asked_in_vain_twice_running_lets_another_ask(away):
    assert away.puts_off(SERVICE, OTHER.id) == timedelta(0)
    assert away.puts_off(SERVICE, ONE.id) == timedelta(seconds=8)

    for _ in range(12):
        probed(away, AWAY, now=away.next_try(SERVICE))
    assert away.puts_off(SERVICE, ONE.id) == timedelta(minutes=5)


def test_nobody_waits_for_what_the_author_has_to_mend_nor_for_what_takes_long(gates, away):
    assert away.given_up() == frozenset()
    for _ in range(3):
        assert away.given_up() == frozenset()
        probed(away, AWAY, now=away.next_try(SERVICE))
    assert away.given_up() == {SERVICE}

    gates.failed(Service.ANALYSIS, ONE, REFUSED, now=NOON)
    assert gates.given_up() == {SERVICE, Service.ANALYSIS}
    gates.entered(Service.ANALYSIS, token="first")
    assert gates.given_up() == {SERVICE}


def test_what_is_waited_for_is_said_with_its_reason(away):
    away.failed(Service.ANALYSIS, ONE, REFUSED, now=NOON)

    assert away.sentences() == (
        "Waiting for the analysis model: OpenAI refused the key. Check the key in Settings.",
        "Waiting for the maintenance model: Ollama cannot be reached. Is it running?",
    )


def test_other_models_are_asked_at_once(away):
    away.reset()

    assert away.admits(SERVICE, now=NOON, token="t")
    assert away.sentences() == ()


def test_a_claim_that_is_made_again_is_still_the_one_that_asks(away):
    away.entered(SERVICE, token="first")

    assert away.admits(SERVICE, now=later(2), token="first")


def test_a_claim_without_a_token_never_asks_whether_a_model_is_back(away):
    assert not away.admits(SERVICE, now=later(2), token="")
    assert away.admits(Service.ANALYSIS, now=later(2), token="")
