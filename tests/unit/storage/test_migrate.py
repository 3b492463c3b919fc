import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

import loredesk.storage
from loredesk.domain.errors import UserFixableError
from loredesk.storage.file_faults import in_our_words
from loredesk.storage.migrate import current_version, is_newest, upgrade
from loredesk.storage.schema.everything import metadata
from loredesk.storage.schema.index import FTS_TABLE

NEWEST = "0012_learned_weights"
STEPS = Path(loredesk.storage.__file__).parent / "migrations"
NEXT_STEP = '''
"""Another step."""
import os
from alembic import op
revision = "next"
down_revision = "0012_learned_weights"
branch_labels = depends_on = None
def upgrade():
    op.execute("ALTER TABLE meta ADD COLUMN more TEXT")
    op.execute("UPDATE meta SET value = 'changed'")
    {ending}
'''


@pytest.fixture
def file(tmp_path):
    return tmp_path / "loredesk.db"


@pytest.fixture
def played(file):
    """Return a database of the newest version with something in it."""
    upgrade(file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO meta VALUES ('turns', '12')")
    return file


def next_version(tmp_path, ending="pass"):
    """Return a folder of steps with one more than there are."""
    steps = tmp_path / "100% steps"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "v9999_next.py").write_text(NEXT_STEP.format(ending=ending))
    return str(steps)


def values(file):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT * FROM meta").fetchall()


def test_the_steps_lead_exactly_to_the_tables_the_code_expects(file):
    upgrade(file)

    def ours(_object, name, kind, *_):
        return not (kind == "table" and name.startswith(FTS_TABLE))

    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
    with engine.connect() as connection:
        options = {"include_object": ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_every_library_is_defined_in_the_same_words(tmp_path):
    defined = set()
    for number in range(8):
        made = tmp_path / f"{number}.db"
        upgrade(made)
        with closing(sqlite3.connect(made)) as connection:
            rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
            defined.add(tuple(rows))

    assert len(defined) == 1


def test_the_partial_indexes_of_the_queue_are_really_there(file):
    upgrade(file)

    with closing(sqlite3.connect(file)) as connection:
        found = dict(
            connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
            ).fetchall()
        )
    for index in metadata.tables["maintenance_queue"].indexes:
        where = index.dialect_options["sqlite"]["where"]
        assert where is None or str(where) in found[index.name]


def test_a_new_file_needs_no_copy(file):
    assert upgrade(file) is None
    assert current_version(file) == NEWEST
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_an_empty_file_is_a_new_one(file):
    file.touch()

    assert current_version(file) is None
    assert upgrade(file) is None


def test_a_file_of_the_newest_version_is_left_alone(played):
    before = played.read_bytes()

    assert upgrade(played) is None
    assert played.read_bytes() == before


def test_an_older_file_is_copied_before_it_is_changed(played, tmp_path):
    copy = upgrade(played, backups=tmp_path / "backups", steps=next_version(tmp_path))

    assert copy.parent == tmp_path / "backups"
    assert current_version(copy) == NEWEST
    assert values(copy) == [("turns", "12")]
    assert current_version(played) == "next"
    assert values(played) == [("turns", "changed", None)]


def test_the_copy_holds_what_still_stands_in_the_write_ahead_log(played, tmp_path):
    other = sqlite3.connect(played)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("INSERT INTO meta VALUES ('late', 'yes')")
    other.commit()

    copy = upgrade(played, steps=next_version(tmp_path))
    other.close()

    assert values(copy) == [("turns", "12"), ("late", "yes")]


def test_a_step_that_fails_leaves_the_file_as_it_was(played, tmp_path):
    with pytest.raises(ZeroDivisionError):
        upgrade(played, steps=next_version(tmp_path, "1 / 0"))

    assert current_version(played) == NEWEST
    assert values(played) == [("turns", "12")]
    assert upgrade(played) is None


def test_a_program_killed_in_the_middle_of_a_step_leaves_the_file_as_it_was(played, tmp_path):
    steps = next_version(tmp_path, "os._exit(9)")
    script = (
        "import sys; from pathlib import Path; from loredesk.storage.migrate import upgrade;"
        "upgrade(Path(sys.argv[1]), steps=sys.argv[2])"
    )
    died = subprocess.run(
        [sys.executable, "-c", script, str(played), steps], check=False, capture_output=True
    )

    assert died.returncode == 9
    assert current_version(played) == NEWEST
    assert values(played) == [("turns", "12")]
    assert upgrade(played) is None


@pytest.fixture
def broken_off(played, tmp_path):
    """Return a file in the state in which a crash leaves it while pages are being written."""
    with closing(sqlite3.connect(played)) as connection:
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("BEGIN IMMEDIATE")
        rows = ((f"key {number}", "x" * 900) for number in range(500))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        folder = tmp_path / "broken off"
        folder.mkdir()
        for name in (played.name, f"{played.name}-journal"):
            shutil.copyfile(played.with_name(name), folder / name)
    return folder / played.name


def test_what_a_crash_broke_off_is_undone_before_anything_else(broken_off):
    assert not is_newest(broken_off)

    assert upgrade(broken_off) is None

    assert values(broken_off) == [("turns", "12")]
    assert is_newest(broken_off)


def test_a_newer_file_is_refused_with_a_sentence_and_untouched(played):
    with closing(sqlite3.connect(played)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099_future'")
    before = played.read_bytes()

    with pytest.raises(UserFixableError, match="written by a newer Loredesk") as refused:
        upgrade(played)

    assert "Update" in refused.value.hint
    assert played.read_bytes() == before
    assert [one.name for one in played.parent.iterdir()] == [played.name]


@pytest.mark.parametrize("content", [b"Once upon a time.", b"\x00" * 5000, b"PK\x03\x04" * 400])
def test_a_file_that_is_no_database_is_refused_and_untouched(file, content):
    file.write_bytes(content)

    with pytest.raises(UserFixableError, match="cannot be read as a Loredesk database"):
        upgrade(file)

    assert file.read_bytes() == content


def test_a_damaged_file_is_refused_and_untouched(played):
    damaged = bytearray(played.read_bytes())
    damaged[100:3000] = b"\xff" * 2900
    played.write_bytes(damaged)

    with pytest.raises(UserFixableError, match="cannot be read as a Loredesk database"):
        upgrade(played)

    assert played.read_bytes() == damaged


def test_a_database_of_another_program_is_refused_and_untouched(file):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = file.read_bytes()

    with pytest.raises(UserFixableError, match="another program"):
        upgrade(file)

    assert file.read_bytes() == before


def test_a_file_somebody_is_writing_to_can_still_be_looked_at(played):
    other = sqlite3.connect(played)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")

    assert current_version(played) == NEWEST
    other.close()


def test_a_full_disk_is_told_in_a_sentence(file, monkeypatch):
    from loredesk.storage import migrate

    engine = migrate.open_for_migration(file)

    def nearly_full(_):
        from sqlalchemy import event

        @event.listens_for(engine, "connect")
        def limit(connection, _record):
            connection.execute("PRAGMA max_page_count = 8")

        return engine

    monkeypatch.setattr(migrate, "open_for_migration", nearly_full)
    with pytest.raises(UserFixableError, match="full") as refused:
        upgrade(file)

    assert "Free some space" in refused.value.hint
    monkeypatch.undo()
    assert upgrade(file) is None


def fill_up_and_fail_to_tidy_up(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        connection.execute("CREATE TABLE a (b)")
        try:
            connection.execute("INSERT INTO a VALUES (zeroblob(90000))")
        except sqlite3.Error:
            connection.execute("DROP TABLE not_there")


def test_a_full_disk_is_told_although_there_is_nothing_left_to_tidy_up(file):
    with pytest.raises(UserFixableError, match="disk is full"), in_our_words(file):
        fill_up_and_fail_to_tidy_up(file)


def test_a_mistake_of_the_program_stays_one(file):
    with (
        pytest.raises(sqlite3.OperationalError),
        in_our_words(file),
        closing(sqlite3.connect(file)) as connection,
    ):
        connection.execute("DROP TABLE not_there")


def test_only_a_file_that_is_there_and_up_to_date_needs_no_step(tmp_path, file):
    assert not is_newest(file)
    file.touch()
    assert not is_newest(file)

    upgrade(file)

    assert is_newest(file)
    assert not is_newest(file, steps=next_version(tmp_path))
