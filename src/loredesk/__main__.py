"""Starts Loredesk: the window, or one headless command."""

import os
import sys
from collections.abc import Sequence

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main(argv: Sequence[str] | None = None) -> int:
    """Run what *argv* asks for; return the exit code."""
    # More threads make short products slower and starve the window; numpy reads this once.
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    argv = sys.argv[1:] if argv is None else argv
    from loredesk.cli import arguments

    args = arguments.read(argv)
    if args.version:
        from importlib.metadata import version

        print(f"Loredesk {version('loredesk')}")  # noqa: T201  # that is what was asked for
        return 0
    if args.command is None:
        from loredesk.bootstrap.start import run_window

        return run_window(args)
    if args.command == "bench":
        from loredesk.bootstrap.bench.command import run_bench

        return run_bench(args)
    from loredesk.bootstrap.command import run_command

    return run_command(args, argv)


if __name__ == "__main__":
    sys.exit(main())
