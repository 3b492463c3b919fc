"""A file of the first released format gets the line, the turns and the depths of its messages."""

import sqlite3
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config

from loredesk.storage.engine import open_for_migration
from loredesk.storage.migrate import STEPS, upgrade

MESSAGES = (
    # session, id, parent, role
    ("s", "opening", None, "narrator"),
    ("s", "knock", "opening", "author"),
    ("s", "open", "knock", "narrator"),
    ("s", "closed", "knock", "narrator"),
    ("s", "leave", "closed", "author"),
    ("s", "gone", "leave", "narrator"),
    ("t", "wake", None, "author"),
    ("t", "sleep", "wake", "narrator"),
)


@pytest.fixture
def old(tmp_path):
    """Return a file of the first released format with two played sessions."""
    file = tmp_path / "loredesk.db"
    config = Config()
    config.set_main_option("script_location", STEPS)
    config.set_main_option("path_separator", "os")
    with open_for_migration(file).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001_first_playable")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO worlds VALUES ('w', 'Ostrel', '', '', '', '[]', 0)")
        for session, head in (("s", "open"), ("t", "sleep"), ("empty", None)):
            connection.execute(
                "INSERT INTO sessions VALUES (?, 'w', '', ?, 'review everything', 5, 1, 0, 0)",
                (session, head),
            )
        for seq, (session, name, parent, role) in enumerate(MESSAGES):
            connection.execute(
                "INSERT INTO messages VALUES (?, ?, ?, ?, ?, '', '', NULL, 'complete', NULL, '{}',"
                " '', 0)",
                (name, session, parent, seq, role),
            )
    return file


def places(file):
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT id, turn, depth, on_line, deleted_at, deleted_with FROM messages"
        return {name: place for name, *place in connection.execute(query)}


def test_messages_of_an_older_file_find_their_place(old):
    upgrade(old)

    assert places(old) == {
        "opening": [0, 0, 1, None, None],
        "knock": [1, 1, 1, None, None],
        "open": [1, 2, 1, None, None],
        "closed": [1, 2, 0, None, None],
        "leave": [2, 3, 0, None, None],
        "gone": [2, 4, 0, None, None],
        "wake": [1, 0, 1, None, None],
        "sleep": [1, 1, 1, None, None],
    }


def test_a_message_that_hangs_on_nothing_counts_as_a_beginning(old):
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("DELETE FROM messages WHERE id = 'closed'")

    upgrade(old)

    assert places(old)["leave"][:2] == [1, 0]
    assert places(old)["gone"][:2] == [1, 1]


def test_an_older_file_without_messages_becomes_a_newer_one_without(tmp_path, old):
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("DELETE FROM messages")

    upgrade(old)

    assert places(old) == {}
