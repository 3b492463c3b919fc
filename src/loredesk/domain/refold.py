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
    is_copy,
    is_undone,
    rejected_events,
    withdrawn_events,
)
from loredesk.domain.diff import sentences
from loredesk.domain.ids import MessageId, RevisionId
from loredesk.domain.merge import merged
from loredesk.domain.notes import NoteRevision, in_force, spine
from loredesk.domain.proposals import (
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
)
from loredesk.domain.unsettled import standing_proposals, stranded, unsettled


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
        self._every = proposals
        self._proposals = {one.id: one for one in proposals}
        self._line = line
        self._new_id = new_id
        self._now = now
        self._steps: list[Step] = []
        self._in_force = in_force(revisions, line)
        self._spine = list(spine(revisions, line))
        self._known = self._known_events()

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
        for proposal in stranded(self._revisions, self._every, self._line):
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
                beneath = self._spine[-1].content if self._spine else ""
                base = f"{beneath}\n" if beneath else ""
                anchors = frozenset({event.anchor, event.message_id})
                self._add(lost, lost, f"{base}{dated_line(event)}", anchors)
                self._known.append(event)
        self._queue(events)

    def _carry_edit(self, edit: NoteRevision) -> None:
        """Re-apply an edit made by hand on another base; where that collides, ask the author."""
        beneath = self._spine[-1] if self._spine else None
        if self._was_asked(edit):
            return
        latest = self._latest_form(edit)
        made_on = self._text_of(latest.base)
        under = beneath.content if beneath else ""
        text = merged(made_on, latest.content, under)
        if text is None:
            self._steps.append(Asked(edit, made_on, latest.content, beneath))
        elif text != under or not _only_takes_out(made_on, latest.content):
            # Also what is in already is done with, whatever is carried after it.
            self._add(edit, latest, text, edit.anchors)

    def _latest_form(self, edit: NoteRevision) -> NoteRevision:
        """Return the form *edit* was last given on what stands here, or the edit itself."""
        depths: dict[RevisionId | None, int] = {
            one.id: depth for depth, one in enumerate(self._spine)
        }
        forms = [
            one
            for one in self._revisions
            if edit.id in {one.merge_of, one.carried_from}
            and one.base in depths
            and not is_undone(one)
        ]
        return max(forms, key=lambda one: (depths[one.base], one.seq), default=edit)

    def _was_asked(self, edit: NoteRevision) -> bool:
        """Return whether the author was asked about *edit* here, be it before others were carried.

        What was rejected on a text is not asked about again on what was made of that text.
        """
        asked: set[RevisionId | None] = set()
        rejected: set[RevisionId | None] = set()
        for card in self._proposals.values():
            if card.kind is not ProposalKind.MERGE_EDIT or card.edit != edit.id:
                continue
            if card.state is not ProposalState.CONFLICT:
                asked.add(card.base_revision)
            if card.state is ProposalState.REJECTED:
                rejected.add(card.base_revision)
        if rejected & {one.id for one in self._spine}:
            return True
        beneath = list(self._spine)
        while beneath and beneath[-1].id not in asked and is_copy(beneath[-1]):
            beneath.pop()
        return (beneath[-1].id if beneath else None) in asked

    def _known_events(self) -> list[ProposalEvent]:
        """Return the events that are in, that wait for the author here, or that they took back."""
        known = [*withdrawn_events(self._revisions, self._proposals)]
        for revision in self._spine:
            known += events_in(revision, self._proposals)
        for proposal in standing_proposals(self._revisions, self._every, self._line):
            known += proposal.events
        return known

    def _fresh(self, events: Iterable[ProposalEvent]) -> list[ProposalEvent]:
        """Return those of *events* that happened here and are not known here."""
        return [
            event
            for event in events
            if event.anchor in self._line
            and event.message_id in self._line
            and not any_same([event], self._known)
        ]

    def _text_of(self, name: RevisionId | None) -> str:
        return next((one.content for one in self._revisions if one.id == name), "")

    def _was_taken_whole(self, lost: NoteRevision, proposal: Proposal) -> bool:
        """Return whether *lost* is all that was proposed, on its base or on a later one."""
        if lost.base == proposal.base_revision:
            return lost.content == proposal.proposed
        under = self._text_of(lost.base)
        return lost.content == merged(proposal.base, proposal.proposed, under)

    def _was_struck(self, lost: NoteRevision) -> bool:
        """Return whether the author took something out again that *lost* had brought in.

        That counts also where they took their edit back: what is proposed can still be rejected.
        """
        base = self._text_of(lost.base)
        brought = set(sentences(lost.content)) - set(sentences(base))
        return any(
            not brought <= set(sentences(one.content))
            for one in self._revisions
            if one.by == "author" and one.base == lost.id and not is_undone(one)
        )

    def _queue(self, events: Iterable[ProposalEvent]) -> None:
        rejected = rejected_events(self._every)
        for event in events:
            if not any_same([event], rejected) and Queued(event) not in self._steps:
                self._steps.append(Queued(event))

    def _add(
        self,
        source: NoteRevision,
        form: NoteRevision,
        content: str,
        anchors: frozenset[MessageId],
    ) -> None:
        # One that is out of force only where the other is, or one that stays beside it.
        is_hidden = source.id in self._in_force
        revision = NoteRevision(
            id=RevisionId(self._new_id()),
            session_id=source.session_id,
            entry_id=source.entry_id,
            seq=self._revisions[-1].seq + 1,
            base=self._spine[-1].id if self._spine else None,
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
        # It rests on what stands, so it is what stands now.
        self._spine.append(revision)
        self._steps.append(Carried(revision))


def _only_takes_out(before: str, after: str) -> bool:
    left = iter(sentences(before))
    return all(one in left for one in sentences(after))
