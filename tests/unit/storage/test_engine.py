import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from loredesk.storage.engine import open_reader, open_writer
from tests.fakes.library import new_database


def pragma(engine, name):
    with engine.begin() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_the_writer_loses_nothing_with_the_power_and_checks_references(tmp_path):
    engine = open_writer(new_database(tmp_path))

    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "synchronous") == 2
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "busy_timeout") == 10_000
    engine.dispose()


def test_a_reader_cannot_write(tmp_path):
    file = new_database(tmp_path)
    open_writer(file).dispose()
    engine = open_reader(file)

    with pytest.raises(OperationalError, match="readonly"), engine.begin() as connection:
        connection.execute(text("DELETE FROM meta"))
    engine.dispose()


def test_a_transaction_of_the_writer_holds_the_write_lock_from_its_beginning(tmp_path):
    file = new_database(tmp_path)
    engine = open_writer(file)
    other = sqlite3.connect(file, timeout=0)

    with engine.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


@pytest.mark.parametrize("name", ["a b", "100%", "what?", "no#1", "Köln & co", "a%20b", "x=y"])
def test_any_sign_may_stand_in_the_path(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    file = new_database(folder)
    writer = open_writer(file)
    with writer.begin() as connection:
        connection.execute(text("INSERT INTO meta VALUES ('a', 'b')"))
    reader = open_reader(file)

    with reader.begin() as connection:
        assert connection.execute(text("SELECT value FROM meta")).scalar() == "b"
    assert [one.name for one in tmp_path.iterdir()] == [name]
    reader.dispose()
    writer.dispose()
