"""The journal of a running task: what a model answered is kept before it is used.

A task that is run again after a crash finds the answer here and does not ask twice.
"""

from collections.abc import Awaitable, Callable, Sequence

from loredesk.domain.tasks import Task
from loredesk.ports.store import Repos, Store


class SupersededError(Exception):
    """Somebody else has taken the task over; what this attempt found is dropped."""


class Journal:
    """The kept answers of tasks that are run as one, under the first of them."""

    def __init__(self, store: Store, tasks: Sequence[Task]) -> None:
        self._store = store
        self._task = tasks[0]
        self._together = len(tasks)

    async def remember(self, request_hash: str, ask: Callable[[], Awaitable[object]]) -> object:
        """Return the kept answer (JSON) to a request, or ask and keep what comes back.

        Raises SupersededError where the task was taken over, before the model is asked or while
        it was thinking.
        """
        task = self._task

        def find(repos: Repos) -> object | None:
            if not repos.tasks.is_held(task):
                raise SupersededError
            return repos.answers.find(task.id, request_hash)

        kept = await self._store.read(find)
        if kept is not None:
            return kept
        answer = await ask()

        def keep(repos: Repos) -> None:
            if not repos.tasks.is_held(task):
                raise SupersededError
            repos.answers.keep(
                task.id, request_hash, answer, now=repos.now, together=self._together
            )

        await self._store.write(keep)
        return answer
