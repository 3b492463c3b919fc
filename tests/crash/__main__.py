"""`python -m tests.crash --kills N [--seed S] [--log FILE]`; `--summary --log FILE`."""

import argparse
import json
import secrets
import sys
from pathlib import Path

from tests.crash import log
from tests.crash.campaign import Plan, Report, campaign

SCRIPT = Path(__file__).parents[2] / "resources" / "sample" / "script.txt"
KILLS_PER_SEED = 100


def main() -> int:
    """Run campaigns, one seed for every hundred kills; return 1 where a rule was broken."""
    args = _arguments()
    if args.summary:
        sys.stdout.write(json.dumps(log.summary(log.read(args.log)), indent=1) + "\n")
        return 0
    broken = 0
    for number, start in enumerate(range(0, args.kills, KILLS_PER_SEED)):
        kills = min(KILLS_PER_SEED, args.kills - start)
        report = _campaign(_plan(args, args.seed + number, kills))
        if args.log is not None:
            log.append(args.log, report)
        broken += len(report.violations)
    return 1 if broken else 0


def sample_script() -> tuple[str, ...]:
    """Return the turns of the sample script, as `play` reads them."""
    lines = (line.strip() for line in SCRIPT.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS_PER_SEED)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--kills-per-home", type=int, default=25)
    parser.add_argument("--span", type=float, default=4.0, help="seconds a run may live")
    parser.add_argument("--chroma-share", type=float, default=0.25, help="runs with Chroma")
    parser.add_argument("--log", type=Path, help="append a line for each seed to this file")
    parser.add_argument("--summary", action="store_true", help="add up what is in the log")
    args = parser.parse_args()
    if args.summary and args.log is None:
        parser.error("--summary needs --log")
    return args


def _plan(args: argparse.Namespace, seed: int, kills: int) -> Plan:
    return Plan(
        kills=kills,
        seed=seed,
        script=sample_script(),
        kills_per_home=args.kills_per_home,
        span=args.span,
        chroma_share=args.chroma_share,
    )


def _campaign(plan: Plan) -> Report:
    sys.stdout.write(f"seed {plan.seed}\n")
    sys.stdout.flush()
    report = campaign(plan)
    sys.stdout.write("\n".join(report.lines()) + "\n")
    sys.stdout.flush()
    return report


if __name__ == "__main__":
    sys.exit(main())
