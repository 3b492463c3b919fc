"""Backups by command: made, listed, looked over and put back, whatever state the library is in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.test_beside_the_owner import Owner


def worlds(line):
    return [row["title"] for row in line.done("worlds")]


def rename(line, title):
    with closing(sqlite3.connect(line.home / "loredesk.db")) as library, library:
        library.execute("UPDATE worlds SET title = ?", (title,))


def failed(told, *words):
    assert told.code == 1, told
    assert told.err.count("\n") == 1, told
    for word in words:
        assert word in told.err, told


def test_a_backup_is_made_listed_looked_over_and_restored(replayed):
    before = worlds(replayed)
    made = replayed.done("backup", "create", "--reason", "before I try something")
    rename(replayed, "Nowhere")

    assert made["name"].endswith("-before-i-try-something")
    assert replayed.done("backup", "list") == [made]
    assert replayed.done("backup", "verify") == [{"name": made["name"], "ok": True, "problem": ""}]
    restored = replayed.done("backup", "restore", made["name"])

    assert worlds(replayed) == before
    assert Path(restored["kept"]).exists()
    reasons = [row["reason"] for row in replayed.done("backup", "list")]
    assert sorted(reasons) == ["before I try something", "before restore"]


def test_a_damaged_library_is_named_with_the_command_that_mends_it(replayed):
    before = worlds(replayed)
    made = replayed.done("backup", "create")
    damaged = b"\x00" * 10_000
    (replayed.home / "loredesk.db").write_bytes(damaged)

    told = replayed("worlds")

    command = f"loredesk backup restore {made['name']}"
    failed(told, "cannot be read as a Loredesk database", command)
    assert (replayed.home / "loredesk.db").read_bytes() == damaged
    kept = replayed.done(*command.split()[1:])["kept"]
    assert worlds(replayed) == before
    assert Path(kept).read_bytes() == damaged


@pytest.mark.parametrize("state", ["gone", "empty"])
def test_a_library_that_is_gone_is_not_a_new_one(replayed, state):
    made = replayed.done("backup", "create")
    file = replayed.home / "loredesk.db"
    file.unlink()
    if state == "empty":
        file.touch()

    told = replayed("play", "--world", "sample", "--script", "/dev/null")

    failed(told, "though there was one", f"backup restore {made['name']}")
    assert file.exists() == (state == "empty")
    assert not file.exists() or file.stat().st_size == 0


def test_a_damaged_backup_is_refused_and_the_library_untouched(replayed):
    made = replayed.done("backup", "create")
    copy = replayed.home / "backups" / f"{made['name']}.db"
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 4
    copy.write_bytes(data)
    before = (replayed.home / "loredesk.db").read_bytes()

    failed(replayed("backup", "restore", made["name"]), "cannot be trusted")
    failed(replayed("backup", "verify"), "1 backup cannot be trusted")

    assert (replayed.home / "loredesk.db").read_bytes() == before


def test_several_proposals_are_accepted_at_once_only_after_a_backup(fresh, turns):
    script = turns("In the Kettle I meet Bettany Crake, a clockmender. Dagny Roe broke her wrist.")
    assert fresh("play", "--world", "sample", "--script", script, "--drain").code == 0
    assert len(fresh.done("review", "list")) > 1

    fresh.done("review", "accept", "--all")

    assert [row["reason"] for row in fresh.done("backup", "list")] == ["before accepting several"]


def test_an_owner_without_a_window_makes_backups_but_is_not_taken_its_library(fresh, tmp_path):
    owner = Owner(fresh.home, tmp_path / "errors.txt")
    try:
        owner.turn("I wait for Dagny Roe.")
        made = fresh.done("backup", "create")

        failed(fresh("backup", "restore", made["name"]), "Loredesk is open here.")

        assert owner.end() == 0
    finally:
        owner.close()
    assert fresh.done("backup", "restore", made["name"])["restored"] == made["name"]


def test_backups_are_listed_beside_settings_that_cannot_be_read(replayed):
    made = replayed.done("backup", "create")
    (replayed.home / "settings.toml").write_text("engine = ", encoding="utf-8")

    assert replayed.done("backup", "list") == [made]
