"""`messages`, `goto`, `regenerate`, `continue`: along the line of a session."""

from argparse import Namespace
from collections.abc import AsyncGenerator
from contextlib import aclosing

from loredesk.cli import shapes
from loredesk.cli.lines import notes_by_revision, print_change, since
from loredesk.cli.printing import Printer
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import ReplyEvent, ReplyPiece
from loredesk.services.desk import Desk


async def messages(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List the line of a session, or its whole tree; on demand what is in the trash too."""
    session_id = SessionId(args.session)
    story = await desk.stories.story(session_id)
    places = story.messages if args.all else story.line
    if args.deleted:
        places = (*places, *await desk.stories.deleted(session_id))
    printer.answer(
        [shapes.message(place) for place in places],
        [
            f"{place.message.id}  turn {place.turn}, take {place.take} of {place.takes}"
            f"{', deleted' if place.message.deleted_at else ''}\n"
            f"  {place.message.speaker}: {place.message.text}\n"
            for place in places
        ],
    )


async def goto(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show the line that ends at a message."""
    change = await desk.stories.goto(SessionId(args.session), MessageId(args.message))
    print_change(change, printer)


async def regenerate(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Write another take of a reply."""
    session_id = SessionId(args.session)
    events = desk.generation.regenerate(session_id, MessageId(args.message))
    await _follow(desk, session_id, events, printer)


async def continue_story(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Let the narrator go on where the line ends."""
    session_id = SessionId(args.session)
    await _follow(desk, session_id, desk.generation.continue_story(session_id), printer)


async def _follow(
    desk: Desk, session_id: SessionId, events: AsyncGenerator[ReplyEvent], printer: Printer
) -> None:
    before = await notes_by_revision(desk, session_id)
    async with aclosing(events):
        async for event in events:
            if isinstance(event, ReplyPiece):
                printer.piece(event.text)
    print_change(await since(desk, session_id, before), printer)
