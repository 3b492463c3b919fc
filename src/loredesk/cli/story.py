"""`messages`, `goto`, `regenerate`: along the tree of a session."""

from argparse import Namespace
from contextlib import aclosing

from loredesk.cli import shapes
from loredesk.cli.printing import Printer
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import LineChange, NoteChange, ReplyPiece
from loredesk.services.desk import Desk


async def messages(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List the line of a session, or its whole tree."""
    story = await desk.stories.story(SessionId(args.session))
    places = story.messages if args.all else story.line
    printer.answer(
        [shapes.message(place) for place in places],
        [
            f"{place.message.id}  turn {place.turn}, take {place.take} of {place.takes}\n"
            f"  {place.message.speaker}: {place.message.text}\n"
            for place in places
        ],
    )


async def goto(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show the line that ends at a message."""
    change = await desk.stories.goto(SessionId(args.session), MessageId(args.message))
    _print_change(change, printer)


async def regenerate(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Write another take of a reply."""
    session_id = SessionId(args.session)
    before = await _notes(desk, session_id)
    events = desk.generation.regenerate(session_id, MessageId(args.message))
    async with aclosing(events):
        async for event in events:
            if isinstance(event, ReplyPiece):
                printer.piece(event.text)
    after = await _notes(desk, session_id)
    story = await desk.stories.story(session_id)
    _print_change(
        LineChange(
            head=story.session.head,
            in_force=tuple(after[one] for one in after if one not in before),
            out_of_force=tuple(before[one] for one in before if one not in after),
        ),
        printer,
    )


async def _notes(desk: Desk, session_id: SessionId) -> dict[str, NoteChange]:
    return {note.revision: note for note in await desk.stories.notes_in_force(session_id)}


def _print_change(change: LineChange, printer: Printer) -> None:
    come = {one.title for one in change.in_force}
    gone = {one.title for one in change.out_of_force}
    printer.answer(
        shapes.line_change(change),
        [
            f"The session now ends at {change.head}.",
            *(f"Another note counts: {title}" for title in sorted(come & gone)),
            *(f"A note counts again: {title}" for title in sorted(come - gone)),
            *(f"A note no longer counts: {title}" for title in sorted(gone - come)),
        ],
    )
