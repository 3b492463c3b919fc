"""`ask`: questions about the lore, answered with their sources."""

from argparse import Namespace
from dataclasses import asdict

from loredesk.cli.library import known_session, world_of
from loredesk.cli.printing import Printer
from loredesk.domain.answers import Statement
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId
from loredesk.services.desk import Desk

NOT_KNOWN = "Nothing that is written down tells."


async def ask(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Answer a question, or tell what runs through a session."""
    if args.threads:
        await _threads(desk, args, printer)
        return
    session_id = await known_session(desk, args.session)
    world_id = await world_of(desk, args.world, session_id)
    answer = await desk.answering.ask(world_id, session_id, args.question or "")
    printer.answer(
        {**asdict(answer), "known": answer.is_known},
        [line for one in answer.statements for line in _lines(one)] or [NOT_KNOWN],
    )


async def _threads(desk: Desk, args: Namespace, printer: Printer) -> None:
    if args.session is None:
        hint = "Name one: `loredesk ask --threads --session S`."
        raise UserFixableError("Threads run through a session.", hint=hint)
    found = await desk.answering.threads(SessionId(args.session))
    printer.answer(
        asdict(found),
        [
            "Themes",
            *(line for one in found.themes for line in _lines(one)),
            "Open threads",
            *(line for one in found.threads for line in _lines(one)),
        ],
    )


def _lines(one: Statement) -> list[str]:
    return [one.text, *(f"    {cited.title}: \u201c{cited.quote}\u201d" for cited in one.citations)]
