"""What campaigns came to: figures as JSON, a line for each in a log, so that runs add up."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.crash_workers.arena import Verdict


@dataclass(slots=True)
class Report:
    """What one campaign has seen."""

    kind: str
    seed: int
    kills: int = 0
    freezes: int = 0
    points: dict[str, int] = field(default_factory=dict)
    """How often a worker killed itself at each named moment."""
    files: int = 0
    tasks: int = 0
    effects: int = 0
    merged: int = 0
    dead_letters: int = 0
    deaths: int = 0
    """How often a task was running when its worker died, and was taken back."""
    asked: int = 0
    asked_again: int = 0
    """Calls that were repeated because a kill came before the answer was in the journal."""
    stale_refused: int = 0
    """What frozen workers tried to write after others had taken over."""
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        """Take in what one file came to."""
        self.tasks += verdict.tasks
        self.effects += verdict.effects
        self.merged += verdict.merged
        self.dead_letters += verdict.dead_letters
        self.deaths += verdict.deaths
        self.asked += verdict.asked
        self.asked_again += verdict.asked_again
        self.violations += verdict.violations

    def figures(self) -> dict[str, Any]:
        """Return the report as JSON shows it."""
        shown = asdict(self)
        shown["lost"] = sum(one.startswith("lost") for one in self.violations)
        shown["applied_twice"] = sum(one.startswith("applied") for one in self.violations)
        shown["out_of_order"] = sum(one.startswith("out of order") for one in self.violations)
        shown["kills_per_minute"] = round(60 * self.kills / max(self.seconds, 0.001), 1)
        return shown


def append(log: Path, report: Report) -> None:
    """Add *report* to a log, one line of JSON."""
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(report.figures()) + "\n")


def summary(log: Path) -> dict[str, Any]:
    """Return what the lines of a log add up to."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    total: dict[str, Any] = {"runs": len(lines)}
    for name in (
        "kills", "freezes", "files", "tasks", "effects", "merged", "dead_letters", "deaths", "asked",
        "asked_again", "stale_refused", "seconds", "lost", "applied_twice", "out_of_order",
    ):  # fmt: skip
        total[name] = round(sum(line[name] for line in lines), 1)
    points: dict[str, int] = {}
    for line in lines:
        for name, times in line["points"].items():
            points[name] = points.get(name, 0) + times
    total["points"] = points
    total["seeds"] = [[line["kind"], line["seed"]] for line in lines]
    total["violations"] = [one for line in lines for one in line["violations"]]
    return total
