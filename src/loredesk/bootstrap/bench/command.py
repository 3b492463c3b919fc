"""Running one benchmark: it needs no home, and finds everything it works on in a temporary place."""

import asyncio
import sys
from argparse import Namespace

from loredesk.bootstrap.bench.queue import QUEUE
from loredesk.bootstrap.bench.start import START
from loredesk.bootstrap.bench.stream import STREAM
from loredesk.bootstrap.bench.turn import TURN
from loredesk.bootstrap.bench.workers import WORKING
from loredesk.cli.bench.command import bench
from loredesk.cli.printing import Printer
from loredesk.domain.errors import LoredeskError

BENCHMARKS = {one.name: one for one in (TURN, QUEUE, WORKING, START, STREAM)}


def run_bench(args: Namespace) -> int:
    """Run the benchmark named in *args* and print its figures; return the exit code."""
    printer = Printer(sys.stdout, sys.stderr, args.json)
    try:
        asyncio.run(bench(BENCHMARKS, args, printer))
    except LoredeskError as error:
        printer.say(error.sentence())
        return 1
    except KeyboardInterrupt:
        printer.say("Stopped.")
        return 1
    return 0
