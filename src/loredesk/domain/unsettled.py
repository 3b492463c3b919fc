"""What of a note is not settled on a line: changes and proposals that do not stand where they could."""

from collections.abc import Collection, Iterable, Sequence

from loredesk.domain.causes import (
    any_same,
    events_in,
    is_cause,
    is_copy,
    is_undone,
    rejected_events,
    withdrawn_events,
)
from loredesk.domain.ids import MessageId, RevisionId
from loredesk.domain.notes import NoteRevision, spine
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalKind, ProposalState

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


def settled_events(
    revisions: Sequence[NoteRevision],
    proposals: Sequence[Proposal],
    line: Collection[MessageId],
) -> tuple[ProposalEvent, ...]:
    """Return the events that are not to be proposed on *line*.

    The note has taken them in there, but for those it only keeps as dated lines; or the author
    took them back, or turned them down. *proposals* are all there are about the note.
    """
    by_id = {one.id: one for one in proposals}
    taken_in = [one for one in spine(revisions, line) if not is_copy(one)]
    return (
        *(event for one in taken_in for event in events_in(one, by_id)),
        *withdrawn_events(revisions, by_id),
        *rejected_events(proposals),
    )


def standing_proposals(
    revisions: Sequence[NoteRevision],
    proposals: Sequence[Proposal],
    line: Collection[MessageId],
) -> tuple[Proposal, ...]:
    """Return the rewrites that wait for the author on what stands of a note on *line*.

    All their turns are there, what they would change stands there, or lies beneath it, and no
    event of theirs is settled. An event that is in several of them is shown once: with the one on
    the longest chain, of those on one text with the earliest.
    """
    depths: dict[RevisionId | None, int] = {None: 0}
    depths |= {one.id: depth for depth, one in enumerate(spine(revisions, line), start=1)}
    fitting = [
        one
        for one in proposals
        if waits_here(one, line)
        and all(anchor in line for anchor in one.anchors)
        and one.base_revision in depths
    ]
    told = list(settled_events(revisions, proposals, line))
    chosen: list[Proposal] = []
    for one in sorted(fitting, key=lambda one: -depths[one.base_revision]):
        if not any_same(one.events, told):
            chosen.append(one)
            told += one.events
    return tuple(chosen)


def stranded(
    revisions: Sequence[NoteRevision],
    proposals: Sequence[Proposal],
    line: Collection[MessageId],
) -> tuple[Proposal, ...]:
    """Return the rewrites that wait for the author and tell of *line*, but are not shown there."""
    shown = {one.id for one in standing_proposals(revisions, proposals, line)}
    return tuple(one for one in proposals if waits_here(one, line) and one.id not in shown)


def is_asked_here(
    card: Proposal, revisions: Iterable[NoteRevision], rests_on: Sequence[NoteRevision]
) -> bool:
    """Return whether a question about an edit is asked on the note that is the end of *rests_on*.

    That is on the text it did not fit, and neither where the edit stands nor while it is taken
    back.
    """
    if any(card.edit == one.id and one.withdrawn_at is not None for one in revisions):
        return False
    if any(card.edit in {one.id, one.merge_of, one.carried_from} for one in rests_on):
        return False
    beneath = list(rests_on)
    tops = {beneath[-1].id if beneath else None}
    while beneath and is_copy(beneath[-1]):
        beneath.pop()
        tops.add(beneath[-1].id if beneath else None)
    return card.base_revision in tops


def waits_here(proposal: Proposal, line: Collection[MessageId]) -> bool:
    """Return whether a rewrite waits for the author that tells of something on *line*."""
    return (
        proposal.kind is ProposalKind.UPDATE_NOTE
        and proposal.state in WAITING
        and any(anchor in line for anchor in proposal.anchors)
    )
