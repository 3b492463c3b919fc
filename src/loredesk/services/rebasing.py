"""Proposals whose base is no longer the newest: carried over to it, or left for the author."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from loredesk.domain.causes import is_copy
from loredesk.domain.ids import ProposalId
from loredesk.domain.merge import merged
from loredesk.domain.notes import spine
from loredesk.domain.proposals import Proposal, ProposalKind
from loredesk.ports.store import Repos


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """A proposal on the note as it stands, and what of it the author accepted."""

    proposal: Proposal
    text: str


def rebased(repos: Repos, proposal: Proposal, text: str, *, own: bool) -> Rebased | None:
    """Return *proposal* and its accepted *text* on top of the note in force.

    Of hunks the proposal keeps those that were accepted; beside the author's *own* text it keeps
    what was proposed. A merge card is settled by the author's text alone. None where they collide
    with what was written meanwhile, or where the base does not stand on this line: its text may
    tell of what was undone.
    """
    if proposal.entity is not None:
        return None
    session_id, entry_id = proposal.session_id, proposal.entry_id
    line = repos.messages.line_of_entry(session_id, entry_id)
    rests_on = spine(repos.notes.revisions(session_id, entry_id), line)
    if proposal.base_revision not in {None, *(one.id for one in rests_on)}:
        return None
    under = rests_on[-1].content if rests_on else ""
    accepted = merged(proposal.base, text, under)
    by_hand = proposal.kind is ProposalKind.MERGE_EDIT
    proposed = accepted if by_hand else merged(proposal.base, proposal.proposed, under)
    if proposed is None or accepted is None:
        return None
    newest = rests_on[-1].id if rests_on else None
    kept = proposed if own else accepted
    return Rebased(
        proposal=replace(proposal, base_revision=newest, base=under, proposed=kept),
        text=accepted,
    )


def moved_among(repos: Repos, accepted: Collection[ProposalId]) -> tuple[ProposalId, ...]:
    """Return which of the *accepted* proposals were put on another base than they were made on."""
    return tuple(
        one.id
        for one in repos.proposals.many(accepted).values()
        if one.kind is ProposalKind.UPDATE_NOTE
        for revision in repos.notes.revisions(one.session_id, one.entry_id)
        if revision.proposal_id == one.id
        and not is_copy(revision)
        and revision.base != one.base_revision
    )
