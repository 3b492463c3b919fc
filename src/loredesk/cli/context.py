"""`context`, `why-not`, `steer`: what a model is told, why, and how the author steers it."""

from argparse import Namespace
from dataclasses import asdict

from loredesk.cli import context_shapes
from loredesk.cli.printing import Printer
from loredesk.domain.errors import UserFixableError
from loredesk.domain.explanations import ComparedItem
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.manifest import Manifest
from loredesk.domain.steering import Steer
from loredesk.services.desk import Desk
from loredesk.services.explaining import UNKNOWN


async def context(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Show what a text would send, or what was sent for a reply, or how two replies differ."""
    if args.other is not None:
        await _compare(desk, args, printer)
        return
    if args.message is None:
        manifest: Manifest | None = await desk.generation.preview(
            SessionId(args.session), args.text or ""
        )
    else:
        manifest = await desk.generation.manifest(MessageId(args.message))
    if manifest is None:
        hint = "`loredesk messages --session S` lists the replies of a session."
        raise UserFixableError(UNKNOWN, hint=hint)
    printer.answer(
        context_shapes.context(manifest),
        [
            f"{manifest.tokens} of {manifest.budget} tokens",
            *(f"  in: {one.title} ({one.reason}, {one.tokens})" for one in manifest.entries),
            *(f"  in: {one.title} ({one.reason}, {one.tokens})" for one in manifest.passages),
            *(f"  out: {one.title} ({one.reason})" for one in manifest.left_out),
            *(f"  {remark}" for remark in manifest.remarks),
            *(f"\n--- {one.name} ({one.tokens} tokens)\n{one.text}" for one in manifest.blocks),
        ],
    )


async def why_not(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Say why an entry was not told for a reply, or would not be told now."""
    session_id = SessionId(args.session)
    entry = await _entry(desk, args.entry, session_id)
    message_id = MessageId(args.message) if args.message else None
    answer = await desk.explaining.why_not(session_id, entry.id, message_id)
    printer.answer(
        context_shapes.why_not(answer),
        [
            f"{answer.title}: {answer.sentence}",
            *(
                f"  {one.stage}: place {one.rank} ({one.score:.3f})"
                if one.rank
                else f"  {one.stage}: not found"
                for one in answer.standings
            ),
        ],
    )


async def steer(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Pin, ban or boost an entry in a session, leave it to recall again, or list what is set."""
    session_id = SessionId(args.session)
    if args.entry is not None:
        entry = await _entry(desk, args.entry, session_id)
        wanted = None if args.how == "free" else Steer(args.how)
        await desk.explaining.steer(session_id, entry.id, wanted)
    steering = await desk.explaining.steering(session_id)
    printer.answer(
        [asdict(one) | {"steer": one.steer.value} for one in steering],
        [f"{one.steer.value:>5}  {one.title}" for one in steering]
        or ["Nothing is pinned, banned or boosted in this session."],
    )


async def _compare(desk: Desk, args: Namespace, printer: Printer) -> None:
    if args.message is None:
        hint = "Add `--message M`."
        raise UserFixableError("Two replies are needed to compare them.", hint=hint)
    found = await desk.explaining.compare(MessageId(args.message), MessageId(args.other))
    printer.answer(
        context_shapes.compared(found),
        [
            f"{found.here.tokens} and {found.there.tokens} tokens",
            *(_line(one) for one in found.items),
        ],
    )


def _line(one: ComparedItem) -> str:
    if one.tokens_here and one.tokens_there:
        return f"  both: {one.title} ({one.tokens_here}, {one.tokens_there})"
    where, other = ("only here", one.there) if one.tokens_here else ("only there", one.here)
    return f"  {where}: {one.title} (otherwise: {other or 'no candidate'})"


async def _entry(desk: Desk, name: str, session_id: SessionId) -> LoreEntry:
    world_id = (await desk.stories.story(session_id)).session.world_id
    return await desk.library.find_entry(name, world_id, session_id)
