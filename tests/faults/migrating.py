"""Libraries of every version that was shipped, opened by this one; also killed in the middle."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import current_version, newest_version, upgrade
from tests.faults.content import content_hash, flaws, shipped_versions, unpacked
from tests.faults.report import Report
from tests.faults.shim import Faults, built, environment, why_not

_MANY = 1_000_000
"""More writes than any upgrade makes."""

_DIES = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from loredesk.storage import durable
from loredesk.storage.migrate import upgrade

left = int(sys.argv[3])
steps = 0

def step(*_):
    global left, steps
    left, steps = left - 1, steps + 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(Engine, "before_cursor_execute", step)
event.listen(Engine, "commit", step)
for name in ("sync", "put", "move"):
    setattr(durable, name, lambda *a, inner=getattr(durable, name): (step(), inner(*a), step()))
upgrade(Path(sys.argv[1]), backups=Path(sys.argv[2]))
step()
print(steps)
"""


def killed_migrations(kills: int) -> Report:
    """Kill the upgrade of every shipped version at *kills* points each."""
    report = Report(f"migrations killed at {kills} points each")
    for packed in shipped_versions():
        with TemporaryDirectory(prefix="loredesk-faults-") as place:
            _one_version(packed, Path(place), kills, report)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """A library that was shipped, before and after it is upgraded."""

    packed: Path
    place: Path
    version: str | None
    before: str
    after: str

    def judge(self, file: Path, folder: Path, where: str, report: Report) -> None:
        """See what a kill has left behind, and that the next start makes it whole."""
        held = content_hash(file)
        found = current_version(file)
        if (found, held) == (self.version, self.before):
            report.count("opened as old")
        elif (found, held) == (newest_version(), self.after):
            report.count("opened as new")
        else:
            report.blame(f"{where}: it is neither old nor new but {found}")
        upgrade(file, backups=folder)
        if content_hash(file) != self.after or flaws(file):
            report.blame(f"{where}: opened again it is not what it should be")
        sound = [one for one in FolderShelf(file, folder).listed() if one.verified]
        if not any(content_hash(folder / f"{one.name}.db") == self.before for one in sound):
            report.blame(f"{where}: there is no backup of what it was")


def _one_version(packed: Path, place: Path, kills: int, report: Report) -> None:
    old = unpacked(packed, place / "old.db")
    version, before = current_version(old), content_hash(old)
    done = unpacked(packed, place / "done.db")
    steps = int(_run(done, place / "done").stdout)
    known = _Version(
        packed=packed, place=place, version=version, before=before, after=content_hash(done)
    )
    report.count("steps of an upgrade in all", steps)
    for step in _spread(kills, steps):
        _kill(known, f"step {step}", report, step=step)
    if why_not():
        return
    library, control = built(place), place / "control"
    environ = environment(library, control, place)
    faults = Faults(control)
    faults.arm(_MANY, 0, lasting=False)
    _run(unpacked(packed, place / "counted.db"), place / "counted", environ=environ)
    writes = _MANY - faults.left
    report.count("writes of an upgrade in all", writes)
    for write in _spread(kills, writes):
        faults.arm(write, 0, lasting=False, deadly=True)
        _kill(known, f"write {write}", report, environ=environ)
        faults.disarm()


def _kill(
    known: _Version,
    point: str,
    report: Report,
    *,
    step: int = 0,
    environ: Mapping[str, str] | None = None,
) -> None:
    folder = known.place / f"backups {point}"
    file = unpacked(known.packed, known.place / "loredesk.db")
    ended = _run(file, folder, step, environ)
    report.count("kills", int(ended.returncode == -signal.SIGKILL))
    known.judge(file, folder, f"{known.packed.name}, killed at {point}", report)
    for beside in known.place.glob("loredesk.db*"):
        beside.unlink()


def _spread(number: int, last: int) -> list[int]:
    """Return *number* points from 1 to *last*, far from each other."""
    return sorted({1 + index * (last - 1) // max(number - 1, 1) for index in range(number)})


def _run(
    file: Path, folder: Path, point: int = 0, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _DIES, str(file), str(folder), str(point)],
        capture_output=True,
        text=True,
        check=False,
        env=environ,
    )
