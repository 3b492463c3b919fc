"""Carrying over what must not be lost with a turn that was undone.

A note that took in several turns goes out of force with the last of them; the events of the
others stay, as dated lines, until the note has been rewritten. What the author wrote by hand
stays wherever the author goes.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from loredesk.domain.ids import MessageId, ProposalId, RevisionId
from loredesk.domain.merge import merged
from loredesk.domain.notes import NoteRevision, current, in_force
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalKind, ProposalState
from loredesk.ports.store import Repos
from loredesk.services.updates import update_task
from loredesk.tasks.queueing import queue_task

CARRIED_EDIT = "Your edit could not be carried over to this line by itself."


class Carrier:
    """Adds revisions that carry others over to the line a session shows now."""

    def __init__(self, *, new_id: Callable[[], str]) -> None:
        self._new_id = new_id

    def carry(
        self, repos: Repos, revisions: list[NoteRevision], line: Collection[MessageId]
    ) -> None:
        """Carry over what of the *revisions* of one note must stand on *line*; adds to the list."""
        standing = in_force(revisions, line)
        carriers: dict[RevisionId, list[RevisionId]] = {}
        for revision in revisions:
            if revision.merge_of is not None:
                carriers.setdefault(revision.merge_of, []).append(revision.id)
        for revision in tuple(revisions):
            stands = {revision.id, *carriers.get(revision.id, ())} & standing.keys()
            if revision.merge_of is not None or stands:
                continue
            before = len(revisions)
            if revision.by == "author":
                self._carry_edit(repos, revision, revisions, line)
            elif revision.proposal_id is not None and revision.anchors & set(line):
                self._carry_events(repos, revision, revisions, line)
            if len(revisions) > before:
                standing = in_force(revisions, line)

    def _carry_events(
        self,
        repos: Repos,
        lost: NoteRevision,
        revisions: list[NoteRevision],
        line: Collection[MessageId],
    ) -> None:
        """Keep the events of *lost* that did happen on this line, as dated lines.

        Where the author took only a part of what was proposed, or put it in other words, nothing
        is put into force unseen: the events are only proposed again.
        """
        if lost.proposal_id is None:
            return
        proposal = repos.proposals.get(lost.proposal_id)
        known = _known_events(repos, revisions, line)
        events = [
            event
            for event in proposal.events
            if event.anchor in line and event.message_id in line and event not in known
        ]
        if not events:
            return
        edited = any(one.by == "author" and one.base == lost.id for one in revisions)
        if lost.content == proposal.proposed and not edited:
            beneath = current(revisions, line)
            base = f"{beneath.content}\n" if beneath else ""
            dated = "\n".join(f"Turn {event.turn}: {event.summary}" for event in events)
            anchors = frozenset[MessageId]().union(
                *({event.anchor, event.message_id} for event in events)
            )
            self._add(repos, revisions, _Carried(lost, beneath, f"{base}{dated}", anchors))
        for event in events:
            queue_task(repos, self._new_id, update_task(lost.session_id, lost.entry_id, event))

    def _carry_edit(
        self,
        repos: Repos,
        edit: NoteRevision,
        revisions: list[NoteRevision],
        line: Collection[MessageId],
    ) -> None:
        """Re-apply an edit made by hand on another base; where that collides, ask the author."""
        bases = {revision.id: revision.content for revision in revisions}
        beneath = current(revisions, line)
        if _was_asked(repos, edit, revisions, beneath):
            return
        under = beneath.content if beneath else ""
        text = merged(bases[edit.base] if edit.base else "", edit.content, under)
        if text is None:
            self._open_merge_card(repos, edit, beneath, under)
        elif text != under:
            self._add(repos, revisions, _Carried(edit, beneath, text, frozenset()))

    def _add(self, repos: Repos, revisions: list[NoteRevision], carried: "_Carried") -> None:
        source = carried.source
        revision = NoteRevision(
            id=RevisionId(self._new_id()),
            session_id=source.session_id,
            entry_id=source.entry_id,
            seq=0,
            base=carried.beneath.id if carried.beneath else None,
            anchors=carried.anchors,
            content=carried.content,
            by=source.by,
            stood_at=source.stood_at,
            proposal_id=source.proposal_id,
            merge_of=source.id,
            created_at=repos.now,
        )
        revisions.append(repos.notes.add(revision))

    def _open_merge_card(
        self, repos: Repos, edit: NoteRevision, beneath: NoteRevision | None, under: str
    ) -> None:
        repos.proposals.add(
            Proposal(
                id=ProposalId(self._new_id()),
                session_id=edit.session_id,
                kind=ProposalKind.MERGE_EDIT,
                title=repos.lore.get(edit.entry_id).title,
                entry_id=edit.entry_id,
                base_revision=beneath.id if beneath else None,
                base=under,
                proposed=edit.content,
                created_at=repos.now,
                comment=CARRIED_EDIT,
            )
        )


def merging(repos: Repos, revision: NoteRevision) -> NoteRevision:
    """Return *revision*, and where it settles a merge card, with the edit that it carries over."""
    if revision.by != "author" or revision.proposal_id is None or revision.merge_of is not None:
        return revision
    card = repos.proposals.get(revision.proposal_id)
    if card.kind is not ProposalKind.MERGE_EDIT:
        return revision
    edits = [
        one.id
        for one in repos.notes.revisions(revision.session_id, revision.entry_id)
        if one.by == "author" and one.merge_of is None and one.content == card.proposed
    ]
    return replace(revision, merge_of=edits[-1]) if edits else revision


@dataclass(frozen=True, slots=True)
class _Carried:
    """A revision carried over: from where, onto what, and what it comes to."""

    source: NoteRevision
    beneath: NoteRevision | None
    content: str
    anchors: frozenset[MessageId]


def _was_asked(
    repos: Repos,
    edit: NoteRevision,
    revisions: Collection[NoteRevision],
    beneath: NoteRevision | None,
) -> bool:
    """Return whether the author was asked about *edit* here, be it before others were carried."""
    by_id = {revision.id: revision for revision in revisions}
    bases = {beneath.id if beneath else None}
    while beneath is not None and beneath.merge_of is not None:
        bases.add(beneath.base)
        beneath = by_id[beneath.base] if beneath.base else None
    return any(
        card.base_revision in bases and card.proposed == edit.content
        for card in repos.proposals.of_entry(edit.session_id, edit.entry_id)
        if card.kind is ProposalKind.MERGE_EDIT
    )


def _known_events(
    repos: Repos, revisions: Collection[NoteRevision], line: Collection[MessageId]
) -> list[ProposalEvent]:
    """Return the events the note in force has taken in, or that wait for the author here."""
    standing = in_force(revisions, line)
    known: list[ProposalEvent] = []
    for revision in revisions:
        if revision.id in standing and revision.proposal_id is not None:
            events = repos.proposals.get(revision.proposal_id).events
            known += [event for event in events if event.anchor in revision.anchors]
    for revision in tuple(revisions)[:1]:
        for proposal in repos.proposals.of_entry(revision.session_id, revision.entry_id):
            if proposal.state is ProposalState.OPEN and proposal.anchors <= set(line):
                known += proposal.events
    return known
