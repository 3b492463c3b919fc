"""Settling a conflict: the author writes its end."""

from loredesk.domain.listings import ReviewOutcome
from loredesk.domain.notes import SessionNote
from loredesk.domain.proposals import Proposal
from loredesk.ui.review.needs import Decisions, Library


async def settle(
    review: Decisions,
    library: Library,
    proposal: Proposal,
    standing: SessionNote | None,
    text: str,
) -> ReviewOutcome:
    """Let the author's *text* be the note instead of the one that is *standing*.

    The proposal is closed with it.
    """
    base = standing.revision if standing is not None else None
    await library.save_note(proposal.session_id, proposal.entry_id, text, base=base)
    return await review.reject([proposal.id], comment="written into the note by hand")
