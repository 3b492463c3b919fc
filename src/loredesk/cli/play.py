"""`play`: a script, or standard input, as turns of a session."""

import asyncio
import contextlib
import time
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import asdict

from loredesk.cli import context_shapes, shapes
from loredesk.cli.library import named_world
from loredesk.cli.printing import Printer
from loredesk.cli.troubles import index_troubles_told, tell_prompt_problems
from loredesk.cli.turns import turns
from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.domain.events import ProposalMoved
from loredesk.domain.ids import SessionId
from loredesk.domain.listings import ReplyFinished, ReplyPiece, ReplyStarted
from loredesk.domain.messages import Message
from loredesk.domain.panel import Panel
from loredesk.domain.proposals import ProposalState
from loredesk.services.desk import Desk


async def play(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Play every turn, and with `--drain` everything that follows from it."""
    tell_prompt_problems(desk, printer)
    with index_troubles_told(desk, printer):
        await _play(desk, args, printer)


async def _play(desk: Desk, args: Namespace, printer: Printer) -> None:
    started = time.perf_counter()
    lines = await turns(args.script)
    session_id = await _session(desk, args)
    before, proposed = (await desk.queue.status()).total, await desk.review.count(session_id)
    accept = args.accept == "all"
    if args.drain:
        async for text in lines:
            await _play_turn(desk, session_id, text, printer)
            await settle(desk, session_id, accept=accept)
        await settle(desk, session_id, accept=accept)
        await desk.index.in_step()
        status = await desk.queue.status()
        for sentence in status.waiting_for_models:
            printer.say(sentence)
        after = status.total
        summary = {
            "event": "drained",
            "session_id": session_id,
            "completed": after.completed - before.completed,
            "failed": after.failed - before.failed,
            "proposals": await desk.review.count(session_id) - proposed,
            "ms": (time.perf_counter() - started) * 1000,
        }
        words = "{completed} tasks completed, {failed} failed, {proposals} proposals"
        printer.event(summary, [words.format(**summary)])
        return
    async with clicking(desk, session_id, printer) if accept else contextlib.nullcontext():
        async for text in lines:
            await _play_turn(desk, session_id, text, printer)


async def settle(desk: Desk, session_id: SessionId, *, accept: bool) -> None:
    """Wait until nothing waits or runs, accepting each proposal as it opens where asked to."""
    while True:
        await desk.queue.run()
        if not accept or not await _accept_open(desk, session_id):
            return


@contextlib.asynccontextmanager
async def clicking(desk: Desk, session_id: SessionId, printer: Printer) -> AsyncIterator[None]:
    """Accept each proposal of a session as it opens, also while the next turn is awaited.

    What goes wrong is told, and tried again with the next one that opens and in the end.
    """
    opened = asyncio.Event()

    def note(event: ProposalMoved) -> None:
        if event.session_id == session_id and event.state is ProposalState.OPEN:
            opened.set()

    async def click() -> None:
        while True:
            await opened.wait()
            opened.clear()
            try:
                await _accept_open(desk, session_id)
            except LoredeskError as error:
                printer.say(error.sentence())

    unsubscribe = desk.hub.subscribe(ProposalMoved, note)
    clicks = asyncio.get_running_loop().create_task(click(), name="clicks")
    try:
        yield
    finally:
        unsubscribe()
        clicks.cancel()
        await asyncio.wait([clicks])
    if not clicks.cancelled():
        clicks.result()
    await _accept_open(desk, session_id)


async def _accept_open(desk: Desk, session_id: SessionId) -> int:
    """Accept what is open, one by one, as an author would click; return how many were decided."""
    decided = 0
    for proposal in await desk.review.proposals(session_id):
        try:
            outcome = await desk.review.accept([proposal.id])
        except LoredeskError:
            # Another process may have decided it since it was listed.
            if (await desk.review.proposal(proposal.id)).state is ProposalState.OPEN:
                raise
            decided += 1
        else:
            decided += len(outcome.accepted) + len(outcome.conflicts)
    return decided


async def _session(desk: Desk, args: Namespace) -> SessionId:
    if args.session:
        return (await desk.stories.story(SessionId(args.session))).session.id
    if args.world == "sample":
        world_id = (await desk.sample.install()).id
    elif args.world:
        world_id = (await named_world(desk, args.world)).id
    else:
        rows = await desk.library.worlds()
        world_id = rows[0].id if rows else (await desk.sample.install()).id
    return (await desk.library.new_session(world_id)).id


async def _play_turn(desk: Desk, session_id: SessionId, text: str, printer: Printer) -> None:
    printer.piece(f"\n> {text}\n\n")
    events = desk.generation.reply(session_id, text)
    author: Message | None = None
    try:
        async with aclosing(events):
            async for event in events:
                if isinstance(event, ReplyStarted):
                    author = event.author_message
                elif isinstance(event, ReplyPiece):
                    printer.piece(event.text)
                else:
                    await _print_reply(desk, session_id, event, printer)
    except LoredeskError as error:
        if author is None:
            raise
        again = f"`loredesk regenerate --session {session_id} --message {author.id}`"
        hint = f"{error.hint} Your turn is kept; {again} asks for the reply again.".strip()
        raise UserFixableError(error.message, hint=hint) from error


async def _print_reply(
    desk: Desk, session_id: SessionId, reply: ReplyFinished, printer: Printer
) -> None:
    message = reply.message
    manifest = await desk.generation.manifest(message.id)
    panel = message.panel or (await desk.stories.story(session_id)).panel
    printer.event(
        {
            "event": "reply",
            "session_id": session_id,
            "turn": reply.turn,
            "message_id": message.id,
            "speaker": message.speaker,
            "state": message.state.value,
            "text": message.text,
            "panel": shapes.panel(panel),
            "context": context_shapes.context_summary(manifest) if manifest else None,
            "usage": asdict(message.usage),
            "ms": asdict(reply.times),
        },
        ["", *_panel_lines(panel)],
    )


def _panel_lines(panel: Panel | None) -> Iterator[str]:
    if panel is None:
        return
    values = {
        "time": panel.time,
        "place": panel.place,
        "present": ", ".join(panel.present),
        "mood": panel.mood,
        **panel.fields,
    }
    yield "[" + " | ".join(f"{name}: {value}" for name, value in values.items() if value) + "]"
