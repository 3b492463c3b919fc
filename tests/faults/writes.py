"""The n-th write of an operation fails: n = 1, 2, … until it passes, for everything an author does."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.host.home import Home
from loredesk.storage.migrate import upgrade
from tests.faults.content import flaws, shipped_versions, unpacked
from tests.faults.failing import KINDS
from tests.faults.operations import OPERATIONS
from tests.faults.report import Report
from tests.faults.shim import built, environment


def failing_writes(stride: int, tell: Callable[[str], object] = len) -> Report:
    """Let every *stride*-th write of every operation fail, and try again.

    One by one every operation has a home of its own, and both kinds of failure; in a short run
    they share one home and take turns. *tell* hears of each operation once it is through.
    """
    report = Report(f"every {stride}. write fails" if stride > 1 else "the n-th write fails")
    everything = list(range(len(OPERATIONS)))
    if stride > 1:
        _in_one_home(stride, 0, everything, report, tell)
        return report
    for number, kind in product(everything, range(len(KINDS))):
        _in_one_home(stride, kind, [number], report, tell)
    return report


def _in_one_home(
    stride: int,
    kind: int,
    numbers: Sequence[int],
    report: Report,
    tell: Callable[[str], object],
) -> None:
    with TemporaryDirectory(prefix="loredesk-faults-") as folder:
        place = Path(folder)
        home = Home(place / "home")
        home.create()
        upgrade(unpacked(shipped_versions()[-1], home.db_file), backups=place / "before")
        control = place / "control"
        words = [str(home.path), str(control), *map(str, (stride, kind, *numbers))]
        with (
            (place / "errors").open("w+", encoding="utf-8") as errors,
            subprocess.Popen(
                [sys.executable, "-m", "tests.faults.failing", *words],
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


def _add(told: dict[str, object], report: Report) -> None:
    name, violations = told.pop("operation"), told.pop("violations")
    report.counts[f"writes: {name}"] = max(
        report.counts.get(f"writes: {name}", 0), int(str(told.pop("writes")))
    )
    report.counts["operations"] = sum(key.startswith("writes: ") for key in report.counts)
    for what, number in told.items():
        report.count(what, int(str(number)))
    if isinstance(violations, list):
        for violation in violations:
            report.blame(f"{name}, {violation}")
