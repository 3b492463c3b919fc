"""`python -m tests.crash_workers [--kills N] [--freezes N] [--points N] [--twins N] [--seed S] [--log FILE]`."""

import argparse
import json
import secrets
import sys
from pathlib import Path

from tests.crash_workers import report as reports
from tests.crash_workers.freezes import freeze_and_thaw
from tests.crash_workers.kills import kill_at_random
from tests.crash_workers.points import kill_at_points
from tests.crash_workers.twins import queue_twins

KILLS_PER_SEED = 500


def main() -> int:
    """Run campaigns, print their figures; return 1 where a rule was broken."""
    args = _arguments()
    if args.summary:
        sys.stdout.write(json.dumps(reports.summary(args.log), indent=1) + "\n")
        return 0
    broken = 0
    for number, begin in enumerate(range(0, args.kills, KILLS_PER_SEED)):
        kills = min(KILLS_PER_SEED, args.kills - begin)
        broken += _told(kill_at_random(kills, args.seed + number), args.log)
    if args.freezes:
        broken += _told(freeze_and_thaw(args.freezes, args.seed), args.log)
    if args.points:
        broken += _told(kill_at_points(args.points, args.seed), args.log)
    if args.twins:
        broken += _told(queue_twins(args.twins, args.seed), args.log)
    return 1 if broken else 0


def _told(report: reports.Report, log: Path | None) -> int:
    sys.stdout.write(json.dumps(report.figures()) + "\n")
    sys.stdout.flush()
    if log is not None:
        reports.append(log, report)
    return len(report.violations)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash_workers", description=__doc__)
    parser.add_argument("--kills", type=int, default=0, help="workers killed at random moments")
    parser.add_argument("--freezes", type=int, default=0, help="workers frozen beyond their lease")
    parser.add_argument("--points", type=int, default=0, help="deaths at each named moment")
    parser.add_argument("--twins", type=int, default=0, help="times 8 processes queue one key")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--log", type=Path, help="append a line for each campaign to this file")
    parser.add_argument("--summary", action="store_true", help="add up what is in the log")
    args = parser.parse_args()
    if args.summary and args.log is None:
        parser.error("--summary needs --log")
    return args


if __name__ == "__main__":
    sys.exit(main())
