"""One worker process: the real engine over the real store, with handlers that ask no model."""

import asyncio
import itertools
import logging
import os
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import text

from loredesk.domain.errors import TransientError
from loredesk.domain.events import Event
from loredesk.domain.hub import Hub
from loredesk.domain.ids import TaskId
from loredesk.domain.tasks import Lane, NewTask, Task, TaskStatus, TaskType
from loredesk.ports.store import Repos
from loredesk.storage.store import SqlStore
from loredesk.tasks import engine as engine_module
from loredesk.tasks.attempt import Attempts, Effect
from loredesk.tasks.engine import TaskEngine
from loredesk.tasks.journal import Journal
from loredesk.tasks.policy import LanePolicy, RetryPolicy
from loredesk.tasks.queueing import announce
from tests.crash_workers.arena import Arena
from tests.crash_workers.watching import Hook, WatchedStore, connection_of

LANES: Mapping[Lane, LanePolicy] = {
    Lane.ANALYSIS: LanePolicy(),
    Lane.NOTES: LanePolicy(workers=2, batch=3),
    Lane.CREATIONS: LanePolicy(),
    Lane.SIMULATION: LanePolicy(per_minute=600),
    Lane.EMBEDDING: LanePolicy(),
    Lane.SUMMARIES: LanePolicy(),
}
LOOKS_EVERY_SECONDS = 0.05
"""How often leases are looked at here, where a minute passes in less than a second."""
_APPLY = text(
    "INSERT INTO effects (task_id, entity, place, token) VALUES (:task_id, :entity, :place, :token)"
)


class BareHandler:
    """Asks a model that is a line in a ledger, and applies a row in a table."""

    def __init__(self, arena: Arena, hook: Hook, *, thinking: float = 0.0) -> None:
        self._arena = arena
        self._hook = hook
        self._thinking = thinking

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Ask about *tasks* and return the applying of them."""
        if tasks[0].attempt <= tasks[0].task_data.get("fails", 0):
            message = "The model stumbled."
            raise TransientError(message)
        question, token = "+".join(task.id for task in tasks), tasks[0].token
        self._arena.note("began", token)

        async def ask() -> object:
            self._hook("before the request")
            self._arena.note("asked", question, token)
            await asyncio.sleep(self._thinking)
            self._hook("after the request")
            return {"answer": question}

        await journal.remember(question, ask)
        self._arena.note("journalled", question)

        def effect(repos: Repos) -> Mapping[str, Any]:
            for task in tasks:
                self._apply(repos, task)
            self._hook("inside: effect")
            return {"applied": len(tasks)}

        return effect

    def _apply(self, repos: Repos, task: Task) -> None:
        values = {
            "task_id": task.id,
            "entity": task.entity_key,
            "place": task.task_data["place"],
            "token": task.token,
        }
        connection_of(repos).execute(_APPLY, values)
        if task.id.endswith("+"):
            follower = new_task(f"after {task.id}", 1)
            repos.tasks.add(TaskId(f"{task.id[:-1]}-"), follower, now=repos.now)


def new_task(entity: str, place: int, **values: Any) -> NewTask:
    """Return a task whose lane follows from its entity: one entity stays in one lane."""
    types = list(TaskType)
    data = {"place": place, "fails": values.pop("fails", 0)}
    kind = values.pop("kind", types[sum(entity.encode()) % len(types)])
    return NewTask(task_type=kind, task_data=data, entity_key=entity, **values)


class Worker:
    """The inside of one process."""

    def __init__(
        self, arena: Arena, boot_id: str, hook: Hook, *, shared: bool, thinking: float = 0.0
    ) -> None:
        logging.disable(logging.CRITICAL)
        engine_module.RENEWAL_SECONDS = LOOKS_EVERY_SECONDS
        engine_module.LONGEST_NAP_SECONDS = LOOKS_EVERY_SECONDS
        engine_module.STUMBLE_SECONDS = LOOKS_EVERY_SECONDS
        self.arena = arena
        self.boot_id = boot_id
        self._hook = hook
        self._hub = Hub()
        inner = SqlStore(arena.file, now=arena.clock.now, publish=self._publish)
        self._inner = inner
        self.store = WatchedStore(inner, hook, shared=shared)
        attempts = Attempts(
            store=self.store,
            handlers=dict.fromkeys(TaskType, BareHandler(arena, hook, thinking=thinking)),
            retries=RetryPolicy(),
            now=arena.clock.now,
            jitter=random.random,
        )
        self.engine = TaskEngine(
            store=self.store,
            hub=self._hub,
            attempts=attempts,
            lanes=LANES,
            boot_id=boot_id,
            now=arena.clock.now,
        )
        self._numbers = itertools.count(1)

    async def queue(self, name: str, new: NewTask) -> None:
        """Queue a task; once that is committed it must never be lost."""

        def work(repos: Repos) -> Task | None:
            task = repos.tasks.add(TaskId(name), new, now=repos.now)
            announce(repos, [task] if task else [])
            return task

        if await self.store.write(work) is not None:
            self.arena.note("queued", name)

    async def meddle(self, chance: random.Random) -> None:
        """Do, again and again, what authors and the program do to a queue beside its workers."""
        while True:
            act = chance.choice([self._twin, self._pause, self._change_mind, self._checkpoint])
            await act(chance)
            await asyncio.sleep(chance.random() * 0.02)

    async def resume_everything(self) -> None:
        """End every pause."""

        def work(repos: Repos) -> None:
            repos.upkeep.resume()
            for lane in Lane:
                repos.upkeep.resume(lane=lane)

        await self.store.write(work)

    async def come_back(self) -> None:
        """Let everything that was put aside wait again, as an author does who comes back."""
        parked = await self.store.read(
            lambda repos: repos.queue.listed(statuses=(TaskStatus.PARKED,))
        )
        for task in parked:
            await self.store.write(moving(task.id, TaskStatus.PENDING))

    async def finish(self) -> None:
        """Work until nothing is left, and leave."""
        await self.resume_everything()
        await self.come_back()
        await self.engine.start()
        await self.engine.drained()
        await self.engine.aclose()
        await self._inner.aclose()

    async def _twin(self, chance: random.Random) -> None:
        number = chance.randrange(3)
        name = f"{self.boot_id} twin {next(self._numbers)}"
        await self.queue(name, new_task("", 0, dedupe_key=f"twin {number}"))

    async def _pause(self, chance: random.Random) -> None:
        lane = chance.choice(list(Lane))
        await self.store.write(lambda repos: repos.upkeep.pause(lane=lane, now=repos.now))
        await asyncio.sleep(chance.random() * 0.01)
        await self.store.write(lambda repos: repos.upkeep.resume(lane=lane))

    async def _change_mind(self, chance: random.Random) -> None:
        name = f"{self.boot_id} mind {next(self._numbers)}"
        await self.queue(name, new_task("", 0))
        for status in (TaskStatus.CANCELLED, TaskStatus.PENDING, TaskStatus.PARKED):
            await self.store.write(moving(name, status))
        await self.store.write(moving(name, TaskStatus.PENDING))

    async def _checkpoint(self, chance: random.Random) -> None:
        self._hook("before: checkpoint")
        await asyncio.to_thread(self.arena.rows, "PRAGMA wal_checkpoint(TRUNCATE)")
        self._hook("after: checkpoint")

    def _publish(self, event: Event) -> None:
        self._hook("after commit, before it is announced")
        self._hub.publish(event)


def moving(name: str, status: TaskStatus) -> Callable[[Repos], bool]:
    """Return what moves a task, where nobody runs it or has ended it."""

    def work(repos: Repos) -> bool:
        task = repos.tasks.get(TaskId(name))
        movable = {TaskStatus.PENDING, TaskStatus.PARKED, TaskStatus.CANCELLED}
        if task is None or task.status not in movable or task.status is status:
            return False
        moved = repos.tasks.move(task, status, now=repos.now)
        again = repos.tasks.get(task.id)
        announce(repos, [again] if again else [])
        return moved

    return work


def forked(body: Callable[[], None]) -> int:
    """Run *body* in a process of its own; return its id. It ends with 0 unless *body* fails."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        body()
        code = 0
    finally:
        os._exit(code)
