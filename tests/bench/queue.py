"""The queue benchmark with huey and procrastinate in it."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from loredesk.bootstrap.bench.queue import QUEUE, QUEUED, TOGETHER, WORKED
from loredesk.bootstrap.bench.queue import prepared as our_ways
from loredesk.cli.bench.measuring import Benchmark, Prepared, Way
from tests.bench.peers.huey_queue import HueyQueue
from tests.bench.peers.procrastinate_queue import ProcrastinateQueue
from tests.fakes.servers import VARIABLE, Server


@asynccontextmanager
async def _prepared(size: int) -> AsyncIterator[Prepared]:
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(our_ways(size))
        folder = stack.enter_context(TemporaryDirectory(prefix="loredesk-bench-huey-"))
        huey = HueyQueue(Path(folder) / "huey.db", size)
        stack.callback(huey.close)
        ways = [
            *ours.ways,
            Way(
                name="huey, fsync: taken to result",
                measure=huey.worked,
                limit=WORKED,
                goal="at least 1 times",
            ),
            Way(
                name="huey, fsync: queueing",
                measure=huey.queued,
                limit=TOGETHER,
                goal="at least 1 times",
            ),
        ]
        if address := os.environ.get(VARIABLE):
            server = stack.enter_context(Server(address))
            peer = await stack.enter_async_context(ProcrastinateQueue.opened(server, size))
            ways += [
                Way(
                    name="procrastinate: taken to done",
                    measure=peer.worked,
                    limit=WORKED,
                    goal="at least 2 times",
                ),
                Way(name="procrastinate: queueing", measure=peer.queued, limit=QUEUED),
            ]
        else:
            sys.stderr.write(f"Without {VARIABLE} nothing on PostgreSQL is measured.\n")
        yield Prepared(ways=ways)


QUEUE_AND_PEERS = Benchmark(
    name=QUEUE.name, about=QUEUE.about, unit=QUEUE.unit, size=QUEUE.size, prepare=_prepared
)
