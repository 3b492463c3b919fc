"""How long the event loop was blocked: what else was to run had to wait so long."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

TICK = 0.002


class LoopWatch:
    """Sees how late a tick comes."""

    def __init__(self) -> None:
        self.longest = 0.0
        """Milliseconds."""

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
            self.longest = max(self.longest, late * 1000)
