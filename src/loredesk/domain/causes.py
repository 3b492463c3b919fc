"""Causes: which events a revision of a note took in, and what goes with one taken back."""

from collections.abc import Iterable, Mapping, Sequence

from loredesk.domain.ids import ProposalId, RevisionId
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalState, same_event


def dated_line(event: ProposalEvent) -> str:
    """Return *event* as it stands in a note until that has been rewritten."""
    summary = " ".join(event.summary.split())
    return f"Turn {event.turn}: {summary}{'' if summary.endswith(('.', '!', '?', '…')) else '.'}"


def events_in(
    revision: NoteRevision, proposals: Mapping[ProposalId, Proposal]
) -> tuple[ProposalEvent, ...]:
    """Return the events *revision* took in; of one that carries another, those it kept."""
    proposal = proposals.get(revision.proposal_id) if revision.proposal_id else None
    events = proposal.events if proposal and revision.by == "model" else ()
    if not is_copy(revision):
        return events
    lines = set(revision.content.split("\n"))
    return tuple(
        event
        for event in events
        if {dated_line(event), f"Turn {event.turn}: {event.summary}"} & lines
    )


def withdrawn_events(
    revisions: Iterable[NoteRevision], proposals: Mapping[ProposalId, Proposal]
) -> tuple[ProposalEvent, ...]:
    """Return the events the author took back with the revisions they stood in."""
    return tuple(
        event
        for revision in revisions
        if is_cause(revision)
        for event in events_in(revision, proposals)
    )


def rejected_events(proposals: Iterable[Proposal]) -> tuple[ProposalEvent, ...]:
    """Return the events the author turned down."""
    return tuple(
        event
        for proposal in proposals
        if proposal.state is ProposalState.REJECTED
        for event in proposal.events
    )


def swept_along(
    revisions: Sequence[NoteRevision], proposals: Mapping[ProposalId, Proposal]
) -> dict[RevisionId, RevisionId]:
    """Return the revisions that go with one the author took back, each with that one.

    They are its copies on other lines, and whatever took in an event that it took in.
    """
    swept: dict[RevisionId, RevisionId] = {}
    for cause in filter(is_cause, revisions):
        events = events_in(cause, proposals)
        for one in revisions:
            if is_cause(one) or is_undone(one) or one.id in swept:
                continue
            if one.by == "author":
                goes = cause.id in {one.merge_of, one.carried_from}
            else:
                goes = any_same(events_in(one, proposals), events)
            if goes:
                swept[one.id] = cause.id
    return swept


def is_cause(revision: NoteRevision) -> bool:
    """Return whether the author took *revision* back itself."""
    return revision.withdrawn_at is not None and revision.withdrawn_with is None


def is_undone(revision: NoteRevision) -> bool:
    """Return whether the act that wrote *revision* was undone: it is as if it had not been.

    An acceptance, a promotion or a merge. Unlike with a change taken back, nothing is remembered
    of what it took in: its proposal is open again.
    """
    return revision.withdrawn_with == revision.id


def is_copy(revision: NoteRevision) -> bool:
    """Return whether *revision* only brings along what another one holds."""
    return revision.merge_of is not None or revision.carried_from is not None


def any_same(events: Iterable[ProposalEvent], others: Sequence[ProposalEvent]) -> bool:
    """Return whether one of *events* is among *others*."""
    return any(same_event(event, other) for event in events for other in others)
