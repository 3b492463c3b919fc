"""How long the event loop was blocked: what else was to run had to wait so long."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import quantiles

TICK = 0.002


class LoopWatch:
    """Sees how late a tick comes."""

    def __init__(self) -> None:
        self.late: list[float] = []
        """How late each tick came, in milliseconds."""

    @property
    def longest(self) -> float:
        """Return the longest block, in milliseconds."""
        return max(self.late, default=0.0)

    def told(self) -> str:
        """Return what was seen, in words."""
        some = [*self.late, 0.0, 0.0]
        most = quantiles(some, n=1000, method="inclusive")[-1]
        return f"{self.longest:.1f} ms at most, {most:.1f} ms in p99.9, {len(self.late)} ticks"

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch for as long as the block runs."""
        task = asyncio.get_running_loop().create_task(self._tick(), name="loop watch")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _tick(self) -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - started - TICK
            self.late.append(max(late, 0.0) * 1000)
