"""`python -m tests.machine --runs N --steps M --seed S`; `--undo N --seed S`."""

import argparse
import json
import secrets
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import WorldMachine
from tests.machine.undoing import undo_sequences

RUNS_PER_SEED = 100


def main() -> int:
    """Run what is asked for; return 1 where a promise was broken."""
    args = _arguments()
    started = time.monotonic()
    broken = _undo(args) if args.undo else _play(args)
    line = {
        "undo": args.undo,
        "runs": args.runs,
        "steps": args.steps,
        "seed": args.seed,
        "seconds": round(time.monotonic() - started),
        "broken": broken,
    }
    sys.stdout.write(json.dumps(line) + "\n")
    if args.log is not None:
        with args.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.machine", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS_PER_SEED)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--undo", type=int, default=0, help="so many sequences, done and undone")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--shrink", action="store_true", help="look for the shortest way to it")
    parser.add_argument("--log", type=Path, help="append a line to this file")
    return parser.parse_args()


def _undo(args: argparse.Namespace) -> list[str]:
    report = undo_sequences(args.undo, args.seed)
    sys.stdout.write(f"{report.sequences} sequences: {dict(report.acts)}\n")
    return report.differences


def _play(args: argparse.Namespace) -> list[str]:
    """Play with one seed for every hundred runs; a broken promise ends its hundred."""
    broken = []
    for number, start in enumerate(range(0, args.runs, RUNS_PER_SEED)):
        one = args.seed + number
        phases = [Phase.generate, Phase.shrink] if args.shrink else [Phase.generate]
        long = settings(
            max_examples=min(RUNS_PER_SEED, args.runs - start),
            stateful_step_count=args.steps,
            deadline=None,
            database=None,
            derandomize=False,
            suppress_health_check=list(HealthCheck),
            phases=phases,
        )
        try:
            run_state_machine_as_test(seed(one)(WorldMachine), settings=long)
        except Exception as error:  # noqa: BLE001  # every fault counts, whichever it is
            broken.append(f"seed {one}: {type(error).__name__}: {error}")
            sys.stdout.write(f"{broken[-1]}\n")
        else:
            sys.stdout.write(f"seed {one}: kept\n")
        sys.stdout.flush()
    return broken


if __name__ == "__main__":
    sys.exit(main())
