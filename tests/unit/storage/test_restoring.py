import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from loredesk.domain.backups import BEFORE_RESTORE, BY_HAND
from loredesk.domain.errors import DamagedLibraryError, UserFixableError
from loredesk.storage import durable
from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import build, current_version, newest_version, upgrade
from loredesk.storage.restoring import finish, newest_sound, refuse_if_lost, restore


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "loredesk.db"
    upgrade(file)
    write(file, "turns", "12")
    return file


@pytest.fixture
def shelf(file, tmp_path):
    return FolderShelf(file, tmp_path / "backups")


@pytest.fixture
def backup(shelf, file, noon):
    """A backup from before the thirteenth turn."""
    made = shelf.create(BY_HAND, noon)
    write(file, "turns", "13")
    return made


def write(file, key, value):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def turns(file):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT value FROM meta WHERE key = 'turns'").fetchone()[0]


def beside(file):
    return {
        one.name: one.read_bytes() for one in file.parent.iterdir() if one.is_file() and one != file
    }


def test_the_backup_stands_in_the_place_of_the_library(file, shelf, backup, noon):
    kept = restore(file, shelf.folder, backup.name, now=noon)

    assert turns(file) == "12"
    assert turns(kept) == "13"
    assert kept.name == "loredesk.db.replaced-20260601-120000"
    assert set(beside(file)) == {kept.name}


def test_what_stood_there_is_a_backup_too(file, shelf, backup, noon):
    restore(file, shelf.folder, backup.name, now=noon)

    before = next(one for one in shelf.listed() if one.reason == BEFORE_RESTORE)
    restore(file, shelf.folder, before.name, now=noon)
    assert turns(file) == "13"


def test_nothing_kept_is_ever_overwritten(file, shelf, backup, noon):
    kept = [restore(file, shelf.folder, backup.name, now=noon) for _ in range(3)]

    assert len(set(kept)) == 3
    assert [turns(one) for one in kept] == ["13", "12", "12"]


@pytest.mark.parametrize("content", [b"", b"Once upon a time", b"\x00" * 9_000])
def test_a_damaged_library_is_moved_aside_with_its_log(file, shelf, backup, noon, content):
    file.write_bytes(content)
    file.with_name("loredesk.db-wal").write_bytes(b"the log")
    file.with_name("loredesk.db-shm").write_bytes(b"shared")

    kept = restore(file, shelf.folder, backup.name, now=noon)

    assert turns(file) == "12"
    assert kept.name.startswith("loredesk.db.damaged-")
    assert kept.read_bytes() == content
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"the log"
    assert kept.with_name(f"{kept.name}-shm").exists()


def test_a_library_damaged_inside_is_moved_aside_as_damaged(file, shelf, backup, noon):
    data = bytearray(file.read_bytes())
    data[8192:20480] = b"\xff" * 12288
    file.write_bytes(data)

    kept = restore(file, shelf.folder, backup.name, now=noon)

    assert "damaged" in kept.name
    assert kept.read_bytes() == bytes(data)


def test_a_backup_goes_where_there_is_no_library(file, shelf, backup, noon):
    file.unlink()

    assert restore(file, shelf.folder, backup.name, now=noon) is None
    assert turns(file) == "12"


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path, noon):
    file = tmp_path / "loredesk.db"
    build(file, "0001_first_playable")
    write(file, "turns", "1")
    shelf = FolderShelf(file, tmp_path / "backups")
    made = shelf.create(BY_HAND, noon)
    upgrade(file, backups=shelf.folder)

    restore(file, shelf.folder, made.name, now=noon)

    assert turns(file) == "1"
    assert current_version(file) == newest_version()
    assert current_version(shelf.folder / f"{made.name}.db") == "0001_first_playable"


def test_a_damaged_backup_leaves_everything_as_it_was(file, shelf, backup, noon):
    copy = shelf.folder / f"{backup.name}.db"
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(data)
    before = file.read_bytes(), beside(file)

    with pytest.raises(UserFixableError, match="cannot be trusted"):
        restore(file, shelf.folder, backup.name, now=noon)

    assert (file.read_bytes(), beside(file)) == before


class Crash(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("at", range(6))
@pytest.mark.parametrize("log", [True, False])
def test_a_crash_between_the_moves_is_finished_at_the_next_start(
    file, shelf, backup, noon, monkeypatch, at, log
):
    if log:
        file.with_name("loredesk.db-wal").write_bytes(b"")
    steps = iter(range(100))
    move = durable.move

    def crashing(one, target):
        if one.name.startswith("loredesk.db") and next(steps) == at:
            raise Crash
        move(one, target)

    with monkeypatch.context() as crashed:
        crashed.setattr(durable, "move", crashing)
        try:
            restore(file, shelf.folder, backup.name, now=noon)
        except Crash:
            assert (file.parent / "loredesk.db.restoring").exists() or at == 0

    finish(file)

    kept = file.with_name("loredesk.db.replaced-20260601-120000")
    if kept.exists():
        assert (turns(file), turns(kept)) == ("12", "13")
    else:
        assert turns(file) == "13"
    assert not (file.parent / "loredesk.db.restoring").exists()
    refuse_if_lost(file, shelf.folder)


@pytest.mark.parametrize("note", [b"", b"{}", b"[1]", b"\xff", b"null"])
def test_a_note_that_cannot_be_read_stops_everything(file, shelf, note):
    (file.parent / "loredesk.db.restoring").write_bytes(note)
    before = file.read_bytes()

    with pytest.raises(DamagedLibraryError, match="note of it is damaged"):
        finish(file)

    assert file.read_bytes() == before
    assert (file.parent / "loredesk.db.restoring").read_bytes() == note


@pytest.mark.parametrize("left", ["backup", "log", "fresh"])
@pytest.mark.parametrize("empty", [True, False])
def test_a_library_that_is_gone_is_not_a_new_one(tmp_path, left, empty):
    file, folder = tmp_path / "loredesk.db", tmp_path / "backups"
    folder.mkdir()
    name = {"backup": "backups/x.db", "log": "loredesk.db-wal", "fresh": "loredesk.db.restored"}
    (tmp_path / name[left]).write_bytes(b"something")
    if empty:
        file.touch()

    with pytest.raises(DamagedLibraryError, match="though there was one"):
        refuse_if_lost(file, folder)

    assert file.exists() == empty


def test_a_home_nobody_has_used_is_a_new_one(tmp_path):
    refuse_if_lost(tmp_path / "loredesk.db", tmp_path / "backups")


def test_the_newest_sound_backup_is_the_newest_that_is_proved(file, shelf, noon):
    made = [shelf.create(BY_HAND, noon + timedelta(hours=hour)) for hour in range(3)]
    (shelf.folder / f"{made[2].name}.db").write_bytes(b"damaged")

    assert newest_sound(shelf.folder) == made[1].name


def test_where_there_is_none_there_is_no_newest(tmp_path):
    assert newest_sound(tmp_path / "backups") == ""
