"""`summaries`, `summarise`: the story so far, and having it summed up."""

from argparse import Namespace
from collections.abc import Collection

from loredesk.cli import shapes
from loredesk.cli.printing import Printer
from loredesk.domain.ids import MessageId, SessionId, SummaryId
from loredesk.domain.summaries import Summary, SummaryLevel
from loredesk.domain.tasks import Task
from loredesk.services.desk import Desk


async def summaries(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List what counts on the line, chapters first; on demand every version of every line."""
    session_id = SessionId(args.session)
    told = await desk.summaries.story_so_far(session_id)
    parts = (*told.chapters, *filter(None, [told.story]))
    standing = [part.summary for part in parts if part.summary is not None]
    counts = {one.id for one in standing} if told.chapter_turns else set()
    shown = await desk.summaries.versions(session_id) if args.all else standing
    line = {place.message.id for place in (await desk.stories.story(session_id)).line}
    printer.answer(
        [_shape(one, counts, line) for one in shown],
        [line for one in shown for line in _lines(one, counts)],
    )


async def summarise(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Queue the summing up of what has ended, or of one chapter; say how long a chapter is."""
    session_id = SessionId(args.session)
    if args.every is not None:
        await desk.summaries.set_chapters(session_id, args.every)
        if not args.every:
            printer.answer({"queued": None}, ["This session goes without summaries now."])
            return
    task = await desk.summaries.ask(session_id, chapter=args.chapter, again=args.again)
    printer.answer({"queued": None if task is None else shapes.task(task)}, [_queued(task)])


def _queued(task: Task | None) -> str:
    if task is None:
        return "Nothing is to be summed up, or it waits in the queue already."
    return f"Queued as {task.id}; `loredesk queue run` works it off."


def _shape(
    summary: Summary, counts: Collection[SummaryId], line: Collection[MessageId]
) -> shapes.Json:
    stretch = summary.stretch
    return {
        "id": summary.id,
        "level": summary.level.value,
        "chapter": stretch.chapter,
        "first_turn": stretch.first_turn,
        "last_turn": stretch.last_turn,
        "first_message": stretch.first,
        "last_message": stretch.last,
        "text": summary.text,
        "sentences": [{"text": one.text, "turns": list(one.turns)} for one in summary.sentences],
        "by": summary.by,
        "hidden": summary.hidden,
        "tokens": summary.tokens,
        "in_force": summary.id in counts,
        "on_line": stretch.last in line,
        "created_at": summary.created_at.isoformat(),
    }


def _lines(summary: Summary, counts: Collection[SummaryId]) -> list[str]:
    stretch = summary.stretch
    what = "The story"
    if summary.level is SummaryLevel.CHAPTER:
        what = f"Chapter {stretch.chapter}"
    remarks = [f"turns {stretch.first_turn} to {stretch.last_turn}", f"by the {summary.by}"]
    remarks += ["hidden"] if summary.hidden else []
    remarks += ["not in force"] if summary.id not in counts else []
    sentences = []
    for one in summary.sentences:
        turns = ", ".join(map(str, one.turns))
        sentences.append(f"  {one.text}  [{turns or 'yours'}]")
    return [f"{what} ({'; '.join(remarks)})", *sentences, ""]
