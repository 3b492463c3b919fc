import errno
import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.host import home_lock
from loredesk.host.home import Home
from loredesk.host.home_lock import LOCK_NAME, new_boot_id, take, take_patiently

HOLD = """
import sys
from pathlib import Path
from loredesk.host.home import Home
from loredesk.host.home_lock import take
lock = take(Home(Path(sys.argv[1])), "theirs")
print("taken" if lock else "refused", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(home):
    """Another process that has taken the home."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "taken\n"
    yield process
    process.kill()
    process.communicate()


def test_a_free_home_is_taken_and_says_by_whom(home):
    with take(home, "mine") as lock:
        told = json.loads((home.path / LOCK_NAME).read_text(encoding="utf-8"))

    assert (told["pid"], told["boot_id"]) == (os.getpid(), "mine")
    assert told["started_at"] == lock.owner.started_at.isoformat()


def test_a_home_that_another_process_owns_is_not_taken(home, other):
    assert take(home, "mine") is None
    assert json.loads((home.path / LOCK_NAME).read_text(encoding="utf-8"))["pid"] == other.pid


def test_a_home_is_free_as_soon_as_its_owner_is_killed(home, other):
    other.send_signal(signal.SIGKILL)
    other.wait()

    with take(home, "mine") as lock:
        assert lock.owner.boot_id == "mine"


def test_two_locks_of_one_process_exclude_each_other(home):
    with take(home, "first"):
        assert take(home, "second") is None


def test_a_released_home_can_be_taken_again(home):
    lock = take(home, "first")
    lock.release()
    lock.release()

    assert (home.path / LOCK_NAME).read_bytes() == b""
    with take(home, "second") as again:
        assert again is not None


def test_the_lock_file_is_private(home):
    with take(home, "mine"):
        assert (home.path / LOCK_NAME).stat().st_mode & 0o777 == 0o600


def test_a_home_that_becomes_free_meanwhile_is_taken(home):
    first = take(home, "first")
    threading.Timer(0.1, first.release).start()

    with take_patiently(home, "second", patience=60) as lock:
        assert lock.owner.boot_id == "second"


def test_a_home_that_stays_taken_is_given_up(home, other):
    assert take_patiently(home, "mine", patience=0.1) is None


def test_a_folder_that_knows_no_locks_is_explained(home, monkeypatch):
    def refuse(descriptor):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(home_lock, "_locked", refuse)

    with pytest.raises(UserFixableError, match=LOCK_NAME):
        take(home, "mine")


def test_a_home_that_does_not_exist_is_explained(tmp_path):
    with pytest.raises(UserFixableError, match="nowhere"):
        take(Home(tmp_path / "nowhere"), "mine")


def test_no_two_runs_have_the_same_boot_id():
    assert new_boot_id() != new_boot_id()
