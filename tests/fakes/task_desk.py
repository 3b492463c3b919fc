"""A task engine on a real library file, with handlers that follow a script."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from loredesk.domain.services import Service
from loredesk.domain.tasks import Lane, NewTask, Task, TaskType
from loredesk.ports.store import Repos
from loredesk.tasks.attempt import Attempts, Effect
from loredesk.tasks.engine import TaskEngine
from loredesk.tasks.journal import Journal
from loredesk.tasks.policy import LanePolicy, RetryPolicy
from tests.fakes.library import SqlLibrary

Step = Exception | Effect | Callable[[Sequence[Task], Journal], Awaitable[Effect]]


def nothing(_repos: Repos) -> None:
    """Change nothing."""


def keeping(key: str, value: str = "x") -> Effect:
    """Return an effect that keeps a fact, to see whether it was committed."""

    def effect(repos: Repos) -> Mapping[str, Any]:
        repos.ledger.put_fact(key, value)
        return {"kept": key}

    return effect


class ScriptedHandler:
    """Ends each run as the script says; when that is used up, with no effect."""

    def __init__(self, *script: Step) -> None:
        self.script = list(script)
        self.runs: list[tuple[str, ...]] = []
        self.running = 0
        self.most_at_once = 0

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Take the next step of the script."""
        self.runs.append(tuple(task.id for task in tasks))
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            step = self.script.pop(0) if self.script else nothing
            if isinstance(step, Exception):
                raise step
            if asyncio.iscoroutinefunction(step):
                effect: Effect = await step(tasks, journal)
                return effect
            return step  # type: ignore[return-value] # an effect
        finally:
            self.running -= 1


class Hold:
    """A step that waits until it is let go, or is cancelled."""

    def __init__(self, effect: Effect = nothing) -> None:
        self.entered = asyncio.Event()
        self.let_go = asyncio.Event()
        self.effect = effect

    async def step(self, _tasks: Sequence[Task], _journal: Journal) -> Effect:
        """Wait."""
        self.entered.set()
        await self.let_go.wait()
        return self.effect


class TaskDesk:
    """One library and the engines that work its queue, one after another."""

    def __init__(self, library: SqlLibrary, handler: ScriptedHandler) -> None:
        self.library = library
        self.handler = handler
        self.boots = 0
        self.jitter = 0.0

    def engine(
        self, *, workers: int = 1, batch: int = 1, service: Service | None = None
    ) -> TaskEngine:
        """Return an engine that has not been started, of another process as it were."""
        policy = LanePolicy(workers=workers, batch=batch, service=service)
        self.boots += 1
        return TaskEngine(
            store=self.library.store,
            hub=self.library.hub,
            attempts=Attempts(
                store=self.library.store,
                handlers=dict.fromkeys(TaskType, self.handler),
                retries=RetryPolicy(),
                now=self.library.clock.now,
                jitter=lambda: self.jitter,
            ),
            lanes=dict.fromkeys(Lane, policy),
            boot_id=f"boot{self.boots}",
            now=self.library.clock.now,
        )

    async def add(self, entity: str = "mara", **values: Any) -> Task:
        """Queue an UPDATE_NOTE task."""
        return await self.library.add_task(
            NewTask(task_type=TaskType.UPDATE_NOTE, entity_key=entity, **values)
        )

    async def fact(self, key: str) -> str:
        """Return what an effect kept."""
        return await self.library.read(lambda repos: repos.ledger.fact(key))
