"""`review`: proposals, and what the author says to them."""

from argparse import Namespace

from loredesk.cli import shapes
from loredesk.cli.library import known_session
from loredesk.cli.printing import Printer, counted
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import ProposalId
from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.proposals import ProposalEvent, ProposalState
from loredesk.services.desk import Desk


async def review(desk: Desk, args: Namespace, printer: Printer) -> None:
    """List, show, accept, reject or open again, or say who a newcomer is."""
    if args.verb == "list":
        await _list(desk, args, printer)
    elif args.verb == "show":
        await _show(desk, args, printer)
    elif args.verb == "reopen":
        opened = await desk.review.reopen([ProposalId(one) for one in args.ids])
        printer.answer({"reopened": list(opened)}, [f"{len(opened)} opened again."])
    elif args.verb == "same-as":
        await _same_as(desk, args, printer)
    else:
        _print_outcome(await _decide(desk, args), printer)


async def _list(desk: Desk, args: Namespace, printer: Printer) -> None:
    session_id = await known_session(desk, args.session)
    found = await desk.review.proposals(session_id, ProposalState(args.state))
    printer.answer(
        [shapes.proposal_row(one) for one in found],
        [
            f"{one.id}  {one.kind}: {one.title} ({counted(len(one.events), 'event')})"
            for one in found
        ],
    )


async def _show(desk: Desk, args: Namespace, printer: Printer) -> None:
    one = await desk.review.proposal(ProposalId(args.ids[0]))
    lines = [f"{one.kind}: {one.title} ({one.state})"]
    for hunk in one.hunks:
        lines += [f"  [{hunk.number}]"]
        lines += [f"  - {text}" for text in hunk.removed.splitlines() if text]
        lines += [f"  + {text}" for text in hunk.added.splitlines() if text]
    for event in one.events:
        lines.append(f"  turn {event.turn}: {event.summary} ({_source(event)})")
    printer.answer(shapes.proposal(one), lines)


async def _decide(desk: Desk, args: Namespace) -> ReviewOutcome:
    ids = [ProposalId(one) for one in args.ids]
    if args.all:
        session_id = await known_session(desk, args.session)
        ids += [one.id for one in await desk.review.proposals(session_id)]
    if not ids and not args.all:
        hint = "`loredesk review list` lists the open ones; --all means all of them."
        raise UserFixableError("No proposal was named.", hint=hint)
    if args.verb == "accept":
        if args.hunks is not None and (args.all or len(ids) != 1):
            raise UserFixableError("Hunks belong to one proposal.", hint="Name just that one.")
        return await desk.review.accept(ids, hunks=args.hunks)
    return await desk.review.reject(ids)


async def _same_as(desk: Desk, args: Namespace, printer: Printer) -> None:
    proposal = await desk.review.proposal(ProposalId(args.ids[0]))
    entry = await desk.library.find_entry(args.entry, session_id=proposal.session_id)
    outcome = await desk.review.same_as(proposal.id, entry.id)
    said = f"{proposal.title} is {entry.title}: what happened goes into the note on {entry.title}."
    printer.answer(shapes.outcome(outcome), [said])


def _print_outcome(outcome: ReviewOutcome, printer: Printer) -> None:
    printer.answer(
        shapes.outcome(outcome),
        [
            (
                f"{len(outcome.accepted)} accepted, {len(outcome.rejected)} rejected, "
                f"{len(outcome.conflicts)} in conflict."
            )
        ],
    )


def _source(event: ProposalEvent) -> str:
    if event.source == "simulated":
        return "simulated, so there is no quote"
    return f'"{event.quote}", {"found" if event.quote_found else "not found"} in the turn'
