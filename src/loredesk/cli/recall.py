"""`search`, `index`: what is found."""

from argparse import Namespace
from dataclasses import asdict

from loredesk.cli.library import world_of
from loredesk.cli.printing import Printer
from loredesk.cli.troubles import index_troubles_told
from loredesk.domain.ids import SessionId
from loredesk.domain.settings import Engine
from loredesk.services.desk import Desk


async def search(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Search lore and notes."""
    session_id = SessionId(args.session) if args.session else None
    with index_troubles_told(desk, printer):
        hits = await desk.search.search(
            args.text,
            world_id=await world_of(desk, args.world, session_id),
            session_id=session_id,
            only=args.only,
            engine=_engine(args),
            limit=args.limit,
        )
    printer.answer(
        [asdict(hit) for hit in hits],
        [f"{hit.score:7.3f}  {hit.handle:>5}  {hit.title}" for hit in hits] or ["Nothing found."],
    )


async def index(desk: Desk, args: Namespace, printer: Printer) -> None:
    """Check or rebuild the search index."""
    work = desk.search.rebuild if args.verb == "rebuild" else desk.search.check
    with index_troubles_told(desk, printer):
        report = asdict(await work(_engine(args)))
    printer.answer(report, [f"{name}: {value}" for name, value in report.items()])


def _engine(args: Namespace) -> Engine | None:
    return Engine(args.engine) if args.engine else None
