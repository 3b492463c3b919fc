"""Backups taken while the program plays and works its queue as fast as it can."""

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.domain.backups import BY_HAND
from loredesk.host.home import Home
from loredesk.host.owner_link import ask_owner
from loredesk.storage.backups import FolderShelf
from loredesk.storage.restoring import restore
from tests.crash.__main__ import sample_script
from tests.crash.library_copy import library_copy
from tests.crash.rules import always
from tests.faults.content import flaws
from tests.faults.report import Report

PER_HOME = 40
BY_COMMAND_EVERY = 10
"""Every tenth is made by the owner itself, asked by a command; the others from beside it."""
LONGEST_PAUSE = 0.5
"""Seconds between two backups at most, so that they fall anywhere in the play."""
_SECONDS = 300.0


def backups_under_load(number: int, seed: int) -> Report:
    """Take *number* backups of libraries that are being written; each must restore whole."""
    report = Report(f"{number} backups under load, seed {seed}")
    chance = random.Random(seed)
    taken = 0
    while taken < number:
        with TemporaryDirectory(prefix="loredesk-faults-") as place:
            few = min(PER_HOME, number - taken)
            _one_home(Path(place), few, report, chance)
            taken += few
    return report


def _one_home(place: Path, number: int, report: Report, chance: random.Random) -> None:
    home = Home(place / "home")
    shelf = FolderShelf(home.db_file, place / "kept")
    names: list[tuple[Path, str]] = []
    script = place / "script.txt"
    script.write_text("\n".join(sample_script()), encoding="utf-8")
    with _Player(home, script) as player:
        while len(names) < number:
            player.keep_playing()
            time.sleep(chance.uniform(0.0, LONGEST_PAUSE))
            before = player.written()
            if len(names) % BY_COMMAND_EVERY == BY_COMMAND_EVERY - 1:
                answer = ask_owner(home, {"argv": ["backup", "create"]}, timeout=_SECONDS)
                if answer is None or answer["exit"]:
                    continue  # between one player and the next nobody is asked
                newest = FolderShelf(home.db_file, home.backups).listed()[0]
                names.append((home.backups, newest.name))
                report.count("made by the owner")
            else:
                made = shelf.create(BY_HAND, datetime.now(UTC))
                names.append((shelf.folder, made.name if made else ""))
                report.count("made from beside it")
            report.count("written to while the copy was made", int(player.written() != before))
    for folder, name in names:
        _judge(place / "restored", folder, name, report)


def _judge(home: Path, folder: Path, name: str, report: Report) -> None:
    home.mkdir(exist_ok=True)
    file = home / "loredesk.db"
    for old in home.iterdir():
        old.unlink()
    restore(file, folder, name, now=datetime.now(UTC))
    for flaw in flaws(file):
        report.blame(f"{name}: {flaw}")
    with library_copy(home) as library:
        if library is None:
            report.blame(f"{name}: there is no library in it")
            return
        for violation in always(library, sample_script()):
            report.blame(f"{name}: {violation}")
        report.count("messages restored", library.values("SELECT count(*) FROM messages")[0])
        report.count("tasks restored", library.values("SELECT count(*) FROM maintenance_queue")[0])
    report.count("restored to a consistent point")


class _Player:
    """A program that plays the sample script, again and again."""

    def __init__(self, home: Home, script: Path) -> None:
        self._home = home
        self._argv = [sys.executable, "-m", "loredesk", "--home", str(home.path), "play"]
        self._argv += ["--world", "sample", "--script", str(script), "--accept", "all"]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "_Player":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def keep_playing(self) -> None:
        """Return once a program plays and has something to be copied."""
        ends_at = time.monotonic() + _SECONDS
        while self._process is None or self._process.poll() is not None or not self._has_begun():
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    self._argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            if time.monotonic() > ends_at:
                message = "nothing was played"
                raise TimeoutError(message)
            time.sleep(0.02)

    def written(self) -> int:
        """Return a number that changes with every commit."""
        log = self._home.path / "loredesk.db-wal"
        return log.stat().st_mtime_ns if log.exists() else 0

    def _has_begun(self) -> bool:
        return self.written() > 0
