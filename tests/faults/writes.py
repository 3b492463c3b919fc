"""The n-th write of an operation fails: n = 1, 2, … until it passes, for everything an author does."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.host.home import Home
from loredesk.storage.migrate import upgrade
from tests.faults.content import flaws, shipped_versions, unpacked
from tests.faults.report import Report
from tests.faults.shim import built, environment


def failing_writes(stride: int, tell: Callable[[str], object] = len) -> Report:
    """Let every *stride*-th write of every operation fail, and try again.

    *tell* hears of each operation once it is through.
    """
    report = Report(f"every {stride}. write fails" if stride > 1 else "the n-th write fails")
    with TemporaryDirectory(prefix="loredesk-faults-") as folder:
        place = Path(folder)
        home = Home(place / "home")
        home.create()
        upgrade(unpacked(shipped_versions()[-1], home.db_file), backups=place / "before")
        control = place / "control"
        command = [sys.executable, "-m", "tests.faults.failing"]
        with (
            (place / "errors").open("w+", encoding="utf-8") as errors,
            subprocess.Popen(
                [*command, str(home.path), str(control), str(stride)],
                env=environment(built(place), control, home.path),
                cwd=Path(__file__).parents[2],
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
            ) as process,
        ):
            for line in process.stdout or ():
                _add(json.loads(line), report)
                tell(line)
            if process.wait():
                errors.seek(0)
                report.blame(f"it ended with {process.returncode}: {errors.read()[-2_000:]}")
        for flaw in flaws(home.db_file):
            report.blame(f"in the end: {flaw}")
    return report


def _add(told: dict[str, object], report: Report) -> None:
    name, violations = told.pop("operation"), told.pop("violations")
    report.count("operations")
    report.count(f"  writes until it passes: {name}", int(str(told.pop("writes"))))
    for what, number in told.items():
        report.count(what, int(str(number)))
    if isinstance(violations, list):
        for violation in violations:
            report.blame(f"{name}, {violation}")
