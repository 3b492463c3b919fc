"""The doctor and the audit log, as they are typed: look, mend, list what was put aside, check."""

import sqlite3
from contextlib import closing

import pytest

from loredesk.host.home import Home
from loredesk.host.home_lock import take

MISPLACED = "UPDATE messages SET depth = 40 WHERE depth = 2"
NOWHERE = "UPDATE links SET to_id = 'gone' WHERE rowid = 1"


@pytest.fixture
def damaged(replayed):
    """A played home with a message in the wrong place and a link to nothing."""
    with closing(sqlite3.connect(replayed.home / "loredesk.db")) as connection, connection:
        connection.execute(MISPLACED)
        connection.execute(NOWHERE)
    return replayed


def found(report):
    return {one["name"] for one in report["checks"] if one["count"]}


def test_the_doctor_mends_after_a_backup_and_then_finds_nothing(damaged):
    first = damaged.done("doctor")
    second = damaged.done("doctor")

    assert found(first) == {"library: misplaced messages", "library: links to nothing"}
    assert (first["ok"], first["repaired"], first["quarantined"]) == (True, 1, 1)
    assert (second["problems"], second["repaired"], second["quarantined"]) == (0, 0, 0)
    assert [one["reason"] for one in damaged.done("backup", "list")] == ["before repairs"]
    (kept,) = damaged.done("doctor", "--quarantine")
    assert (kept["kind"], kept["table"]) == ("links to nothing", "links")
    assert "Nothing was put aside" not in damaged("doctor", "--quarantine").out


def test_looking_changes_nothing(damaged):
    first = damaged.done("doctor", "--look")
    second = damaged.done("doctor", "--look")

    assert found(first) == found(second) != set()
    assert not first["ok"]
    assert damaged.done("backup", "list") == []


def test_beside_an_owner_that_takes_nothing_the_doctor_only_looks_and_says_so(damaged):
    with take(Home(damaged.home), "another"):
        report = damaged.done("doctor")

    (repairs,) = [one for one in report["checks"] if one["name"] == "repairs"]
    assert "open here" in repairs["detail"]
    assert (report["ok"], report["repaired"], report["quarantined"]) == (False, 0, 0)


def test_what_a_person_reads_is_short(damaged):
    told = damaged("doctor")

    assert "was  library: misplaced messages: 1, such as:" in told.out
    assert "1 repaired, 1 put into quarantine." in told.out
    assert told.out.count("  library: ") == 2


def test_a_damaged_file_is_not_touched_and_the_newest_good_backup_is_named(replayed):
    made = replayed.done("backup", "create")
    file = replayed.home / "loredesk.db"
    data = bytearray(file.read_bytes())
    page = 4096
    data[page * 30 + 20 : page * 40] = b"\xaa" * (page * 10 - 20)
    file.write_bytes(data)

    told = replayed("doctor", "--json")

    (way_back,) = [one for one in told.json["checks"] if one["name"] == "way back"]
    assert f"loredesk backup restore {made['name']}" in way_back["detail"]
    assert not told.json["ok"]
    assert file.read_bytes() == data


def test_the_audit_log_is_listed_and_checked(replayed):
    rows = replayed.done("audit", "--limit", "5")
    entry = next(row for row in replayed.done("audit", "--limit", "500") if row["entry_id"])
    about = replayed.done("audit", "--subject", entry["entry_id"])

    assert [row["seq"] for row in rows] == sorted((row["seq"] for row in rows), reverse=True)
    assert len(rows) == 5
    assert entry["seq"] in [row["seq"] for row in about]
    assert replayed.done("audit", "verify")["ok"]
    assert "none of them damaged" in replayed("audit", "verify").out


def test_a_changed_row_is_told_and_sealed(replayed):
    with closing(sqlite3.connect(replayed.home / "loredesk.db")) as connection, connection:
        connection.execute("UPDATE audit_log SET actor = 'somebody' WHERE seq = 7")

    told = replayed("audit", "verify")
    assert (told.code, "row 7" in told.err) == (1, True)

    assert replayed.done("doctor")["repaired"] == 1
    assert replayed.done("audit", "verify")["sealed"] == [7]
