import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from loredesk.domain.errors import TransientError
from loredesk.storage.vectors.chroma_child import ChromaChild
from loredesk.storage.vectors.heartbeat import LOOPBACK, answers
from loredesk.storage.vectors.owner_record import process_start

_PARENT = """
import sys
from pathlib import Path
from loredesk.storage.vectors.chroma_child import ChromaChild

child = ChromaChild(Path(sys.argv[1]))
child.start()
print(child.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def child(folder):
    child = ChromaChild(folder)
    yield child
    child.stop()


@pytest.fixture
def parent(folder):
    """Run another program that has a server of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.stdin.close()
    process.stdout.close()
    process.kill()
    process.wait()


def test_a_started_server_answers_and_is_written_down_and_a_stopped_one_is_neither(child, folder):
    port = child.start()
    pid = child.pid

    record = json.loads((folder / "owner.json").read_text())
    assert answers(LOOPBACK, port, seconds=5)
    assert (record["pid"], record["port"]) == (pid, port)
    assert record["boot_id"]
    assert record["started_at"] == process_start(pid)

    child.stop()

    assert not answers(LOOPBACK, port, seconds=1)
    assert process_start(pid) == ""
    assert not (folder / "owner.json").exists()
    assert child.pid is None


def test_the_server_is_told_to_call_nobody_and_gets_no_foreign_settings(child, monkeypatch):
    monkeypatch.setenv("CHROMA_LISTEN_ADDRESS", "0.0.0.0")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")

    child.start()

    environment = Path(f"/proc/{child.pid}/environ").read_bytes().split(b"\0")
    off = {b"ANONYMIZED_TELEMETRY=False", b"HF_HUB_OFFLINE=1", b"ORT_DISABLE_TELEMETRY=1"}
    assert off <= set(environment)
    assert not [line for line in environment if line.startswith((b"CHROMA_", b"OTEL_"))]


async def test_the_server_ends_when_its_parent_is_killed(parent, lives, until):
    pid = int(parent.stdout.readline())
    assert lives(pid)

    parent.send_signal(signal.SIGKILL)

    await until(lambda: not lives(pid), "the end of the server")


async def test_a_server_left_over_is_ended_by_the_next_start(parent, child, lives):
    left_over = int(parent.stdout.readline())

    child.start()

    assert not lives(left_over)
    assert lives(child.pid)
    assert child.pid != left_over


def test_a_record_that_names_a_stranger_harms_nobody(child, folder):
    folder.mkdir()
    record = {"pid": os.getpid(), "port": 1, "boot_id": "x", "started_at": "1"}
    (folder / "owner.json").write_text(json.dumps(record))

    child.start()

    assert json.loads((folder / "owner.json").read_text())["pid"] == child.pid


def test_a_server_that_cannot_read_its_folder_is_reported_with_the_log(child, folder):
    child.data_folder.mkdir(parents=True)
    (child.data_folder / "chroma.sqlite3").write_bytes(b"no database" * 1000)

    with pytest.raises(TransientError, match=r"ended while starting; see .*chroma\.log"):
        child.start()

    assert child.pid is None
    assert not (folder / "owner.json").exists()
    assert (folder / "chroma.log").stat().st_size > 0


def test_a_start_can_be_called_off(child):
    given_up = threading.Event()
    given_up.set()

    with pytest.raises(TransientError, match="called off"):
        child.start(given_up)

    assert child.pid is None


def test_a_broken_folder_is_set_aside_and_only_the_newest_two_are_kept(child, folder):
    for number in range(1, 5):
        child.data_folder.mkdir(parents=True)
        (child.data_folder / "mark").write_text(str(number))
        child.set_aside()

    kept = {path.name: (path / "mark").read_text() for path in folder.iterdir()}
    assert kept == {"broken-3": "3", "broken-4": "4"}


def test_there_need_be_nothing_to_set_aside(child):
    assert child.set_aside() is None


def test_a_long_log_is_put_away_before_the_next_start(child, folder):
    folder.mkdir()
    (folder / "chroma.log").write_bytes(b"x" * 2_000_000)

    child.start()

    assert (folder / "chroma.log.1").stat().st_size == 2_000_000
    assert (folder / "chroma.log").stat().st_size < 1_000_000
