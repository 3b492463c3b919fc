"""`python -m tests.bench queue [--rounds N] [--size N] [--json]`."""

import argparse
import asyncio
import sys

from loredesk.cli.bench.command import bench
from loredesk.cli.printing import Printer
from tests.bench.queue import QUEUE_AND_PEERS

BENCHMARKS = {one.name: one for one in (QUEUE_AND_PEERS,)}


def main() -> int:
    """Run one benchmark with its peers and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", choices=sorted(BENCHMARKS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", type=int)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    asyncio.run(bench(BENCHMARKS, args, Printer(sys.stdout, sys.stderr, args.json)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
