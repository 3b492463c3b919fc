"""Queueing, claiming and completing through the real store and engine, beside bare sqlite3."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.bootstrap.bench.bare_queue import BareQueue
from loredesk.bootstrap.bench.made_queue import MadeQueue
from loredesk.cli.bench.measuring import Benchmark, Prepared, Way
from loredesk.tasks.policy import LanePolicy

WORKED, JOURNALLED, QUEUED = "claim to completed", "the same, answers journalled", "queueing"
TOGETHER = "queueing, many at once"
BARE, BARE_JOURNALLED = "bare claim to completed", "bare, answers kept"
BARE_QUEUED = "bare queueing"
ONE_WORKER = "claim to completed, one worker"
ALONE = LanePolicy()


@asynccontextmanager
async def prepared(size: int) -> AsyncIterator[Prepared]:
    """Fill two databases with *size* waiting tasks each."""
    with TemporaryDirectory(prefix="loredesk-bench-") as folder:
        bare = BareQueue(Path(folder) / "bare.db", size)
        async with MadeQueue(Path(folder) / "ours.db", size) as ours:
            yield Prepared(
                ways=(
                    Way(
                        name=WORKED,
                        measure=ours.worked,
                        limit=BARE,
                        goal="at most 2 times (0.5 x its speed)",
                    ),
                    Way(name=BARE, measure=bare.worked),
                    Way(
                        name=JOURNALLED,
                        measure=partial(ours.worked, journalled=True),
                        limit=BARE,
                        goal="at most 3.3 times (0.3 x its speed)",
                    ),
                    Way(name=BARE_JOURNALLED, measure=partial(bare.worked, journalled=True)),
                    Way(
                        name=QUEUED,
                        measure=ours.queued,
                        limit=BARE_QUEUED,
                        goal="at most 2 times (0.5 x its speed)",
                    ),
                    Way(name=BARE_QUEUED, measure=bare.queued),
                    Way(name=TOGETHER, measure=ours.queued_together, limit=BARE_QUEUED),
                    Way(name=ONE_WORKER, measure=partial(ours.worked, alone=True), limit=BARE),
                )
            )


QUEUE = Benchmark(
    name="queue",
    about="a long queue, each step durable (WAL, synchronous=FULL), every feature on",
    unit="milliseconds a task",
    size=100_000,
    prepare=prepared,
)
