"""`eval`: measuring recall and prompts, and looking at what came of it."""

from argparse import Namespace
from pathlib import Path

from loredesk.cli import evaluation_shapes as shapes
from loredesk.cli.evaluation_tables import comparison_lines, report_lines, run_line
from loredesk.cli.library import world_of
from loredesk.cli.printing import Printer
from loredesk.cli.troubles import tell_prompt_problems
from loredesk.domain.errors import UserFixableError
from loredesk.domain.evaluations import Progress, Run, RunId
from loredesk.domain.ids import SessionId
from loredesk.domain.services import Service
from loredesk.services.desk import Desk
from loredesk.services.evaluation.question_files import asks_about_entries


async def recall(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Measure how well recall finds."""
    _refuse_what_does_not_go_together(args)
    tell = _Told(printer)
    if args.forget:
        await _forget(desk, args, printer)
        return
    if args.session is not None:
        session_id = SessionId(args.session)
        run = await desk.evaluations.session(session_id, learn=args.learn, tell=tell)
    elif args.file is None:
        run = await desk.evaluations.sample(tell=tell)
    else:
        path = Path(args.file)
        about = args.world is not None or await asks_about_entries(path)
        world_id = await world_of(desk, args.world, None) if about else None
        run = await desk.evaluations.file(
            path, world_id=world_id, ablation=args.ablation, tell=tell
        )
    _answer(run, printer)


async def prompts(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Measure how well the models answer the prompts in use."""
    tell_prompt_problems(desk, printer)
    service = Service(args.service) if args.service else None
    _answer(await desk.evaluations.prompts(service, tell=_Told(printer)), printer)


async def list_runs(desk: Desk, _args: Namespace, printer: Printer) -> None:
    """List the evaluations that were kept, the newest first."""
    runs = await desk.evaluations.runs()
    lines = [run_line(run) for run in runs] or ["Nothing has been evaluated yet."]
    printer.answer([shapes.row(run) for run in runs], lines)


async def show(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show an evaluation that was kept."""
    run = await desk.evaluations.run(RunId(args.run))
    printer.answer(shapes.whole(run), report_lines(run))


async def compare(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show two evaluations side by side."""
    comparison = await desk.evaluations.compare(RunId(args.run), RunId(args.other))
    printer.answer(shapes.comparison(comparison), comparison_lines(comparison))


async def remove(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Forget an evaluation."""
    run = await desk.evaluations.run(RunId(args.run))
    await desk.evaluations.forget(run.id)
    printer.answer({"removed": run.id}, [f"Removed evaluation {run.id}."])


async def _forget(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Let the built-in weights count again in the world of a session, or in one that is named."""
    session_id = SessionId(args.session) if args.session is not None else None
    world_id = await world_of(desk, args.world, session_id)
    learned = await desk.weights.of_world(world_id)
    await desk.weights.forget(world_id)
    line = "Nothing was learned for this world."
    if learned is not None:
        line = f"The built-in weights count again, not {learned.origin}."
    printer.answer({"forgotten": learned is not None}, [line])


def _refuse_what_does_not_go_together(args: Namespace) -> None:
    if args.learn and args.forget:
        message = "--learn and --forget undo each other."
        raise UserFixableError(message, hint="Leave one of them away.")
    if args.learn and args.session is None:
        message = "--learn learns from the replies of a session."
        raise UserFixableError(message, hint="Name it with --session.")
    if args.forget:
        if args.file is not None or (args.session is None) == (args.world is None):
            message = "--forget measures nothing: it needs a world, and no FILE."
            raise UserFixableError(message, hint="Name one by --world, or by one of its --session.")
        return
    if args.session is not None and (args.file is not None or args.world is not None):
        message = "--session measures your own replies: it takes neither a FILE nor --world."
        raise UserFixableError(message, hint="Leave one of them away.")
    if args.world is not None and args.file is None:
        message = "--world says which world the questions of a FILE are about."
        raise UserFixableError(message, hint="Name the FILE too.")
    if args.ablation and args.file is None:
        message = "--ablation measures the clues by which turns are found: it needs a FILE."
        raise UserFixableError(message, hint="Name one with dialogues.")


def _answer(run: Run, printer: Printer) -> None:
    printer.say(f"Kept as evaluation {run.id}.")
    printer.answer(shapes.report(run.report), report_lines(run))


class _Told:
    """Says what is being done, each thing once."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._doing = ""

    def __call__(self, progress: Progress) -> None:
        if progress.doing != self._doing and not self._printer.as_json:
            self._doing = progress.doing
            self._printer.say(f"{progress.doing} ({progress.total}) \u2026")
