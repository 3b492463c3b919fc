"""`lore history|blame|withdraw|reinstate`, `lore show --as-of`: the past of an entry."""

from argparse import Namespace

from loredesk.cli import shapes
from loredesk.cli.library import known_session, named_world
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import RevisionId, SessionId
from loredesk.domain.listings import LineChange
from loredesk.domain.lore import LoreEntry, composite
from loredesk.domain.past import EntryAsOf, EntryHistory, EntryVersion
from loredesk.services.desk import Desk

Json = shapes.Json


async def history(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List the versions of an entry and of its note, the newest first."""
    session_id = await known_session(desk, args.session)
    entry = await _entry(desk, args, session_id)
    found = await desk.history.history(entry.id, session_id)
    printer.answer(
        _history(found), [line for one in found.versions for line in _version_lines(one)]
    )


async def blame(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show the sentences of a note, each with who wrote it, when and from which quote."""
    session_id = await known_session(desk, args.session)
    entry = await _entry(desk, args, session_id)
    found = await desk.history.blame(entry.id, session_id)
    lines = []
    for one in found:
        turn = "" if one.turn is None else f", turn {one.turn}"
        quote = f' "{one.quote}"' if one.quote else ""
        lines.append(f"{one.text.strip()}  ({one.by}{turn}{quote})")
    printer.answer(
        [
            {
                "text": one.text,
                "revision": one.revision,
                "by": one.by,
                "turn": one.turn,
                "quote": one.quote,
                "reason": one.reason,
            }
            for one in found
        ],
        lines,
    )


async def show_as_of(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show an entry as it stood when a turn had been written."""
    session_id = await known_session(desk, args.session)
    if session_id is None:
        raise UserFixableError("A turn belongs to a session.", hint="Name one with --session.")
    entry = await _entry(desk, args, session_id)
    found = await desk.history.as_of(entry.id, session_id, args.as_of)
    text = composite(found.content, found.note.note_content if found.note else "")
    if args.composite and not printer.as_json:
        printer.answer(None, [text])
        return
    lines = [f"{found.entry.title} ({found.entry.category}), as of turn {found.turn}", ""]
    lines.append(found.content)
    if found.note is not None:
        lines += ["", f"Note, as of turn {found.turn}:", found.note.note_content]
    printer.answer({**_as_of(found), "composite": text}, lines)


async def withdraw(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Take one change of a note back."""
    session_id = SessionId(args.session)
    change = await desk.history.withdraw(session_id, RevisionId(args.revision))
    _print_change("The change was taken back.", change, printer)


async def reinstate(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Bring a change of a note back."""
    session_id = SessionId(args.session)
    change = await desk.history.reinstate(session_id, RevisionId(args.revision))
    _print_change("The change counts again.", change, printer)


async def _entry(desk: Desk, args: Namespace, session_id: SessionId | None) -> LoreEntry:
    world_id = (await named_world(desk, args.world)).id if args.world else None
    return await desk.library.find_entry(args.entry, world_id, session_id)


def _print_change(what: str, change: LineChange, printer: Printer) -> None:
    reads = [f"The note of {one.title!r} reads differently now." for one in change.in_force]
    none = [
        f"{one.title!r} has no note on this line now."
        for one in change.out_of_force
        if not change.in_force
    ]
    printer.answer(shapes.line_change(change), [what, *reads, *none])


def _history(found: EntryHistory) -> Json:
    return {
        "id": found.entry.id,
        "title": found.entry.title,
        "versions": [_version(one) for one in found.versions],
    }


def _version(one: EntryVersion) -> Json:
    return {
        "part": one.part,
        "revision": one.revision,
        "by": one.by,
        "created_at": one.created_at.isoformat(),
        "why": one.why,
        "turn": one.turn,
        "in_force": one.in_force,
        "withdrawn": one.withdrawn,
        "withdrawn_with": one.withdrawn_with,
        "base": one.base,
        "anchors": sorted(one.anchors),
        "content": one.content,
        "events": [shapes.event(event) for event in one.events],
    }


def _version_lines(one: EntryVersion) -> list[str]:
    state = "taken back" if one.withdrawn else ("in force" if one.in_force else "not in force")
    turn = "" if one.turn is None else f", turn {one.turn}"
    when = one.created_at.isoformat(sep=" ", timespec="minutes")
    why = f": {one.why}" if one.why else ""
    quotes = [f'    "{event.quote}" (turn {event.turn})' for event in one.events if event.quote]
    return [f"{one.part} {one.revision}  {when}  by {one.by}{turn}, {state}{why}", *quotes]


def _as_of(found: EntryAsOf) -> Json:
    entry = found.entry
    return {
        "id": entry.id,
        "handle": entry.handle,
        "title": entry.title,
        "category": entry.category,
        "tags": list(entry.tags),
        "aliases": list(entry.aliases),
        "origin": entry.origin,
        "is_dynamically_generated": entry.is_dynamically_generated,
        "always_on": entry.always_on,
        "as_of": found.turn,
        "content": found.content,
        "note": shapes.note(found.note),
    }
