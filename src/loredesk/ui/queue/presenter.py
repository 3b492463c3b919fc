"""The queue without its window: what runs, what waits, what failed, and what to do about it."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, QueuePaused, TaskMoved
from loredesk.domain.glances import QueueStatus
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, TaskId
from loredesk.domain.listings import EntryView
from loredesk.domain.tasks import Lane, Task, TaskStatus, TaskType
from loredesk.ui.notice import Notice
from loredesk.ui.queue.lines import line_of
from loredesk.ui.queue.state import QueueState, TaskLine, reasons_of
from loredesk.ui.queue.words import entry_of
from loredesk.ui.refresher import Refresher
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

LISTED = 500
"""How many tasks are listed at most."""


class QueueView(Protocol):
    """Shows the queue."""

    def show_state(self, state: QueueState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Tasks(Protocol):
    """Knows the tasks and steers them."""

    async def status(self) -> QueueStatus:
        """Return the queue at a glance."""
        ...

    async def tasks(
        self,
        *,
        task_type: TaskType | None = None,
        status: TaskStatus | None = None,
        session_id: SessionId | None = None,
        limit: int = 500,
    ) -> tuple[Task, ...]:
        """Return tasks, the newest first."""
        ...

    async def retry(self, task_id: TaskId) -> None:
        """Try a task again."""
        ...

    async def cancel(self, task_id: TaskId) -> None:
        """Give a task up."""
        ...

    async def retry_failed(self) -> int:
        """Try every failed task again; return how many."""
        ...

    async def cancel_failed(self) -> int:
        """Give every failed task up; return how many."""
        ...

    async def pause(self, *, lane: Lane | None = None, session_id: SessionId | None = None) -> None:
        """Begin nothing new: of a kind, of a session, or at all."""
        ...

    async def resume(
        self, *, lane: Lane | None = None, session_id: SessionId | None = None
    ) -> None:
        """Go on."""
        ...


class Library(Protocol):
    """Knows the entries the tasks are about."""

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry."""
        ...


class QueuePresenter:
    """Keeps the list of tasks true while they move."""

    def __init__(
        self,
        *,
        view: QueueView,
        queue: Tasks,
        library: Library,
        hub: Hub,
        now: Callable[[], datetime],
        refresh_pause: float = 0.2,
    ) -> None:
        self._view = view
        self._queue = queue
        self._library = library
        self._now = now
        self._tasks: tuple[Task, ...] = ()
        self._titles: dict[LoreId, str] = {}
        self._state = QueueState()
        self._scope = TaskScope(on_error=self._failed)
        self._refresher = Refresher(self._read, scope=self._scope, pause=refresh_pause)
        self._unsubscribe: tuple[Callable[[], None], ...] = (
            hub.subscribe(TaskMoved, self._moved),
            hub.subscribe(QueuePaused, self._moved),
            hub.subscribe(LoreChanged, self._renamed),
        )
        self._view.show_state(self._state)

    def refresh(self) -> None:
        """Read the queue."""
        self._refresher.ask()

    def only_type(self, task_type: TaskType | None) -> None:
        """List the tasks of one type; of all types where None is given."""
        self._show(replace(self._state, only_type=task_type))
        self._scope.start("filter", self._read())

    def only_status(self, status: TaskStatus | None) -> None:
        """List the tasks that stand in one place; all of them where None is given."""
        self._show(replace(self._state, only_status=status))
        self._scope.start("filter", self._read())

    def choose(self, task_id: TaskId | None) -> None:
        """Look at one task."""
        if task_id != self._state.chosen:
            self._show(replace(self._state, chosen=task_id))

    def retry(self) -> None:
        """Try the chosen task again."""
        if self._state.chosen is not None and self._state.can_retry:
            self._act(self._queue.retry(self._state.chosen))

    def cancel(self) -> None:
        """Give the chosen task up."""
        if self._state.chosen is not None and self._state.can_cancel:
            self._act(self._queue.cancel(self._state.chosen))

    def retry_all(self) -> None:
        """Try every failed task again."""
        self._act(self._retry_failed())

    def cancel_all(self) -> None:
        """Give every failed task up."""
        self._act(self._cancel_failed())

    def toggle_pause(self) -> None:
        """Pause the queue, or let it go on."""
        self._act(self._queue.resume() if self._state.status.paused else self._queue.pause())

    def enter(self, session_id: SessionId | None) -> None:
        """Take this session as the one whose work can rest by itself."""
        self._show(replace(self._state, session_id=session_id))

    def toggle_lane(self, lane: Lane) -> None:
        """Let one kind of work rest, or go on with it."""
        rests = lane in self._state.status.paused_lanes
        self._act(self._queue.resume(lane=lane) if rests else self._queue.pause(lane=lane))

    def toggle_session(self) -> None:
        """Let the work of the session on screen rest, or go on with it."""
        session = self._state.session_id
        if session is not None:
            change = self._queue.resume if self._state.session_rests else self._queue.pause
            self._act(change(session_id=session))

    async def aclose(self) -> None:
        """Stop listening and working."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        await self._scope.aclose()

    def _act(self, work: Coroutine[Any, Any, None]) -> None:
        self._show(replace(self._state, notice=None))
        self._scope.start("act", self._carry_out(work))

    async def _carry_out(self, work: Coroutine[Any, Any, None]) -> None:
        await work
        await self._read()

    async def _retry_failed(self) -> None:
        number = await self._queue.retry_failed()
        tasks = "task is" if number == 1 else "tasks are"
        notice = Notice(sentence=f"{number:,} {tasks} tried again.", tone="info")
        self._show(replace(self._state, notice=notice))

    async def _cancel_failed(self) -> None:
        number = await self._queue.cancel_failed()
        tasks = "failed task is" if number == 1 else "failed tasks are"
        notice = Notice(sentence=f"{number:,} {tasks} given up.", tone="info")
        self._show(replace(self._state, notice=notice))

    async def _read(self) -> None:
        only_type, only_status = self._state.only_type, self._state.only_status
        status = await self._queue.status()
        found = await self._queue.tasks(task_type=only_type, status=only_status, limit=LISTED)
        failed: tuple[Task, ...] = ()
        if status.total.failed:
            failed = await self._queue.tasks(status=TaskStatus.FAILED, limit=LISTED)
        if (only_type, only_status) != (self._state.only_type, self._state.only_status):
            return  # the author has moved on; the reading for the new filter is on its way
        self._tasks = found
        self._show(
            replace(
                self._state,
                status=status,
                lines=self._lines(),
                cut=len(found) == LISTED,
                reasons=reasons_of(failed),
                loading=False,
            )
        )
        if not self._scope.is_running("titles"):
            self._scope.start("titles", self._read_titles())

    async def _read_titles(self) -> None:
        """Learn the titles the listed tasks are about, and show them once all are known."""
        missing = {
            entry_id: task.session_id
            for task in self._tasks
            if (entry_id := entry_of(task)) is not None and entry_id not in self._titles
        }
        for entry_id, session_id in missing.items():
            try:
                view = await self._library.entry(entry_id, session_id)
            except UserFixableError:
                self._titles[entry_id] = ""  # not on this line, or gone: the event says enough
            else:
                self._titles[entry_id] = view.entry.title
        if missing:
            self._show(replace(self._state, lines=self._lines()))

    def _lines(self) -> tuple[TaskLine, ...]:
        now = self._now()
        return tuple(line_of(task, now, self._titles) for task in self._tasks)

    def _renamed(self, event: LoreChanged) -> None:
        self._titles.pop(event.entry_id, None)

    def _moved(self, event: TaskMoved | QueuePaused) -> None:
        self._refresher.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, notice=told(name, error)))

    def _show(self, state: QueueState) -> None:
        self._state = state
        self._view.show_state(state)
