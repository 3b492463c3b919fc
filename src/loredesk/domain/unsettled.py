"""What of a note is not settled on a line: changes and proposals that do not stand where they could."""

from collections.abc import Collection, Iterable, Sequence

from loredesk.domain.causes import any_same, is_cause, is_undone
from loredesk.domain.ids import MessageId, RevisionId
from loredesk.domain.notes import NoteRevision, spine
from loredesk.domain.proposals import Proposal, ProposalKind, ProposalState

WAITING = (ProposalState.OPEN, ProposalState.SNOOZED)


def unsettled(
    revisions: Sequence[NoteRevision], line: Collection[MessageId]
) -> tuple[NoteRevision, ...]:
    """Return the revisions of which something may have to stand on *line* that does not.

    They are out of force, or in force but hidden by a longer chain. The text of a merge is the
    author's, but goes with the turns that brought up who was merged.
    """
    standing = spine(revisions, line)
    ids = {one.id for one in standing}
    copied = {source for one in standing for source in (one.merge_of, one.carried_from)}
    known = {one.id for one in revisions}
    return tuple(
        one
        for one in revisions
        if one.id not in ids
        and one.merge_of is None
        and one.carried_from not in known
        and not is_cause(one)
        and not is_undone(one)
        and (
            one.id not in copied and all(anchor in line for anchor in one.anchors)
            if one.by == "author"
            else one.proposal_id is not None and any(anchor in line for anchor in one.anchors)
        )
    )


def standing_proposals(
    proposals: Iterable[Proposal],
    rests_on: Sequence[NoteRevision],
    line: Collection[MessageId],
) -> tuple[Proposal, ...]:
    """Return the rewrites that wait for the author on the note that is the end of *rests_on*.

    What they would change stands there, or lies beneath it. An event that is in several of them
    is shown once: with the one on the longest chain, of those on one text with the earliest.
    """
    depths: dict[RevisionId | None, int] = {None: 0}
    depths |= {one.id: depth for depth, one in enumerate(rests_on, start=1)}
    fitting = [one for one in proposals if waits_here(one, line) and one.base_revision in depths]
    chosen: list[Proposal] = []
    for one in sorted(fitting, key=lambda one: -depths[one.base_revision]):
        taken = [event for other in chosen for event in other.events]
        if not any_same(one.events, taken):
            chosen.append(one)
    return tuple(chosen)


def stranded(
    revisions: Sequence[NoteRevision],
    proposals: Sequence[Proposal],
    line: Collection[MessageId],
) -> tuple[Proposal, ...]:
    """Return the rewrites whose turns are on *line*, but that are not shown there."""
    shown = {one.id for one in standing_proposals(proposals, spine(revisions, line), line)}
    return tuple(one for one in proposals if waits_here(one, line) and one.id not in shown)


def waits_here(proposal: Proposal, line: Collection[MessageId]) -> bool:
    """Return whether a rewrite waits for the author whose turns are all on *line*."""
    return (
        proposal.kind is ProposalKind.UPDATE_NOTE
        and proposal.state in WAITING
        and all(anchor in line for anchor in proposal.anchors)
    )
