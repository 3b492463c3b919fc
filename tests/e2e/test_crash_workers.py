"""Workers of the queue, killed, frozen and dying at named moments: the short form of `make crash`."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.crash_workers.arena import Arena, judged
from tests.crash_workers.points import POINTS


def run(*args):
    """Run the harness in a process of its own, since it forks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash_workers", "--seed", "20260601", *args],
        check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    figures = json.loads(done.stdout)
    assert figures["violations"] == [], done.stderr
    assert done.returncode == 0
    return figures


def test_nothing_is_lost_applied_twice_or_out_of_order_when_workers_are_killed():
    figures = run("--kills", "60")

    assert figures["kills"] >= 60
    assert figures["deaths"] > 0


def test_a_worker_that_was_frozen_beyond_its_lease_writes_nothing_any_more():
    assert run("--freezes", "3")["freezes"] == 3


def test_a_worker_may_die_at_every_named_moment():
    assert run("--points", "1")["points"] == dict.fromkeys(POINTS, 1)


def test_of_what_many_processes_queue_at_once_under_one_key_one_row_is_left():
    assert run("--twins", "100")["tasks"] == 1


@pytest.fixture
def arena(tmp_path):
    """Return an arena in which one task was queued and done."""
    arena = Arena.made(tmp_path, speed=1.0)
    arena.note("queued", "t")
    arena.note("began", "x")
    arena.note("asked", "t", "x")
    arena.note("journalled", "t")
    change(
        arena,
        "INSERT INTO maintenance_queue (id, task_type, lane, task_data, entity_key, dedupe_key,"
        " priority, status, attempt, max_attempts, deaths, token, boot_id, not_before, created_at,"
        " error_message) VALUES ('t', 'UPDATE_NOTE', 'notes', '{}', 'mara', '', 0, 'completed', 1,"
        " 4, 0, '', '', 0, 0, '');"
        "INSERT INTO effects (task_id, entity, place, token) VALUES ('t', 'mara', 2, 'x');",
    )
    return arena


def change(arena, script):
    with closing(sqlite3.connect(arena.file)) as connection:
        connection.executescript(script)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE maintenance_queue SET id = 'u'", "lost: task t"),
        ("UPDATE effects SET task_id = 'u'", "completed without its effect"),
        ("INSERT INTO effects SELECT 9, task_id, entity, place, token FROM effects", "2 times"),
        ("INSERT INTO effects VALUES (9, 'u', 'mara', 1, 'x')", "out of order"),
        ("UPDATE maintenance_queue SET status = 'pending'", "left pending"),
        ("UPDATE maintenance_queue SET status = 'failed'", "failed after 0 deaths"),
        ("UPDATE maintenance_queue SET status = 'cancelled'", "cancelled, but applied"),
        ("INSERT INTO task_answers VALUES ('t', 'h', '1', 0, 1)", "answers are left"),
        ("UPDATE maintenance_queue SET session_id = 's'", "points nowhere"),
    ],
)
def test_the_harness_sees_what_is_wrong(arena, damage, sentence):
    assert judged(arena, disturbances=0).violations == []

    change(arena, damage)

    assert any(sentence in one for one in judged(arena, disturbances=0).violations)


def test_the_harness_sees_an_answer_that_was_paid_for_again(arena):
    arena.note("began", "y")
    arena.note("asked", "t", "y")

    assert any("paid again" in one for one in judged(arena, disturbances=1).violations)
