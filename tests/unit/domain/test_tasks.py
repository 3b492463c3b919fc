from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import (
    LANE_OF,
    MOVES,
    Lane,
    NewTask,
    Pauses,
    Task,
    TaskStatus,
    TaskType,
)

LEGAL = {
    ("pending", "processing"),
    ("pending", "completed"),
    ("pending", "cancelled"),
    ("pending", "parked"),
    ("processing", "pending"),
    ("processing", "completed"),
    ("processing", "failed"),
    ("processing", "cancelled"),
    ("failed", "pending"),
    ("failed", "cancelled"),
    ("failed", "completed"),
    ("cancelled", "pending"),
    ("cancelled", "completed"),
    ("parked", "pending"),
    ("parked", "cancelled"),
}


@pytest.mark.parametrize(("before", "after"), list(product(TaskStatus, TaskStatus)))
def test_a_task_moves_only_where_it_may(before, after):
    assert (after in MOVES[before]) == ((before.value, after.value) in LEGAL)


def test_every_kind_of_work_has_workers_of_its_own():
    assert sorted(LANE_OF.values()) == sorted(Lane)


def test_a_task_begins_waiting_untried_with_four_tries_and_no_precedence():
    new = NewTask(task_type=TaskType.SIMULATE_WORLD)
    task = Task(id=TaskId("t"), task_type=new.task_type, lane=Lane.SIMULATION)

    assert (new.max_attempts, new.priority, new.entity_key, new.dedupe_key) == (4, 0, "", "")
    assert (task.status, task.attempt, task.max_attempts) == (TaskStatus.PENDING, 0, 4)
    assert (task.priority, task.deaths, task.token, task.error_message) == (0, 0, "", "")
    assert (task.entity_key, task.dedupe_key) == ("", "")


def test_nothing_is_paused_until_the_author_says_so():
    assert Pauses() == Pauses(everything=False, lanes=frozenset(), sessions=frozenset())


def test_tasks_can_be_told_apart_in_a_set_whatever_they_carry():
    new = [NewTask(task_type=TaskType.UPDATE_NOTE, task_data={"at": at}) for at in (1, 2)]
    task = Task(id=TaskId("t"), task_type=TaskType.UPDATE_NOTE, lane=Lane.NOTES, result={"ok": 1})

    assert len(set(new)) == 2
    assert len({task, replace(task, priority=1)}) == 2


def test_a_task_that_was_never_put_off_may_run_at_any_time():
    task = Task(id=TaskId("t"), task_type=TaskType.UPDATE_NOTE, lane=Lane.NOTES)

    assert task.not_before == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("task_type", TaskType)
def test_only_a_rewrite_is_about_the_note_on_an_entry(task_type):
    lane = LANE_OF[task_type]
    task = Task(id=TaskId("t"), task_type=task_type, lane=lane, task_data={"entry_id": "e"})

    assert task.noted_entry == ("e" if task_type is TaskType.UPDATE_NOTE else None)
    assert replace(task, task_data={}).noted_entry is None
