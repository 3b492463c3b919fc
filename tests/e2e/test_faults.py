"""The short forms of the campaigns in `tests/faults`, and every library that was ever shipped."""

import errno
import os
import subprocess
import sys

import pytest

from tests.fakes.command_line import CommandLine
from tests.faults.content import flaws, shipped_versions, unpacked
from tests.faults.damage import KINDS, damaged_backups
from tests.faults.migrating import killed_migrations
from tests.faults.shim import Faults, built, environment, why_not
from tests.faults.under_load import backups_under_load
from tests.faults.writes import failing_writes


def test_no_damaged_backup_takes_the_place_of_a_library():
    report = damaged_backups(3 * len(KINDS), seed=20260601)

    assert report.violations == []
    assert report.counts["refused with a sentence"] > 2 * len(KINDS)


def test_backups_of_a_library_that_is_being_written_restore_to_a_consistent_point():
    report = backups_under_load(10, seed=20260601)

    assert report.violations == []
    assert report.counts["restored to a consistent point"] == 10


def test_a_migration_killed_half_way_leaves_the_old_or_the_new_library():
    report = killed_migrations(4)

    assert report.violations == []
    assert report.counts["kills"] >= 4 * len(shipped_versions())


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_whichever_write_fails_nothing_is_lost_and_trying_again_works():
    report = failing_writes(30)

    assert report.violations == []
    assert report.counts["operations"] >= 20
    assert report.counts["failed writes"] > 100


@pytest.mark.skipif(bool(why_not()), reason=why_not())
@pytest.mark.parametrize("error", [errno.EROFS, errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("words", [["play", "--world", "sample"], ["backup", "create"], ["worlds"]])
def test_a_disk_that_takes_nothing_is_named_and_the_library_untouched(
    replayed, tmp_path, words, error
):
    library, control = built(tmp_path), tmp_path / "control"
    environ = environment(library, control, replayed.home)
    before = (replayed.home / "loredesk.db").read_bytes()
    Faults(control).arm(1, error, lasting=True)

    told = subprocess.run(
        [sys.executable, "-m", "loredesk", "--home", str(replayed.home), *words],
        env=environ,
        input="I knock at the door.",
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    assert (
        os.strerror(error).split()[0].casefold() in told.stderr.casefold() or "disk" in told.stderr
    )
    assert told.stderr.count("\n") == 1, told.stderr
    assert (replayed.home / "loredesk.db").read_bytes() == before
    assert replayed.done("worlds")


@pytest.mark.parametrize("packed", shipped_versions(), ids=lambda file: file.name)
class TestShipped:
    """A library of each version that was ever shipped, opened by this one."""

    @pytest.fixture
    def home(self, packed, fresh):
        fresh.home.mkdir(mode=0o700)
        unpacked(packed, fresh.home / "loredesk.db")
        return fresh

    def test_it_opens_with_everything_in_it(self, home: CommandLine):
        (session,) = home.done("sessions")

        messages = home.done("messages", "--session", session["id"], "--all")
        entries = home.done("lore", "list", "--session", session["id"])
        assert len(messages) == 8
        assert [row["turn"] for row in messages if row["on_line"]] == [0, 1, 1, 2, 2, 3, 3]
        assert "Dagny Roe" in {row["title"] for row in entries if row["note"]}
        assert home.done("review", "list") != []
        home.done("queue", "run")  # embeds what an earlier embedder did
        check = home.done("index", "check")
        assert (check["indexed"], check["unfindable"]) == (check["documents"], 0)
        assert home.done("doctor")["problems"] == 0
        assert flaws(home.home / "loredesk.db") == []
        assert [row["reason"] for row in home.done("backup", "list")] == ["before migration"]

    def test_it_is_played_on(self, home: CommandLine, turns):
        (session,) = home.done("sessions")

        script = turns("I ask Bettany Crake about the key.")
        played = ("play", "--session", session["id"], "--script", script, "--accept", "all")
        assert home(*played, "--drain").code == 0

        (after,) = home.done("sessions")
        assert after["turns"] == session["turns"] + 1
        assert flaws(home.home / "loredesk.db") == []
