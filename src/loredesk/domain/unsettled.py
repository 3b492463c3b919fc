"""What of a note is not settled on a line: changes and proposals that do not stand where they could."""

from collections.abc import Collection, Iterable, Sequence

from loredesk.domain.causes import is_cause, is_undone
from loredesk.domain.ids import MessageId
from loredesk.domain.notes import NoteRevision, spine
from loredesk.domain.proposals import Proposal, ProposalKind, ProposalState

WAITING = frozenset({ProposalState.OPEN, ProposalState.SNOOZED})


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


def stranded(
    revisions: Sequence[NoteRevision],
    proposals: Iterable[Proposal],
    line: Collection[MessageId],
) -> tuple[Proposal, ...]:
    """Return the open proposals whose turns are on *line*, but what they rest on does not stand."""
    ids = {one.id for one in spine(revisions, line)}
    return tuple(
        one
        for one in proposals
        if waits_here(one, line) and one.base_revision is not None and one.base_revision not in ids
    )


def waits_here(proposal: Proposal, line: Collection[MessageId]) -> bool:
    """Return whether a rewrite waits for the author whose turns are all on *line*."""
    return (
        proposal.kind is ProposalKind.UPDATE_NOTE
        and proposal.state in WAITING
        and all(anchor in line for anchor in proposal.anchors)
    )
