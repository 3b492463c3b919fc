import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from loredesk.domain.backups import BY_HAND, TIMED
from loredesk.domain.errors import UserFixableError
from loredesk.storage.backup_files import measured, read_manifest, write_manifest
from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import upgrade


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "loredesk.db"
    upgrade(file)
    write(file, "turns", "12")
    return file


@pytest.fixture
def shelf(file, tmp_path):
    return FolderShelf(file, tmp_path / "backups")


def write(file, key, value):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def values(file):
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def copy_of(shelf, backup):
    return shelf.folder / f"{backup.name}.db"


def test_a_backup_is_named_by_its_time_and_its_reason(shelf, noon):
    made = shelf.create("before import", noon)

    assert made.name == "20260601-120000-before-import"
    assert made.verified
    assert made.bytes == copy_of(shelf, made).stat().st_size
    assert shelf.listed() == (made,)


def test_a_second_one_of_the_same_moment_gets_a_name_of_its_own(shelf, noon):
    names = [shelf.create(BY_HAND, noon).name for _ in range(3)]

    assert names == [f"20260601-120000-by-hand{more}" for more in ("", "-2", "-3")]


@pytest.mark.parametrize("reason", ["", "../../etc/passwd", "żółw", "a" * 500, "\x00\n/"])
def test_no_reason_leads_out_of_the_folder(shelf, noon, reason):
    made = shelf.create(reason, noon)

    assert copy_of(shelf, made).parent == shelf.folder
    assert shelf.prove(made.name) == made


def test_a_backup_holds_what_still_stands_in_the_log_of_an_open_library(shelf, file, noon):
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO meta VALUES ('late', 'yes')")
        other.commit()
        other.execute("INSERT INTO meta VALUES ('uncommitted', 'no')")

        made = shelf.create(BY_HAND, noon)

    assert values(copy_of(shelf, made)) == {"turns": "12", "late": "yes"}


def test_a_backup_is_one_private_file_and_its_manifest(shelf, noon):
    made = shelf.create(BY_HAND, noon)

    assert sorted(one.name for one in shelf.folder.iterdir()) == [
        f"{made.name}.db",
        f"{made.name}.json",
    ]
    assert {one.stat().st_mode & 0o777 for one in shelf.folder.iterdir()} == {0o600}


def test_looking_a_backup_over_changes_nothing_in_its_folder(shelf, noon):
    made = shelf.create(BY_HAND, noon)
    before = {one.name: one.read_bytes() for one in shelf.folder.iterdir()}

    shelf.prove(made.name)

    assert {one.name: one.read_bytes() for one in shelf.folder.iterdir()} == before


def test_the_same_again_is_not_kept_where_nothing_has_changed(shelf, file, noon):
    later = noon + timedelta(hours=1)
    first = shelf.create(TIMED, noon, unless_same=True)

    assert shelf.create(TIMED, later, unless_same=True) is None
    assert shelf.listed() == (first,)
    write(file, "turns", "13")
    assert shelf.create(TIMED, later, unless_same=True) is not None


def test_the_same_again_is_kept_where_the_backup_that_held_it_is_damaged(shelf, noon):
    first = shelf.create(TIMED, noon)
    damage(copy_of(shelf, first), 5_000)

    assert shelf.create(TIMED, noon + timedelta(hours=1), unless_same=True) is not None


def damage(file, place):
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


def test_a_single_bit_that_sqlite_does_not_see_is_found(shelf, noon):
    made = shelf.create(BY_HAND, noon)
    data = bytearray(copy_of(shelf, made).read_bytes())
    place = data.index(b"turns12", 4096) + len(b"turns")
    data[place] ^= 1
    copy_of(shelf, made).write_bytes(data)
    with closing(sqlite3.connect(copy_of(shelf, made))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    with pytest.raises(UserFixableError, match="bit for bit"):
        shelf.prove(made.name)


def test_a_backup_that_was_cut_is_listed_as_not_to_be_trusted(shelf, noon):
    made = shelf.create(BY_HAND, noon)
    copy_of(shelf, made).write_bytes(copy_of(shelf, made).read_bytes()[:-1])

    (seen,) = shelf.listed()

    assert not seen.verified
    assert "bytes" in seen.problem


@pytest.mark.parametrize(
    "manifest", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"seal": 1}', b"[" * 60_000]
)
def test_a_backup_whose_manifest_is_damaged_is_listed_and_refused(shelf, noon, manifest):
    made = shelf.create(BY_HAND, noon)
    (shelf.folder / f"{made.name}.json").write_bytes(manifest)

    (seen,) = shelf.listed()

    assert not seen.verified
    with pytest.raises(UserFixableError, match="cannot be trusted"):
        shelf.prove(made.name)


def test_a_backup_without_a_manifest_is_refused(shelf, noon):
    made = shelf.create(BY_HAND, noon)
    (shelf.folder / f"{made.name}.json").unlink()

    with pytest.raises(UserFixableError, match="manifest is missing"):
        shelf.prove(made.name)


HOSTILE = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON meta BEGIN DELETE FROM meta; END",
    "view": "CREATE VIEW evil AS SELECT * FROM meta",
    "table": "CREATE TABLE recipes (name)",
    "index": "CREATE INDEX evil ON meta (value)",
    "column": "ALTER TABLE meta ADD COLUMN evil TEXT",
    "missing": "DROP TABLE task_answers",
}


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_loredesks_is_refused_whatever_its_manifest_says(shelf, noon, statement):
    made = shelf.create(BY_HAND, noon)
    with closing(sqlite3.connect(copy_of(shelf, made))) as connection, connection:
        connection.execute(statement)
    forge(shelf, made)

    with pytest.raises(UserFixableError, match="cannot be trusted"):
        shelf.prove(made.name)


def forge(shelf, made):
    """Write a manifest that goes with the copy as it is now."""
    size, digest = measured(copy_of(shelf, made))
    manifest = read_manifest(shelf.folder, made.name)
    write_manifest(shelf.folder, replace(manifest, bytes=size, sha256=digest))


def test_a_copy_of_a_library_with_broken_references_is_kept_and_says_so(shelf, file, noon):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO note_anchors VALUES ('nothing', 'nobody')")

    made = shelf.create(BY_HAND, noon)

    assert not made.verified
    assert "refers to things that are not in it" in made.problem
    with pytest.raises(UserFixableError, match="cannot be trusted"):
        shelf.prove(made.name)


def test_one_of_a_newer_loredesk_is_refused_with_a_sentence(shelf, noon):
    made = shelf.create(BY_HAND, noon)
    manifest = read_manifest(shelf.folder, made.name)
    write_manifest(shelf.folder, replace(manifest, version="9999_future"))

    with pytest.raises(UserFixableError, match="newer Loredesk"):
        shelf.prove(made.name)


@pytest.mark.parametrize(
    "name", ["", "..", "../loredesk", "a/b", "a\\b", ".x", "nothing", "x" * 999]
)
def test_a_name_that_is_none_is_refused(shelf, noon, name):
    shelf.create(BY_HAND, noon)

    with pytest.raises(UserFixableError, match="backup"):
        shelf.prove(name)


def test_what_a_crash_left_half_made_is_no_backup_and_is_swept(shelf, noon):
    shelf.create(BY_HAND, noon)
    half = shelf.folder / ".20260601-130000-by-hand.db.part"
    half.write_bytes(b"half")

    assert len(shelf.listed()) == 1
    shelf.create(BY_HAND, noon + timedelta(hours=2))

    assert not half.exists()


def test_a_library_that_is_missing_leaves_no_backup(shelf, file, noon):
    file.unlink()

    with pytest.raises(UserFixableError):
        shelf.create(BY_HAND, noon)

    assert shelf.listed() == ()
    assert not file.exists()


def test_a_file_in_the_place_of_the_folder_is_told_in_a_sentence(shelf, noon):
    shelf.folder.write_text("no folder")

    for doing in (shelf.listed, lambda: shelf.create(BY_HAND, noon)):
        with pytest.raises(UserFixableError, match="backup"):
            doing()


def test_whether_the_library_has_changed_is_read_off_the_file_and_its_log(shelf, file, noon):
    os.utime(file, (noon.timestamp(), noon.timestamp()))

    assert shelf.changed_since(noon - timedelta(minutes=1))
    assert not shelf.changed_since(noon + timedelta(minutes=1))
