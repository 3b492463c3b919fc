"""The journal of a running task: what a model answered is kept before it is used.

A task that is run again after a crash finds the answer here and does not ask twice.
"""

from collections.abc import Awaitable, Callable

from loredesk.domain.ids import TaskId
from loredesk.ports.store import Store


class Journal:
    """The kept answers of one task."""

    def __init__(self, store: Store, task_id: TaskId) -> None:
        self._store = store
        self._task_id = task_id

    async def remember(self, request_hash: str, ask: Callable[[], Awaitable[object]]) -> object:
        """Return the kept answer (JSON) to a request, or ask and keep what comes back."""
        kept = await self._store.read(lambda repos: repos.answers.find(self._task_id, request_hash))
        if kept is not None:
            return kept
        answer = await ask()
        await self._store.write(
            lambda repos: repos.answers.keep(self._task_id, request_hash, answer, now=repos.now)
        )
        return answer
