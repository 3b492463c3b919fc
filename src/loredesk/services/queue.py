"""The queue as the author sees it: what waits, runs and failed, and what to do about it."""

from collections.abc import Callable
from datetime import timedelta

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import QueuePaused
from loredesk.domain.glances import QueueStatus, TaskCounts
from loredesk.domain.ids import MessageId, SessionId, TaskId
from loredesk.domain.messages import Role, turn_number
from loredesk.domain.tasks import Lane, NewTask, Task, TaskStatus, TaskType
from loredesk.ports.store import Repos, Store
from loredesk.tasks.engine import PAUSED_FACT, TaskEngine
from loredesk.tasks.queueing import BY_THE_AUTHOR, announce, placed, queue_task


class QueueService:
    """Shows the queue and acts on it. Without an engine (beside the owner) it only shows."""

    def __init__(
        self, *, store: Store, engine: TaskEngine | None, new_id: Callable[[], str]
    ) -> None:
        self._store = store
        self._engine = engine
        self._new_id = new_id

    async def status(self) -> QueueStatus:
        """Return the queue at a glance."""
        return await self._store.read(_status)

    async def tasks(
        self,
        *,
        task_type: TaskType | None = None,
        status: TaskStatus | None = None,
        session_id: SessionId | None = None,
        limit: int = 500,
    ) -> tuple[Task, ...]:
        """Return tasks, the newest first."""
        statuses = () if status is None else (status,)
        return await self._store.read(
            lambda repos: repos.queue.listed(
                task_type=task_type, statuses=statuses, session_id=session_id, limit=limit
            )
        )

    async def retry(self, task_id: TaskId) -> None:
        """Let a failed or cancelled task run again, from its first attempt."""
        await self._store.write(lambda repos: _retry(repos, _task(repos, task_id)))

    async def retry_failed(self) -> int:
        """Let every failed task run again; return how many."""

        def work(repos: Repos) -> int:
            failed = repos.queue.listed(statuses=(TaskStatus.FAILED,), limit=100_000)
            for task in failed:
                _retry(repos, task)
            return len(failed)

        return await self._store.write(work)

    async def cancel_failed(self) -> int:
        """Give every failed task up; return how many. Each can still be tried again."""

        def work(repos: Repos) -> int:
            failed = repos.queue.listed(statuses=(TaskStatus.FAILED,), limit=100_000)
            for task in failed:
                _cancel(repos, task)
            return len(failed)

        return await self._store.write(work)

    async def cancel(self, task_id: TaskId) -> None:
        """Take a task out of the queue, also while it runs."""
        if self._engine is not None and await self._engine.cancel_running(task_id):
            return
        await self._store.write(lambda repos: _cancel(repos, _task(repos, task_id)))

    async def pause(self) -> None:
        """Start nothing more until `resume`; what runs may finish. Outlives a restart."""
        await self._store.write(lambda repos: _set_paused(repos, paused=True))

    async def resume(self) -> None:
        """Go on."""
        await self._store.write(lambda repos: _set_paused(repos, paused=False))

    async def analyse(self, session_id: SessionId, turn: int | None = None) -> Task | None:
        """Queue the reading of a turn (the last one, unless named); None where it waits already."""
        return await self._queue(session_id, turn, TaskType.ANALYZE_TURN, "analyse")

    async def tick(self, session_id: SessionId) -> Task | None:
        """Queue a world simulation; None where one waits already."""
        return await self._queue(session_id, None, TaskType.SIMULATE_WORLD, "simulate")

    async def run(self) -> None:
        """Work until the queue is empty."""
        if self._engine is not None:
            await self._engine.drained()

    async def _queue(
        self, session_id: SessionId, turn: int | None, task_type: TaskType, name: str
    ) -> Task | None:
        def work(repos: Repos) -> Task | None:
            anchor = _reply_of(repos, session_id, turn)
            new = NewTask(
                task_type=task_type,
                task_data={"message_id": anchor},
                session_id=session_id,
                entity_key=f"{name}:{session_id}",
                dedupe_key=f"{name}:{anchor}",
                anchor=anchor,
            )
            return queue_task(repos, self._new_id, new)

        return await self._store.write(work)


def _status(repos: Repos) -> QueueStatus:
    rows = repos.queue.counts()
    oldest = repos.queue.oldest_pending()
    types = [task_type.value for task_type in TaskType]
    lanes = [lane.value for lane in Lane]
    minute = repos.now - timedelta(minutes=1)
    return QueueStatus(
        total=_counts([(status, number) for _, _, status, number in rows]),
        by_type={one: _counts([(s, n) for t, _, s, n in rows if t == one]) for one in types},
        by_lane={one: _counts([(s, n) for _, lane, s, n in rows if lane == one]) for one in lanes},
        oldest_pending_s=(repos.now - oldest).total_seconds() if oldest else 0.0,
        per_min=float(repos.queue.completed_since(minute)),
        paused=repos.ledger.fact(PAUSED_FACT) == "yes",
    )


def _counts(rows: list[tuple[str, int]]) -> TaskCounts:
    totals: dict[str, int] = {}
    for status, number in rows:
        totals[status] = totals.get(status, 0) + number
    return TaskCounts(**totals)


def _task(repos: Repos, task_id: TaskId) -> Task:
    task = repos.tasks.get(task_id)
    if task is None:
        hint = "`loredesk queue list` lists them."
        raise UserFixableError(f"There is no task {task_id!r}.", hint=hint)
    return task


def _retry(repos: Repos, task: Task) -> None:
    if task.status not in {TaskStatus.FAILED, TaskStatus.CANCELLED}:
        hint = "Only failed and cancelled tasks can be tried again."
        raise UserFixableError(f"Task {task.id!r} is {task.status}.", hint=hint)
    if repos.tasks.move(task, TaskStatus.PENDING, now=repos.now):
        repos.answers.forget(task.id)
    moved = repos.tasks.get(task.id)
    announce(repos, placed(repos, [moved]) if moved else [])


def _cancel(repos: Repos, task: Task) -> None:
    if task.status in {TaskStatus.COMPLETED, TaskStatus.CANCELLED, TaskStatus.PROCESSING}:
        hint = "Only tasks that wait or failed can be cancelled."
        raise UserFixableError(f"Task {task.id!r} is {task.status}.", hint=hint)
    repos.tasks.move(task, TaskStatus.CANCELLED, now=repos.now, error_message=BY_THE_AUTHOR)
    moved = repos.tasks.get(task.id)
    announce(repos, [moved] if moved else [])


def _set_paused(repos: Repos, *, paused: bool) -> None:
    repos.ledger.put_fact(PAUSED_FACT, "yes" if paused else "no")
    repos.announce(QueuePaused(paused=paused))


def _reply_of(repos: Repos, session_id: SessionId, turn: int | None) -> MessageId:
    line = repos.messages.line(repos.sessions.get(session_id).head)
    replies = {
        turn_number(line[: position + 1]): message.id
        for position, message in enumerate(line)
        if message.role is Role.NARRATOR
    }
    wanted = max(replies, default=0) if turn is None else turn
    if wanted not in replies or wanted == 0:
        hint = f"It has turns 1 to {max(replies, default=0)}." if max(replies, default=0) else ""
        raise UserFixableError(f"The session has no turn {wanted} with a reply.", hint=hint)
    return replies[wanted]
