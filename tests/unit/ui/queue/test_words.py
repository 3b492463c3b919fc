from dataclasses import replace
from datetime import UTC, datetime, timedelta

from loredesk.domain.tasks import Lane, Task, TaskStatus, TaskType
from loredesk.ui.queue.words import DOES, about, clock, outcome, tries, when

NOW = datetime(2026, 3, 3, 12, 0, 0, tzinfo=UTC)


def task(**values):
    return Task(id="t", task_type=TaskType.UPDATE_NOTE, lane=Lane.NOTES, created_at=NOW, **values)


def test_a_waiting_task_says_when_it_is_tried_again():
    later = NOW + timedelta(seconds=30)

    assert when(task(not_before=later), NOW) == f"tries again at {clock(later, NOW)}"
    assert when(task(), NOW) == f"since {clock(NOW, NOW)}"


def test_a_running_task_says_since_when():
    started = NOW - timedelta(seconds=5)
    running = task(status=TaskStatus.PROCESSING, started_at=started)

    assert when(running, NOW) == f"since {clock(started, NOW)}"


def test_another_day_is_named():
    assert clock(NOW - timedelta(days=3), NOW).startswith("28 Feb")
    assert ":" in clock(NOW, NOW)


def test_tries_are_counted_from_the_first():
    assert tries(task()) == ""
    assert tries(task(attempt=2)) == "try 2 of 4"


def test_a_failed_task_says_how_many_tries_it_had():
    assert tries(task(attempt=1, status=TaskStatus.FAILED)) == "failed after 1 try"
    assert tries(task(attempt=2, status=TaskStatus.FAILED)) == "failed after 2 tries"


def test_what_is_summed_up_is_named_by_its_turns():
    data = {"level": "chapter", "chapter": 3, "first_turn": 21, "last_turn": 30}
    chapter = replace(task(task_data=data), task_type=TaskType.SUMMARIZE, lane=Lane.SUMMARIES)
    story = replace(chapter, task_data={**data, "level": "story", "first_turn": 0})

    assert about(chapter, {}) == "Chapter 3 \u00b7 turns 21\u201330"
    assert about(story, {}) == "Everything up to turn 30"


def test_everything_that_is_done_has_a_name():
    assert set(DOES) == set(TaskType)


def test_a_task_that_joined_another_says_so():
    assert outcome(task(result={"merged_into": "t9"}))
    assert outcome(task(result={})) == ""
