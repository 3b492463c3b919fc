"""`bench`: measuring, and telling what came of it."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict

from loredesk.cli.bench.measuring import Benchmark, Report, measured
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError

_HEADS = ("", "median", "p95", "times its limit", "goal")


async def bench(benchmarks: Mapping[str, Benchmark], args: Namespace, printer: Printer) -> None:
    """Run the benchmark named in *args* and print its figures."""
    if args.rounds < 1 or (args.size is not None and args.size < 1):
        raise UserFixableError("Rounds and size must be at least 1.")
    report = await measured(benchmarks[args.name], rounds=args.rounds, size=args.size)
    printer.answer(asdict(report), table(report))


def table(report: Report) -> list[str]:
    """Return *report* as lines for people."""
    rows = [_HEADS]
    for one in report.figures:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f} ({one.limit})"
        rows.append((one.name, _number(one.median), _number(one.p95), ratio, one.goal))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return [
        f"{report.bench}: {report.about}",
        f"in {report.unit}; size {report.size}, {report.rounds} rounds",
        *("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows),
        *(f"{name}: {_told(value)}" for name, value in report.facts.items()),
    ]


def _told(value: str | float) -> str:
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    return f"{value:.4g}" if value < 1000 else f"{value:,.0f}"  # noqa: PLR2004  # four digits
