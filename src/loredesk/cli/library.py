"""`worlds`, `sessions`, `lore`: reading the library."""

from argparse import Namespace
from dataclasses import asdict

from loredesk.cli import shapes
from loredesk.cli.knowing_shapes import who_knows, who_knows_lines
from loredesk.cli.printing import Printer, counted
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.listings import LoreFilter
from loredesk.domain.lore import World
from loredesk.services.desk import Desk

EVERYTHING = 1_000_000


async def worlds(desk: Desk, _args: Namespace, printer: Printer) -> None:
    """List the worlds."""
    rows = await desk.library.worlds()
    printer.answer(
        [asdict(row) for row in rows],
        [f"{row.id}  {row.title} ({row.entries} entries)" for row in rows],
    )


async def sessions(desk: Desk, _args: Namespace, printer: Printer) -> None:
    """List the sessions, the newest first."""
    rows = await desk.library.sessions()
    printer.answer(
        [asdict(row) for row in rows],
        [f"{row.id}  {row.title} ({counted(row.turns, 'turn')})" for row in rows],
    )


async def lore(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List entries, or show one."""
    session_id = await known_session(desk, args.session)
    if args.verb == "show":
        await _show(desk, args, session_id, printer)
        return
    world_id = await world_of(desk, args.world, session_id)
    rows = await desk.library.entries(world_id, session_id, LoreFilter(), limit=EVERYTHING)
    printer.answer(
        [shapes.lore_row(row) for row in rows],
        [
            f"{row.handle:>5}  {row.title} ({row.category})"
            + ("  note" if row.note else "")
            + ("  newcomer" if row.origin == "session" else "")
            for row in rows
        ],
    )


async def world_of(desk: Desk, name: str | None, session_id: SessionId | None) -> WorldId:
    """Return the world a command is about: of the session, named, or the only one there is."""
    if session_id is not None:
        return (await desk.stories.story(session_id)).session.world_id
    if name is not None:
        return (await named_world(desk, name)).id
    rows = await desk.library.worlds()
    if len(rows) != 1:
        problem = "There is no world yet." if not rows else "There are several worlds."
        hint = "`loredesk play --world sample` adds one." if not rows else "Name one with --world."
        raise UserFixableError(problem, hint=hint)
    return rows[0].id


async def known_session(desk: Desk, name: str | None) -> SessionId | None:
    """Return the session called *name*, None where none was named; refuse one there is not."""
    return (await desk.stories.story(SessionId(name))).session.id if name else None


async def named_world(desk: Desk, name: str) -> World:
    """Return the world called *name*; `sample` is the sample world where no other is called so."""
    world = await desk.library.find_world(name)
    if world is None and name == "sample":
        world = await desk.sample.installed()
    if world is None:
        hint = "`loredesk worlds` lists them."
        raise UserFixableError(f"There is no world {name!r}.", hint=hint)
    return world


async def _show(
    desk: Desk, args: Namespace, session_id: SessionId | None, printer: Printer
) -> None:
    world_id = (await named_world(desk, args.world)).id if args.world else None
    entry = await desk.library.find_entry(args.entry, world_id, session_id)
    view = await desk.library.entry(entry.id, session_id)
    if args.composite and not printer.as_json:
        printer.answer(None, [view.composite])
        return
    lines = [f"{entry.title} ({entry.category}, {entry.handle})", "", entry.content]
    if view.note is not None:
        lines += ["", f"Note, as of turn {view.note.last_updated_turn}:", view.note.note_content]
    found = await desk.knowledge.who_knows(entry.id, session_id)
    lines += who_knows_lines(found)
    printer.answer({**shapes.entry_view(view), **who_knows(found)}, lines)
