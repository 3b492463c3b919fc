"""Plays a part of the sample script, so that there is something to see."""

from contextlib import aclosing
from pathlib import Path

from loredesk.domain.ids import SessionId
from loredesk.domain.proposals import ProposalState
from loredesk.services.desk import Desk

SCRIPT = Path(__file__).parents[2] / "resources" / "sample" / "script.txt"
ACCEPTED_TURNS, SNOOZED_TURN, LAST_TURN = 6, 7, 9
CHAPTER_TURNS = 4


def sample_turns() -> tuple[str, ...]:
    """Return the turns of the sample script."""
    lines = (line.strip() for line in SCRIPT.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


async def play(desk: Desk, session: SessionId) -> None:
    """Accept what the first turns propose, put off what one does, and leave the rest open."""
    await desk.summaries.set_chapters(session, CHAPTER_TURNS)
    for number, text in enumerate(sample_turns()[:LAST_TURN], start=1):
        async with aclosing(desk.generation.reply(session, text)) as events:
            async for _ in events:
                pass
        await desk.queue.run()
        found = [one.id for one in await desk.review.proposals(session)]
        if number <= ACCEPTED_TURNS and found:
            await desk.review.accept(found)
            await desk.queue.run()
        elif number == SNOOZED_TURN and found:
            await desk.review.snooze(found[:1])
    await make_a_conflict(desk, session)


async def make_a_conflict(desk: Desk, session: SessionId) -> None:
    """Write by hand into a note, and accept a proposal for it in words that say otherwise."""
    for proposal in await desk.review.proposals(session):
        if proposal.base and proposal.entry_id is not None:
            view = await desk.library.entry(proposal.entry_id, session)
            base = view.note.revision if view.note else None
            text = f"I saw this myself: {proposal.base}"
            await desk.library.save_note(session, proposal.entry_id, text, base=base)
            otherwise = f"Others saw this: {proposal.proposed}"
            await desk.review.accept([proposal.id], text=otherwise)
            break
    if not await desk.review.proposals(session, ProposalState.CONFLICT):
        message = "No proposal came to a conflict"
        raise RuntimeError(message)
