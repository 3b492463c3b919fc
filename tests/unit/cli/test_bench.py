import io
import json
from argparse import Namespace
from contextlib import asynccontextmanager

import pytest

from loredesk.cli.bench.command import bench
from loredesk.cli.bench.measuring import Benchmark, Prepared, Way, measured
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError


class Notebook:
    """A benchmark of invented figures that notes in which order it was asked for them."""

    def __init__(self):
        self.asked = []
        self.closed = False

    def way(self, name, *samples, **more):
        async def measure():
            self.asked.append(name)
            return samples

        return Way(name=name, measure=measure, **more)

    def benchmark(self):
        @asynccontextmanager
        async def prepare(size):
            ways = (
                self.way("ours", 4.0, 6.0, limit="bare", goal="at most 3 times"),
                self.way("bare", 2.0, 3.0),
            )
            yield Prepared(ways=ways, facts=lambda: {"size": size})
            self.closed = True

        return Benchmark(name="made", about="nothing", unit="ms", size=7, prepare=prepare)


@pytest.fixture
def notebook():
    return Notebook()


async def test_the_ways_take_turns_round_by_round(notebook):
    await measured(notebook.benchmark(), rounds=3, size=None)

    assert notebook.asked == ["ours", "bare"] * 3
    assert notebook.closed


async def test_a_figure_is_compared_with_its_limit_of_the_same_round(notebook):
    report = await measured(notebook.benchmark(), rounds=2, size=None)

    ours, bare = report.figures
    assert (ours.median, ours.samples, ours.limit, ours.ratio) == (5.0, 4, "bare", 2.0)
    assert (bare.median, bare.limit, bare.ratio) == (2.5, "", None)
    assert (report.size, report.rounds, report.facts) == (7, 2, {"size": 7})


async def test_a_report_is_json_for_scripts_and_a_table_for_people(notebook):
    scripts, people = io.StringIO(), io.StringIO()
    for out, as_json in ((scripts, True), (people, False)):
        args = Namespace(name="made", rounds=1, size=9)
        printer = Printer(out, io.StringIO(), as_json)
        await bench({"made": notebook.benchmark()}, args, printer)

    told = json.loads(scripts.getvalue())
    assert (told["bench"], told["size"], told["facts"]) == ("made", 9, {"size": 9})
    assert told["figures"][0]["ratio"] == 2.0
    assert "2.00 (bare)" in people.getvalue()


@pytest.mark.parametrize(("rounds", "size"), [(0, None), (1, 0)])
async def test_no_round_and_no_size_are_refused(notebook, rounds, size):
    args = Namespace(name="made", rounds=rounds, size=size)

    with pytest.raises(UserFixableError):
        await bench({"made": notebook.benchmark()}, args, Printer(None, None, as_json=True))
