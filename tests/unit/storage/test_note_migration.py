"""Merge cards of a file of the first released format get their third side."""

import sqlite3
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config

from loredesk.storage.engine import open_for_migration
from loredesk.storage.migrate import STEPS, upgrade

REVISIONS = (
    # id, seq, base, content, by, merge_of
    ("model", 1, None, "She fell.", "model", None),
    ("edit", 2, "model", "She stumbled.", "author", None),
    ("copy", 3, None, "She stumbled.", "author", "edit"),
    ("begun", 4, None, "She is old.", "author", None),
)
PROPOSALS = (
    # id, kind, proposed
    ("fitting", "merge edit", "She stumbled."),
    ("begun by hand", "merge edit", "She is old."),
    ("of nobody", "merge edit", "Nobody wrote this."),
    ("rewrite", "update note", "She stumbled."),
)


@pytest.fixture
def old(tmp_path):
    """Return a file of the first released format with merge cards in it."""
    file = tmp_path / "loredesk.db"
    config = Config()
    config.set_main_option("script_location", STEPS)
    config.set_main_option("path_separator", "os")
    with open_for_migration(file).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001_first_playable")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO worlds VALUES ('w', 'Ostrel', '', '', '', '[]', 0)")
        connection.execute(
            "INSERT INTO sessions VALUES ('s', 'w', '', NULL, 'review everything', 5, 1, 0, 0)"
        )
        connection.execute(
            "INSERT INTO lore_entries VALUES ('e', 'w', 'c1', 'Mara', 'mara', 'character', '',"
            " '[]', '[]', 0, 0, NULL, NULL, NULL, 1, 0, 0)"
        )
        for name, seq, base, content, by, merge_of in REVISIONS:
            connection.execute(
                'INSERT INTO note_revisions (id, session_id, entry_id, seq, base, content, "by",'
                " merge_of, created_at) VALUES (?, 's', 'e', ?, ?, ?, ?, ?, 0)",
                (name, seq, base, content, by, merge_of),
            )
        for seq, (name, kind, proposed) in enumerate(PROPOSALS):
            connection.execute(
                "INSERT INTO proposals VALUES (?, ?, 's', ?, 'Mara', 'e', NULL, '', ?, NULL,"
                " 'open', NULL, 0, 0, NULL, '', '')",
                (name, seq, kind, proposed),
            )
    return file


def test_a_merge_card_finds_its_edit_and_what_that_was_made_on(old):
    upgrade(old)

    with closing(sqlite3.connect(old)) as connection:
        rows = connection.execute("SELECT id, edit, base_text FROM proposals ORDER BY seq")
        assert rows.fetchall() == [
            ("fitting", "edit", "She fell."),
            ("begun by hand", "begun", ""),
            ("of nobody", None, ""),
            ("rewrite", None, ""),
        ]


def test_nothing_of_an_older_file_counts_as_taken_back(old):
    upgrade(old)

    with closing(sqlite3.connect(old)) as connection:
        query = "SELECT withdrawn_at, withdrawn_with, carried_from FROM note_revisions"
        assert set(connection.execute(query)) == {(None, None, None)}
