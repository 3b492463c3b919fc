"""A home from before pauses and ageing opens with everything that waited in it."""

import json
import sqlite3
from contextlib import closing

import pytest

from loredesk.storage.engine import open_for_migration
from loredesk.storage.migrate import take_steps, upgrade


@pytest.fixture
def file(tmp_path):
    """Return a database from before this step, in which twins wait beside each other."""
    file = tmp_path / "loredesk.db"
    with open_for_migration(file).begin() as connection:
        take_steps(connection, "0004_lore")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('queue_paused', 'yes')")
        for name, dedupe, status in (
            ("first", "same", "parked"),
            ("second", "same", "pending"),
            ("third", "same", "pending"),
            ("other", "other", "pending"),
            ("runs", "same", "processing"),
            ("done", "other", "completed"),
            ("free", "", "pending"),
            ("free too", "", "pending"),
        ):
            connection.execute(
                "INSERT INTO maintenance_queue (id, task_type, lane, task_data, entity_key,"
                " dedupe_key, priority, status, attempt, max_attempts, deaths, token, boot_id,"
                " not_before, created_at, error_message) VALUES (?, 'EMBED_DOCUMENT', 'embedding',"
                " '{}', '', ?, 0, ?, 0, 4, 0, '', '', 0, 1234.5, '')",
                (name, dedupe, status),
            )
        connection.execute("INSERT INTO task_answers VALUES ('runs', 'hash', '\"paid\"', 1)")
    return file


def rows(file, query):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def test_of_twins_that_waited_beside_each_other_the_oldest_goes_on(file):
    upgrade(file)

    found = rows(file, "SELECT id, status, result FROM maintenance_queue ORDER BY seq")
    assert [(name, status) for name, status, _ in found] == [
        ("first", "parked"),
        ("second", "completed"),
        ("third", "completed"),
        ("other", "pending"),
        ("runs", "processing"),
        ("done", "completed"),
        ("free", "pending"),
        ("free too", "pending"),
    ]
    assert [json.loads(result) for *_, result in found[1:3]] == [{"merged_into": "first"}] * 2


def test_a_pause_answers_and_the_age_of_what_waits_are_kept(file):
    upgrade(file)

    assert rows(file, "SELECT scope, name FROM queue_pauses") == [("all", "")]
    assert rows(file, "SELECT * FROM meta WHERE key = 'queue_paused'") == []
    assert rows(file, "SELECT answer, together FROM task_answers") == [('"paid"', 1)]
    assert rows(file, "SELECT DISTINCT aged_at FROM maintenance_queue") == [(1234.5,)]
