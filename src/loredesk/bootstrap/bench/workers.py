"""Workers whose model takes a second: how much of their time they do not wait for the queue."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.bootstrap.bench.made_queue import MadeQueue
from loredesk.cli.bench.measuring import Benchmark, Prepared, Way

MODEL_SECONDS = 1.0
WORKERS = (2, 4, 8)


@asynccontextmanager
async def _prepared(size: int) -> AsyncIterator[Prepared]:
    with TemporaryDirectory(prefix="loredesk-bench-") as folder:
        async with MadeQueue(Path(folder) / "queue.db", size) as queue:
            yield Prepared(
                ways=tuple(
                    Way(
                        name=f"{workers} workers",
                        measure=partial(_share, queue, workers),
                        goal=f"at least {0.95 * workers:g}",
                    )
                    for workers in WORKERS
                )
            )


async def _share(queue: MadeQueue, workers: int) -> Sequence[float]:
    return [await queue.rate(workers, MODEL_SECONDS)]


WORKING = Benchmark(
    name="workers",
    about="workers of one lane, each task a second of a model's time, a long queue behind them",
    unit="tasks a second",
    size=10_000,
    prepare=_prepared,
)
