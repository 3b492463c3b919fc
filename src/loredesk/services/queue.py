"""The queue as the author sees it: what waits, runs and failed, and what to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import QueuePaused
from loredesk.domain.glances import QueueStatus, TaskCounts
from loredesk.domain.ids import MessageId, SessionId, TaskId
from loredesk.domain.messages import Role, turn_number
from loredesk.domain.tasks import Lane, NewTask, Pauses, Task, TaskStatus, TaskType
from loredesk.ports.store import Repos, Store
from loredesk.tasks.engine import TaskEngine
from loredesk.tasks.queueing import BY_THE_AUTHOR, announce, placed, queue_task

LONGEST_WAIT = timedelta(hours=1)
"""Who waits longer, though nothing is paused, is worth an alert."""
FAILURES_SEEN = timedelta(hours=1)
FEWEST_FAILURES = 5
FAILURE_RATE = 0.2
"""What fails more often than this within an hour is worth an alert."""
HOURS_TO_COUNT = 48


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
        status = await self._store.read(_status)
        if self._engine is None:
            return status
        return replace(status, waiting_for_models=self._engine.waiting_for_models())

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
        await self._store.write(lambda repos: retry(repos, _task(repos, task_id)))

    async def retry_failed(self) -> int:
        """Let every failed task run again; return how many."""

        def work(repos: Repos) -> int:
            failed = repos.queue.listed(statuses=(TaskStatus.FAILED,), limit=100_000)
            for task in failed:
                retry(repos, task)
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

    async def pause(self, *, lane: Lane | None = None, session_id: SessionId | None = None) -> None:
        """Start nothing more of a lane, of a session, or at all, until `resume`.

        What runs may finish. Outlives a restart.
        """

        def work(repos: Repos) -> None:
            repos.upkeep.pause(lane=lane, session_id=session_id, now=repos.now)
            repos.announce(QueuePaused(paused=True, lane=lane, session_id=session_id))

        await self._store.write(work)

    async def resume(
        self, *, lane: Lane | None = None, session_id: SessionId | None = None
    ) -> None:
        """Go on with a lane, with a session, or with everything that is paused as a whole."""

        def work(repos: Repos) -> None:
            repos.upkeep.resume(lane=lane, session_id=session_id)
            repos.announce(QueuePaused(paused=False, lane=lane, session_id=session_id))

        await self._store.write(work)

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


def retry(repos: Repos, task: Task) -> None:
    """Let a task that failed or was cancelled run again, from its first attempt."""
    if task.status not in {TaskStatus.FAILED, TaskStatus.CANCELLED}:
        hint = "Only failed and cancelled tasks can be tried again."
        raise UserFixableError(f"Task {task.id!r} is {task.status}.", hint=hint)
    if repos.tasks.move(task, TaskStatus.PENDING, now=repos.now):
        repos.answers.forget(task.id)
    moved = repos.tasks.get(task.id)
    announce(repos, placed(repos, [moved]) if moved else [])


def _status(repos: Repos) -> QueueStatus:
    rows = repos.queue.counts()
    oldest = repos.queue.oldest_pending()
    types = [task_type.value for task_type in TaskType]
    lanes = [lane.value for lane in Lane]
    minute = repos.now - timedelta(minutes=1)
    pauses = repos.upkeep.pauses()
    return QueueStatus(
        total=_counts([(status, number) for _, _, status, number in rows]),
        by_type={one: _counts([(s, n) for t, _, s, n in rows if t == one]) for one in types},
        by_lane={one: _counts([(s, n) for _, lane, s, n in rows if lane == one]) for one in lanes},
        oldest_pending_s=(repos.now - oldest).total_seconds() if oldest else 0.0,
        per_min=float(repos.queue.ended_since(minute, TaskStatus.COMPLETED)),
        paused=pauses.everything,
        paused_lanes=tuple(sorted(pauses.lanes)),
        paused_sessions=tuple(sorted(pauses.sessions)),
        alerts=tuple(_alerts(repos, pauses)),
    )


def _alerts(repos: Repos, pauses: Pauses) -> Iterator[str]:
    waiting = repos.queue.oldest_due(_open_lanes(pauses), now=repos.now)
    if waiting is not None and repos.now - waiting > LONGEST_WAIT:
        yield (
            f"A task has been waiting for {_span(repos.now - waiting)}. "
            "Look whether the models answer; `loredesk models test` asks them."
        )
    hour = repos.now - FAILURES_SEEN
    failed = repos.queue.ended_since(hour, TaskStatus.FAILED)
    ended = failed + repos.queue.ended_since(hour, TaskStatus.COMPLETED)
    if failed >= FEWEST_FAILURES and failed > ended * FAILURE_RATE:
        yield (
            f"{failed} of the last {ended} tasks have failed within an hour. "
            "The queue says why; they can be tried again."
        )


def _open_lanes(pauses: Pauses) -> tuple[Lane, ...]:
    return () if pauses.everything else tuple(lane for lane in Lane if lane not in pauses.lanes)


def _span(time: timedelta) -> str:
    hours = round(time.total_seconds() / 3600)
    if hours >= HOURS_TO_COUNT:
        return f"{round(hours / 24)} days"
    return "an hour" if hours == 1 else f"{hours} hours"


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


def _cancel(repos: Repos, task: Task) -> None:
    if task.status in {TaskStatus.COMPLETED, TaskStatus.CANCELLED, TaskStatus.PROCESSING}:
        hint = "Only tasks that wait or failed can be cancelled."
        raise UserFixableError(f"Task {task.id!r} is {task.status}.", hint=hint)
    repos.tasks.move(task, TaskStatus.CANCELLED, now=repos.now, error_message=BY_THE_AUTHOR)
    moved = repos.tasks.get(task.id)
    announce(repos, [moved] if moved else [])


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
