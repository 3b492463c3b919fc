"""`python -m tests.faults [--backups N] [--damaged N] [--migrations N] [--writes [STRIDE]] [--seed S]`."""

import argparse
import secrets
import sys
import time
from collections.abc import Callable

from tests.faults.damage import damaged_backups
from tests.faults.migrating import killed_migrations
from tests.faults.report import Report
from tests.faults.shim import why_not
from tests.faults.under_load import backups_under_load
from tests.faults.writes import failing_writes


def main() -> int:
    """Run the campaigns that are asked for; return 1 where a rule was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--backups", type=int, default=0, help="backups taken under load")
    parser.add_argument("--damaged", type=int, default=0, help="damaged backups to refuse")
    parser.add_argument("--migrations", type=int, default=0, help="kills of each migration")
    parser.add_argument(
        "--writes", type=int, nargs="?", const=1, default=0, help="let every n-th write fail"
    )
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    args = parser.parse_args()
    campaigns: list[Callable[[], Report]] = []
    if args.backups:
        campaigns.append(lambda: backups_under_load(args.backups, args.seed))
    if args.damaged:
        campaigns.append(lambda: damaged_backups(args.damaged, args.seed))
    if args.migrations:
        campaigns.append(lambda: killed_migrations(args.migrations))
    if args.writes:
        if problem := why_not():
            sys.stdout.write(f"{problem}\n")
        else:
            campaigns.append(lambda: failing_writes(args.writes, sys.stderr.write))
    failed = False
    for campaign in campaigns:
        started = time.monotonic()
        report = campaign()
        failed = failed or bool(report.violations)
        lines = [*report.lines(), f"  {time.monotonic() - started:6.1f} seconds", ""]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
