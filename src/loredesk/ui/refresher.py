"""Reading again after things happened, but not more often than an eye can follow."""

import asyncio
from collections.abc import Awaitable, Callable

from loredesk.ui.task_scope import TaskScope


class Refresher:
    """Runs one piece of work when asked: at once the first time, then at most once a pause.

    However often it is asked in between, the work runs once more and sees the last state of
    things.
    """

    def __init__(
        self,
        work: Callable[[], Awaitable[None]],
        *,
        scope: TaskScope,
        pause: float = 0.2,
        name: str = "refresh",
    ) -> None:
        self._work = work
        self._scope = scope
        self._pause = pause
        self._name = name
        self._running = False
        self._wanted = False

    def ask(self) -> None:
        """Run the work soon."""
        self._wanted = True
        if not self._running:
            self._running = True
            self._scope.start(self._name, self._run())

    async def _run(self) -> None:
        try:
            while self._wanted:
                self._wanted = False
                await self._work()
                await asyncio.sleep(self._pause)
        finally:
            self._running = False
