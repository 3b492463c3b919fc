"""One process owns a home: others read beside it and hand it what changes something."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from loredesk.bootstrap import command
from loredesk.host.home import Home
from loredesk.host.home_lock import take
from tests.fakes.command_line import CommandLine

PATIENCE = 60.0


class Owner:
    """A `play` in another process whose turns the test types."""

    def __init__(self, home, log):
        self.home = home
        self._errors = log.open("w+", encoding="utf-8")
        words = ["play", "--world", "sample", "--json"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "loredesk", "--home", str(home), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
            bufsize=1,
        )

    def turn(self, text):
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, self.errors()
        return json.loads(line)

    def errors(self):
        self._errors.flush()
        self._errors.seek(0)
        return self._errors.read()

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(timeout=PATIENCE)
        self.close()
        return code

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self._errors.close()


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    return None


WRITER = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("UPDATE worlds SET title = 'Written last'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_reading_sees_what_a_killed_process_committed_and_leaves_the_home_free(replayed):
    database = replayed.home / "loredesk.db"
    subprocess.run([sys.executable, "-c", WRITER, str(database)], check=False)
    assert database.with_name("loredesk.db-wal").stat().st_size > 0

    with take(Home(replayed.home), "another"):
        assert [one["title"] for one in replayed.done("worlds")] == ["Written last"]
        assert replayed.done("doctor")["problems"] == 0
    assert [one["title"] for one in replayed.done("worlds")] == ["Written last"]


def test_reading_takes_nothing_from_whoever_wants_to_write(replayed, monkeypatch):
    def refuse(*_):
        raise AssertionError("a reading command wanted the home for itself")

    monkeypatch.setattr(command, "take", refuse)
    monkeypatch.setattr(command, "take_patiently", refuse)

    assert replayed.done("sessions")
    assert replayed.done("search", "postmistress")


def test_a_command_waits_for_a_home_that_is_about_to_be_free(replayed):
    held = take(Home(replayed.home), "another")
    threading.Timer(0.2, held.release).start()

    assert replayed.done("queue", "pause") is not None


@pytest.mark.parametrize("words", [("queue", "pause"), ("play", "--world", "sample")])
def test_a_home_that_stays_taken_is_said_to_be_open(replayed, words, monkeypatch):
    monkeypatch.setattr(command, "take_patiently", lambda home, boot_id: None)

    with take(Home(replayed.home), "another"):
        told = replayed(*words)

    assert told.code == 1
    assert "Loredesk is open here" in told.err


@pytest.fixture
def owner(tmp_path):
    owner = Owner(tmp_path / "home", tmp_path / "errors.txt")
    yield owner
    owner.close()


def test_beside_the_owner_one_reads_hands_over_and_may_not_play(owner, tmp_path, turns):
    beside = CommandLine(owner.home)
    reply = owner.turn("Dagny Roe has broken her left wrist.")
    session = reply["session_id"]

    assert [one["id"] for one in beside.done("sessions")] == [session]
    told = beside.done("messages", "--session", session)
    assert told[-1]["message_id"] == reply["message_id"]
    assert beside.done("context", "--session", session, "I ask Dagny Roe.")["entries"]
    assert beside.done("search", "postmistress", "--session", session)

    assert beside.done("queue", "run")["failed"] == 0
    opened = {one["title"]: one["id"] for one in beside.done("review", "list")}
    outcome = beside.done("review", "accept", opened["Dagny Roe"])
    assert outcome["accepted"] == [opened["Dagny Roe"]]
    refused = beside("review", "accept", opened["Dagny Roe"])
    assert (refused.code, refused.out) == (1, "")
    assert "already accepted" in refused.err

    played = beside("play", "--session", session, "--script", turns("I rest."))
    assert (played.code, played.out) == (1, "")
    assert "Loredesk is open here" in played.err

    again = owner.turn("I look at the wrist of Dagny Roe.")
    assert again["turn"] == 2
    noted = [one for one in again["context"]["entries"] if one["title"] == "Dagny Roe"]
    assert noted
    assert owner.end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_chroma_killed_while_playing_costs_no_turn_and_heals(owner):
    pytest.importorskip("chromadb")
    beside = CommandLine(owner.home)
    session = owner.turn("Dagny Roe has broken her left wrist.")["session_id"]
    beside.done("queue", "run")
    assert beside.done("index", "check", "--engine", "chroma")["missing"] == 0
    record = owner.home / "index" / "owner.json"
    pid = json.loads(record.read_text(encoding="utf-8"))["pid"]

    os.kill(pid, signal.SIGKILL)
    reply = owner.turn("I take the mailbag to the Kettle.")

    assert (reply["turn"], reply["state"]) == (2, "complete")
    assert until(lambda: "Chroma" in owner.errors()), "nothing was said about it"
    beside.done("queue", "run")
    report = beside.done("index", "check", "--engine", "chroma")
    assert report["indexed"] == report["documents"]
    assert (report["missing"], report["stale"], report["ghosts"], report["unfindable"]) == (
        0,
        0,
        0,
        0,
    )
    assert json.loads(record.read_text(encoding="utf-8"))["pid"] != pid
    assert beside.done("search", "wrist", "--session", session, "--engine", "chroma")
    assert owner.end() == 0
    assert "Traceback" not in beside.log()
