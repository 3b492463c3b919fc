"""`queue`, `analyse`, `tick`: the durable work."""

from argparse import Namespace

from loredesk.cli import shapes
from loredesk.cli.library import EVERYTHING, known_session
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId, TaskId
from loredesk.domain.tasks import Lane, Task, TaskStatus, TaskType
from loredesk.services.desk import Desk


async def queue(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show the queue, or act on it."""
    if args.verb == "list":
        await _list(desk, args, printer)
        return
    if args.verb in {"retry", "cancel"}:
        await _act(desk, args)
    elif args.verb in {"pause", "resume"}:
        act = desk.queue.pause if args.verb == "pause" else desk.queue.resume
        session_id = await known_session(desk, args.session)
        await act(lane=Lane(args.lane) if args.lane else None, session_id=session_id)
    elif args.verb == "run":
        await desk.queue.run()
    await _status(desk, printer)


async def analyse(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Queue the reading of a turn."""
    _queued(await desk.queue.analyse(SessionId(args.session), args.turn), printer)


async def tick(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Queue a world simulation."""
    _queued(await desk.queue.tick(SessionId(args.session)), printer)


async def _list(desk: Desk, args: Namespace, printer: Printer) -> None:
    tasks = await desk.queue.tasks(
        task_type=TaskType(args.type) if args.type else None,
        status=TaskStatus(args.status) if args.status else None,
        session_id=await known_session(desk, args.session),
        limit=EVERYTHING,
    )
    printer.answer(
        [shapes.task(task) for task in tasks],
        [
            f"{task.id}  {task.task_type} {task.status} ({task.attempt}/{task.max_attempts})"
            f"  {task.error_message}".rstrip()
            for task in tasks
        ],
    )


async def _act(desk: Desk, args: Namespace) -> None:
    if args.verb == "retry" and args.all:
        await desk.queue.retry_failed()
        return
    if not args.ids:
        hint = "`loredesk queue list` lists them."
        if args.verb == "retry":
            hint += " --all means every failed one."
        raise UserFixableError("No task was named.", hint=hint)
    for name in args.ids:
        if args.verb == "retry":
            await desk.queue.retry(TaskId(name))
        else:
            await desk.queue.cancel(TaskId(name))


async def _status(desk: Desk, printer: Printer) -> None:
    status = await desk.queue.status()
    total = status.total
    printer.answer(
        shapes.queue_status(status),
        [
            f"{total.pending} pending, {total.processing} processing, {total.completed} completed, "
            f"{total.failed} failed, {total.cancelled} cancelled, {total.parked} parked"
            + (", paused" if status.paused else ""),
            *(f"The {lane} lane is paused." for lane in status.paused_lanes),
            *(f"Session {one} is paused." for one in status.paused_sessions),
            *status.waiting_for_models,
            *status.alerts,
        ],
    )


def _queued(task: Task | None, printer: Printer) -> None:
    if task is None:
        printer.answer({"queued": None}, ["It is waiting in the queue already."])
    else:
        printer.answer({"queued": shapes.task(task)}, [f"Queued as {task.id}."])
