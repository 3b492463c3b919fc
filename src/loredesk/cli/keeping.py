"""`lore promote|demote|rollback|lock|merge|split|delete|restore`, `trash`, whole sessions and worlds."""

from argparse import Namespace
from typing import Literal

from loredesk.cli import shapes
from loredesk.cli.library import known_session, named_world, world_of
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, RedirectId, SessionId, WorldId
from loredesk.domain.listings import TrashItem
from loredesk.domain.lore import LoreEntry, Redirect
from loredesk.services.desk import Desk


async def promote(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Make a newcomer, or the note on an entry, canon."""
    session_id = SessionId(args.session)
    entry = await _entry(desk, args)
    promotion = await desk.canon.promotion(session_id, entry.id)
    kept = await desk.canon.promote(session_id, entry.id, hunks=args.hunks, text=args.text)
    _print_entry(kept, f"Canon now says of {kept.title}:", printer, base=promotion.base)


async def demote(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Take a promotion back."""
    kept = await desk.canon.demote((await _entry(desk, args)).id)
    _print_entry(kept, f"The promotion of {kept.title} is taken back.", printer)


async def rollback(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Give an entry an earlier version again."""
    kept = await desk.canon.rollback((await _entry(desk, args)).id, args.revision)
    _print_entry(kept, f"{kept.title} says again:", printer)


async def lock(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Lock exactly these fields of an entry."""
    fields = [one.strip() for one in args.fields.split(",") if one.strip()]
    kept = await desk.canon.set_locks((await _entry(desk, args)).id, fields)
    locked = ", ".join(sorted(kept.locked)) or "nothing"
    printer.answer(
        {"id": kept.id, "locked": sorted(kept.locked)}, [f"Of {kept.title} {locked} is locked."]
    )


async def merge(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Let one entry stand for another."""
    session_id = await known_session(desk, args.session)
    world_id = await _world(desk, args)
    gone = await desk.library.find_entry(args.entry, world_id, session_id)
    into = await desk.library.find_entry(args.into, world_id, session_id)
    preview = await desk.merging.preview(session_id, gone.id, into.id)
    text = preview.proposed if args.text is None else args.text
    made = await desk.merging.merge(session_id, gone.id, into.id, text)
    printer.answer(
        _redirect(made),
        [
            f"{into.title} now stands for {gone.title}.",
            f"`loredesk lore split {made.id}` undoes it.",
        ],
    )


async def split(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Undo a merge."""
    await desk.merging.split(RedirectId(args.redirect))
    printer.answer({"split": args.redirect}, ["Both entries are there again."])


async def delete(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Put an entry in the trash."""
    entry = await _entry(desk, args)
    await desk.trash.delete_entry(entry.id)
    printer.answer({"deleted": entry.id}, [f"{entry.title} is in the trash."])


async def restore(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Take an entry out of the trash."""
    item = await _in_trash(desk, "entry", args.entry, await _world(desk, args))
    await desk.trash.restore_entry(LoreId(item.id))
    printer.answer({"restored": item.id}, [f"{item.title} is back."])


async def trash(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List what is in the trash, the latest first."""
    found = await desk.trash.contents(await _world(desk, args))
    printer.answer(
        [
            {
                "kind": one.kind,
                "id": one.id,
                "title": one.title,
                "world_id": one.world_id,
                "deleted_at": one.deleted_at.isoformat(),
            }
            for one in found
        ],
        [f"{one.kind:>7}  {one.id}  {one.title}" for one in found],
    )


async def new_session(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Begin a session, with notes of another one where that is asked for."""
    source = await known_session(desk, args.carry_from)
    names = [one.strip() for one in args.entries.split(",") if one.strip()]
    if names and source is None:
        hint = "Name the session they are from with --carry-from."
        raise UserFixableError("Entries are carried over from a session.", hint=hint)
    world_id = await world_of(desk, args.world, source)
    entries = [(await desk.library.find_entry(one, world_id, source)).id for one in names]
    made = await desk.library.new_session(world_id, args.title, carry_from=source, entries=entries)
    printer.answer(
        {"id": made.id, "world_id": made.world_id, "title": made.title, "head": made.head},
        [f"{made.id}  {made.title}"],
    )


async def delete_session(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Put a session in the trash."""
    await desk.trash.delete_session(SessionId(args.id))
    printer.answer({"deleted": args.id}, ["The session is in the trash, with everything in it."])


async def restore_session(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Take a session out of the trash."""
    item = await _in_trash(desk, "session", args.id, None)
    await desk.trash.restore_session(SessionId(item.id))
    printer.answer({"restored": item.id}, [f"{item.title} is back."])


async def delete_world(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Put a world in the trash."""
    world = await named_world(desk, args.id)
    await desk.trash.delete_world(world.id)
    printer.answer({"deleted": world.id}, [f"{world.title} is in the trash, with its sessions."])


async def restore_world(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Take a world out of the trash."""
    item = await _in_trash(desk, "world", args.id, None)
    await desk.trash.restore_world(WorldId(item.id))
    printer.answer({"restored": item.id}, [f"{item.title} is back."])


async def _entry(desk: Desk, args: Namespace) -> LoreEntry:
    session_id = await known_session(desk, args.session)
    return await desk.library.find_entry(args.entry, await _world(desk, args), session_id)


async def _world(desk: Desk, args: Namespace) -> WorldId | None:
    return (await named_world(desk, args.world)).id if args.world else None


async def _in_trash(
    desk: Desk,
    kind: Literal["world", "session", "entry"],
    name: str,
    world_id: WorldId | None,
) -> TrashItem:
    """Return what in the trash has *name* as its id or title."""
    found = [
        one
        for one in await desk.trash.contents(world_id)
        if one.kind == kind and name in {one.id, one.title}
    ]
    if len(found) != 1:
        said = f"There is no {kind} {name!r} in the trash."
        several = f"Several of the trash are called {name!r}."
        hint = "`loredesk trash` lists what is there, with its ids."
        raise UserFixableError(several if found else said, hint=hint)
    return found[0]


def _print_entry(entry: LoreEntry, said: str, printer: Printer, *, base: str = "") -> None:
    printer.answer(
        {
            "id": entry.id,
            "title": entry.title,
            "origin": entry.origin,
            "revision": entry.revision,
            "before": base,
            "content": entry.content,
        },
        [said, "", entry.content],
    )


def _redirect(one: Redirect) -> shapes.Json:
    return {
        "id": one.id,
        "from_id": one.from_id,
        "to_id": one.to_id,
        "session_id": one.session_id,
        "anchors": sorted(one.anchors),
        "note_revision": one.note_revision,
        "lore_revision": one.lore_revision,
    }
