"""A home for running work: it has a name and an owner, and ends with its owner."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

logger = logging.getLogger(__name__)


def _log(name: str, error: BaseException) -> None:
    logger.error("%s failed", name, exc_info=error)


class TaskScope:
    """Named pieces of work: starting one again replaces it, closing stops them all."""

    def __init__(self, *, on_error: Callable[[str, BaseException], None] = _log) -> None:
        self._on_error = on_error
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Run *work* under *name*, cancelling an earlier one of that name."""
        if self._closed:
            work.close()
            return
        self.cancel(name)
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._finished)

    def is_running(self, name: str) -> bool:
        """Return whether work called *name* is under way."""
        return name in self._tasks

    def cancel(self, name: str) -> None:
        """Stop the work called *name*, if there is any."""
        task = self._tasks.pop(name, None)
        if task is not None:
            self._ending.add(task)
            task.cancel()

    async def aclose(self) -> None:
        """Stop everything, wait until it has stopped, and start nothing more."""
        self._closed = True
        for name in tuple(self._tasks):
            self.cancel(name)
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _finished(self, task: asyncio.Task[None]) -> None:
        name = task.get_name()
        self._ending.discard(task)
        if self._tasks.get(name) is task:
            del self._tasks[name]
        if not task.cancelled() and (error := task.exception()):
            self._on_error(name, error)
