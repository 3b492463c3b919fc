"""`edit`, `delete`, `restore`, `branch`, `branches`, `compare`: the tree of a session."""

from argparse import Namespace
from dataclasses import asdict

from loredesk.cli import shapes
from loredesk.cli.lines import notes_by_revision, print_change, since
from loredesk.cli.printing import Printer
from loredesk.domain.branches import LineComparison
from loredesk.domain.ids import MessageId, SessionId
from loredesk.services.desk import Desk


async def edit(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Add another take of a message with other words."""
    change = await desk.stories.edit(SessionId(args.session), MessageId(args.message), args.text)
    print_change(change, printer)


async def delete(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Put a message and all below it into the trash."""
    change = await desk.stories.delete(SessionId(args.session), MessageId(args.message))
    print_change(change, printer)


async def restore(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Bring a message back from the trash."""
    change = await desk.stories.restore(SessionId(args.session), MessageId(args.message))
    print_change(change, printer)


async def branch(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Begin a line with a name."""
    session_id = SessionId(args.session)
    before = await notes_by_revision(desk, session_id)
    added = await desk.stories.branch(session_id, MessageId(args.message), args.name or "")
    print_change(await since(desk, session_id, before), printer, branch=shapes.branch(added))


async def branches(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List the lines that have a name."""
    found = await desk.stories.branches(SessionId(args.session))
    printer.answer(
        [shapes.branch(one) for one in found],
        [f"{one.name}: up to turn {one.turn}, message {one.tip}" for one in found],
    )


async def compare(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show how two lines differ in the lore."""
    found = await desk.stories.compare(
        SessionId(args.session), MessageId(args.message), MessageId(args.other)
    )
    printer.answer(asdict(found), _told(found))


def _told(found: LineComparison) -> list[str]:
    lines = [
        f"Both lines are the same up to turn {found.common_turn}."
        if found.common
        else "The lines begin differently.",
        f"Turns that differ: {found.one_turns} here, {found.other_turns} there.",
    ]
    for note in found.notes:
        lines += [f"{note.title}", f"  here:  {note.one or '-'}", f"  there: {note.other or '-'}"]
    lines += [f"Only here: {title}" for title in found.only_one]
    lines += [f"Only there: {title}" for title in found.only_other]
    return lines
