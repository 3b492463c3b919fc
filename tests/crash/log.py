"""The log of the campaigns: one line of JSON for each seed, so that runs add up."""

import json
import statistics
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.crash.campaign import Report

_COUNTED = (
    "kills",
    "runs",
    "homes",
    "turns",
    "tasks",
    "notes",
    "newcomers",
    "orphans",
    "cut_replies",
    "unanswered_turns",
)


def append(file: Path, report: Report) -> None:
    """Add what a campaign has seen as one line of *file*."""
    line = asdict(report) | {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    with file.open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")


def read(file: Path) -> list[dict[str, Any]]:
    """Return the lines of *file*, one for each campaign."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def summary(lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what all campaigns have seen together."""
    campaigns = list(lines)
    recoveries = [seconds for line in campaigns for seconds in line["recoveries"]]
    return {
        "seeds": [line["seed"] for line in campaigns],
        **{name: sum(line[name] for line in campaigns) for name in _COUNTED},
        "recovered": len(recoveries),
        "recovery_median_s": round(statistics.median(recoveries), 2) if recoveries else None,
        "recovery_longest_s": round(max(recoveries), 2) if recoveries else None,
        "kills_per_minute": round(
            60
            * sum(line["kills"] for line in campaigns)
            / max(sum(line["seconds"] for line in campaigns), 0.001),
            1,
        ),
        "violations": [
            f"seed {line['seed']}: {one}" for line in campaigns for one in line["violations"]
        ],
    }
