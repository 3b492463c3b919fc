"""What moving along the tree did to the notes of a session, told the same way by every command."""

from collections.abc import Mapping

from loredesk.cli import shapes
from loredesk.cli.printing import Printer
from loredesk.domain.ids import RevisionId, SessionId
from loredesk.domain.listings import LineChange, NoteChange
from loredesk.services.desk import Desk


async def notes_by_revision(desk: Desk, session_id: SessionId) -> dict[RevisionId, NoteChange]:
    """Return the notes in force, to compare with later."""
    return {note.revision: note for note in await desk.stories.notes_in_force(session_id)}


async def since(
    desk: Desk, session_id: SessionId, before: Mapping[RevisionId, NoteChange]
) -> LineChange:
    """Return what has changed since the notes *before* were in force."""
    after = await notes_by_revision(desk, session_id)
    story = await desk.stories.story(session_id)
    return LineChange(
        head=story.session.head,
        in_force=tuple(after[one] for one in after if one not in before),
        out_of_force=tuple(before[one] for one in before if one not in after),
    )


def print_change(change: LineChange, printer: Printer, **more: object) -> None:
    """Print where a session ends now and what that did; *more* joins the JSON."""
    come = {one.title for one in change.in_force}
    gone = {one.title for one in change.out_of_force}
    printer.answer(
        {**shapes.line_change(change), **more},
        [
            f"The session now ends at {change.head}.",
            *(f"Another note counts: {title}" for title in sorted(come & gone)),
            *(f"A note counts again: {title}" for title in sorted(come - gone)),
            *(f"A note no longer counts: {title}" for title in sorted(gone - come)),
        ],
    )
