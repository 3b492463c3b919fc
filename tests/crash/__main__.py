"""`python -m tests.crash --kills N [--seed S]`."""

import argparse
import secrets
import sys
from pathlib import Path

from tests.crash.campaign import Plan, campaign

SCRIPT = Path(__file__).parents[2] / "resources" / "sample" / "script.txt"


def main() -> int:
    """Run a campaign; return 1 where a rule was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--kills-per-home", type=int, default=25)
    args = parser.parse_args()
    sys.stdout.write(f"seed {args.seed}\n")
    sys.stdout.flush()
    plan = Plan(
        kills=args.kills,
        seed=args.seed,
        script=sample_script(),
        kills_per_home=args.kills_per_home,
    )
    report = campaign(plan)
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return 1 if report.violations else 0


def sample_script() -> tuple[str, ...]:
    """Return the turns of the sample script, as `play` reads them."""
    lines = (line.strip() for line in SCRIPT.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


if __name__ == "__main__":
    sys.exit(main())
