"""What must be carried over so that a note loses nothing on the line it is folded for.

A note that took in several turns goes out of force with the last of them, and a change goes with
the one it rests on when that is taken back; the events of the others stay, as dated lines, until
the note has been rewritten. What the author wrote by hand stays wherever the author goes, or is
asked about.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from loredesk.domain.causes import (
    any_same,
    dated_line,
    events_in,
    is_cause,
    is_copy,
    is_undone,
    withdrawn_events,
)
from loredesk.domain.diff import sentences
from loredesk.domain.ids import MessageId, RevisionId
from loredesk.domain.merge import merged
from loredesk.domain.notes import NoteRevision, current, in_force, spine
from loredesk.domain.proposals import (
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
)

WAITING = frozenset({ProposalState.OPEN, ProposalState.SNOOZED})


@dataclass(frozen=True, slots=True)
class Carried:
    """A revision to add, so that what another holds stands here too."""

    revision: NoteRevision


@dataclass(frozen=True, slots=True)
class Asked:
    """A hand edit that does not fit what stands here: the author is to be asked."""

    edit: NoteRevision
    made_on: str
    proposed: str
    beneath: NoteRevision | None


@dataclass(frozen=True, slots=True)
class Queued:
    """An event that is to be taken into the note again."""

    event: ProposalEvent


Step = Carried | Asked | Queued


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
        if _waits_here(one, line) and one.base_revision is not None and one.base_revision not in ids
    )


class Refold:
    """Works out, for one note and one line, what has to be added."""

    def __init__(
        self,
        revisions: Sequence[NoteRevision],
        proposals: Sequence[Proposal],
        line: Collection[MessageId],
        *,
        new_id: Callable[[], str],
        now: datetime,
    ) -> None:
        self._revisions = list(revisions)
        self._proposals = {one.id: one for one in proposals}
        self._line = line
        self._new_id = new_id
        self._now = now
        self._steps: list[Step] = []

    @property
    def revisions(self) -> tuple[NoteRevision, ...]:
        """Return the revisions there were, and those added."""
        return tuple(self._revisions)

    def run(self) -> tuple[Step, ...]:
        """Return what has to be done, in order; nothing where all stands."""
        for revision in unsettled(self._revisions, self._line):
            if revision.by == "author":
                self._carry_edit(revision)
            else:
                self._carry_events(revision)
        for proposal in stranded(self._revisions, self._proposals.values(), self._line):
            self._queue(self._fresh(proposal.events))
        return tuple(self._steps)

    def _carry_events(self, lost: NoteRevision) -> None:
        """Keep the events of *lost* that did happen on this line, as dated lines.

        Where the author took only a part of what was proposed, or put it in other words, nothing
        is put into force unseen: the events are only proposed again.
        """
        proposal = self._proposals.get(lost.proposal_id) if lost.proposal_id else None
        if proposal is None:
            return
        events = self._fresh(proposal.events)
        if not events:
            return
        if self._was_taken_whole(lost, proposal) and not self._was_struck(lost):
            # One by one, so that where more of them happened the chain is the longer one.
            for event in events:
                beneath = current(self._revisions, self._line)
                base = f"{beneath.content}\n" if beneath and beneath.content else ""
                anchors = frozenset({event.anchor, event.message_id})
                self._add(lost, lost, beneath, f"{base}{dated_line(event)}", anchors)
        self._queue(events)

    def _carry_edit(self, edit: NoteRevision) -> None:
        """Re-apply an edit made by hand on another base; where that collides, ask the author."""
        rests_on = spine(self._revisions, self._line)
        beneath = rests_on[-1] if rests_on else None
        if self._was_asked(edit, rests_on):
            return
        contents = {one.id: one.content for one in self._revisions}
        latest = self._latest_form(edit, rests_on)
        made_on = contents[latest.base] if latest.base else ""
        under = beneath.content if beneath else ""
        text = merged(made_on, latest.content, under)
        if text is None:
            self._steps.append(Asked(edit, made_on, latest.content, beneath))
        elif text != under:
            self._add(edit, latest, beneath, text, edit.anchors)

    def _latest_form(self, edit: NoteRevision, rests_on: Sequence[NoteRevision]) -> NoteRevision:
        """Return the form *edit* was last given on what stands here, or the edit itself."""
        depths = {one.id: depth for depth, one in enumerate(rests_on)}
        forms = [
            one
            for one in self._revisions
            if edit.id in {one.merge_of, one.carried_from} and one.base in depths
        ]
        return max(
            forms, key=lambda one: (depths[one.base] if one.base else -1, one.seq), default=edit
        )

    def _was_asked(self, edit: NoteRevision, rests_on: Sequence[NoteRevision]) -> bool:
        """Return whether the author was asked about *edit* here, be it before others were carried.

        What was rejected on a text is not asked about again on what was made of that text.
        """
        asked = {None if one.beneath is None else one.beneath.id for one in self._asked(edit)}
        rejected: set[RevisionId | None] = set()
        for card in self._proposals.values():
            if card.kind is not ProposalKind.MERGE_EDIT or card.edit != edit.id:
                continue
            if card.state is not ProposalState.CONFLICT:
                asked.add(card.base_revision)
            if card.state is ProposalState.REJECTED:
                rejected.add(card.base_revision)
        if rejected & {one.id for one in rests_on}:
            return True
        beneath = list(rests_on)
        while beneath and beneath[-1].id not in asked and is_copy(beneath[-1]):
            beneath.pop()
        return (beneath[-1].id if beneath else None) in asked

    def _asked(self, edit: NoteRevision) -> list[Asked]:
        return [one for one in self._steps if isinstance(one, Asked) and one.edit.id == edit.id]

    def _fresh(self, events: Iterable[ProposalEvent]) -> list[ProposalEvent]:
        """Return those of *events* that happened here and are neither in, waiting nor taken back."""
        standing = {one.id: one for one in spine(self._revisions, self._line)}
        known = [*withdrawn_events(self._revisions, self._proposals)]
        for revision in standing.values():
            known += events_in(revision, self._proposals)
        for proposal in self._proposals.values():
            if _waits_here(proposal, self._line) and (
                proposal.base_revision is None or proposal.base_revision in standing
            ):
                known += proposal.events
        return [
            event
            for event in events
            if event.anchor in self._line
            and event.message_id in self._line
            and not any_same([event], known)
        ]

    def _was_taken_whole(self, lost: NoteRevision, proposal: Proposal) -> bool:
        """Return whether *lost* is all that was proposed, on its base or on a later one."""
        if lost.base == proposal.base_revision:
            return lost.content == proposal.proposed
        under = next((one.content for one in self._revisions if one.id == lost.base), "")
        return lost.content == merged(proposal.base, proposal.proposed, under)

    def _was_struck(self, lost: NoteRevision) -> bool:
        """Return whether the author took something out again that *lost* had brought in.

        That counts also where they took their edit back: what is proposed can still be rejected.
        """
        base = next((one.content for one in self._revisions if one.id == lost.base), "")
        brought = set(sentences(lost.content)) - set(sentences(base))
        return any(
            not brought <= set(sentences(one.content))
            for one in self._revisions
            if one.by == "author" and one.base == lost.id and not is_undone(one)
        )

    def _queue(self, events: Iterable[ProposalEvent]) -> None:
        rejected = [
            event
            for proposal in self._proposals.values()
            if proposal.state is ProposalState.REJECTED
            for event in proposal.events
        ]
        for event in events:
            if not any_same([event], rejected) and Queued(event) not in self._steps:
                self._steps.append(Queued(event))

    def _add(
        self,
        source: NoteRevision,
        form: NoteRevision,
        beneath: NoteRevision | None,
        content: str,
        anchors: frozenset[MessageId],
    ) -> None:
        # One that is out of force only where the other is, or one that stays beside it.
        is_hidden = source.id in in_force(self._revisions, self._line)
        revision = NoteRevision(
            id=RevisionId(self._new_id()),
            session_id=source.session_id,
            entry_id=source.entry_id,
            seq=max(one.seq for one in self._revisions) + 1,
            base=beneath.id if beneath else None,
            anchors=anchors,
            content=content,
            by=source.by,
            stood_at=form.stood_at,
            proposal_id=form.proposal_id,
            merge_of=None if is_hidden else source.id,
            carried_from=source.id if is_hidden else None,
            created_at=self._now,
        )
        self._revisions.append(revision)
        self._steps.append(Carried(revision))


def _waits_here(proposal: Proposal, line: Collection[MessageId]) -> bool:
    return (
        proposal.kind is ProposalKind.UPDATE_NOTE
        and proposal.state in WAITING
        and all(anchor in line for anchor in proposal.anchors)
    )
