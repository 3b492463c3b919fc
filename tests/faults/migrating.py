"""Libraries of every version that was shipped, opened by this one; also killed in the middle."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import current_version, newest_version, upgrade
from tests.faults.content import content_hash, flaws, shipped_versions, unpacked
from tests.faults.report import Report

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


def _one_version(packed: Path, place: Path, kills: int, report: Report) -> None:
    old = unpacked(packed, place / "old.db")
    version, before = current_version(old), content_hash(old)
    done = unpacked(packed, place / "done.db")
    steps = int(_run(done, place / "done", 0).stdout)
    after = content_hash(done)
    report.count("steps of an upgrade in all", steps)
    points = sorted({1 + index * (steps - 1) // max(kills - 1, 1) for index in range(kills)})
    for point in points:
        file, folder = unpacked(packed, place / "loredesk.db"), place / f"backups-{point}"
        ended = _run(file, folder, point)
        where = f"{packed.name}, killed at step {point}"
        report.count("kills", int(ended.returncode == -9))
        found = current_version(file)
        if found == version and content_hash(file) == before:
            report.count("opened as old")
        elif found == newest_version() and content_hash(file) == after:
            report.count("opened as new")
        else:
            report.blame(f"{where}: it is neither old nor new but {found}")
        upgrade(file, backups=folder)
        if content_hash(file) != after or flaws(file):
            report.blame(f"{where}: opened again it is not what it should be")
        shelf = FolderShelf(file, folder)
        sound = [one for one in shelf.listed() if one.verified]
        if not any(content_hash(folder / f"{one.name}.db") == before for one in sound):
            report.blame(f"{where}: there is no backup of what it was")
        for beside in place.glob("loredesk.db*"):
            beside.unlink()


def _run(file: Path, folder: Path, point: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _DIES, str(file), str(folder), str(point)],
        capture_output=True,
        text=True,
        check=False,
    )
