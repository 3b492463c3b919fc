import errno
import os
import signal
import subprocess
import sys

import pytest

from loredesk.domain.errors import UserFixableError
from loredesk.host import home_lock
from loredesk.host.home import Home
from loredesk.host.home_lock import LOCK_NAME, new_boot_id, owner_of, take

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
        owner = owner_of(home)

    assert owner == lock.owner
    assert (owner.pid, owner.boot_id) == (os.getpid(), "mine")
    assert owner.started_at.tzinfo is not None


def test_a_home_that_another_process_owns_is_not_taken(home, other):
    assert take(home, "mine") is None
    assert owner_of(home).pid == other.pid
    assert owner_of(home).boot_id == "theirs"


def test_a_home_is_free_as_soon_as_its_owner_is_killed(home, other):
    other.send_signal(signal.SIGKILL)
    other.wait()

    with take(home, "mine") as lock:
        assert lock.owner.boot_id == owner_of(home).boot_id == "mine"


def test_two_locks_of_one_process_exclude_each_other(home):
    with take(home, "first"):
        assert take(home, "second") is None


def test_a_released_home_can_be_taken_again(home):
    lock = take(home, "first")
    lock.release()
    lock.release()

    assert owner_of(home) is None
    with take(home, "second") as again:
        assert again is not None


def test_the_lock_file_is_private(home):
    with take(home, "mine"):
        assert (home.path / LOCK_NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}', '{"pid": 1, "boot_id": "a"}'])
def test_a_lock_file_with_other_words_names_nobody(home, content):
    (home.path / LOCK_NAME).write_text(content)

    assert owner_of(home) is None


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
