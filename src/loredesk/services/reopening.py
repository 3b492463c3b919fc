"""Opening decided proposals again: exactly what their decision did is undone, and only that."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from loredesk.domain.causes import is_undone
from loredesk.domain.errors import UserFixableError
from loredesk.domain.lore import LoreEntry, Redirect
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import Proposal, ProposalKind, ProposalState
from loredesk.domain.tasks import TaskStatus
from loredesk.domain.unsettled import WAITING
from loredesk.ports.store import Repos
from loredesk.services.carrying import CARRIED_EDIT
from loredesk.services.merging import MergeService
from loredesk.services.newcomers import NewcomerKeeper
from loredesk.services.setting_aside import tasks_about
from loredesk.services.timeline import Timeline
from loredesk.services.updates import event_of
from loredesk.tasks.queueing import announce


class Reopener:
    """Undoes decisions, in the caller's transaction."""

    def __init__(
        self, *, timeline: Timeline, newcomers: NewcomerKeeper, merges: MergeService
    ) -> None:
        self._timeline = timeline
        self._newcomers = newcomers
        self._merges = merges

    def reopen(self, repos: Repos, proposal: Proposal) -> Proposal:
        """Open a decided proposal again and undo what its decision did.

        Refuses with a sentence where something was built on it since.
        """
        if proposal.state is ProposalState.OPEN:
            raise UserFixableError(
                f"The proposal for {proposal.title!r} is open.", hint="Decide it first."
            )
        by_hand = proposal.kind is ProposalKind.MERGE_EDIT
        opened = replace(
            proposal,
            state=ProposalState.OPEN,
            decided_at=None,
            decided_by="",
            comment=CARRIED_EDIT if by_hand else "",
        )
        accepted = proposal.state is ProposalState.ACCEPTED
        if accepted and proposal.kind is ProposalKind.CREATE_ENTITY:
            self._check_newcomer(repos, proposal)
        written = _written(repos, proposal)
        _refuse_what_stands_on(repos, proposal, written)
        repos.proposals.put(opened)
        if accepted and proposal.kind is ProposalKind.CREATE_ENTITY:
            self._take_newcomer_out(repos, proposal)
        for revision in reversed(written):
            self._timeline.take_back(repos, revision.id)
        return opened

    def _check_newcomer(self, repos: Repos, proposal: Proposal) -> None:
        entry = repos.lore.get(proposal.entry_id)
        redirect = repos.redirects.of_proposal(proposal.id)
        if redirect is not None:
            _refuse_taken_in(repos, redirect, proposal)
        stands = list(_built_on(repos, entry, redirect, proposal))
        if stands:
            raise UserFixableError(
                f"{entry.title!r} cannot be taken out again: {stands[0]}.",
                hint=f"Undo that first, or put {entry.title!r} in the trash.",
            )

    def _take_newcomer_out(self, repos: Repos, proposal: Proposal) -> None:
        redirect = repos.redirects.of_proposal(proposal.id)
        if redirect is not None:
            _cancel_taking_in(repos, redirect, proposal)
            self._merges.undo(repos, redirect)
        self._newcomers.take_out(repos, repos.lore.get(proposal.entry_id))


def latest_first(repos: Repos, decided: Iterable[Proposal]) -> list[Proposal]:
    """Return decided proposals in the order in which they can be undone.

    Of those decided at once the one that wrote last comes first: it may stand on the others.
    """

    def when(proposal: Proposal) -> tuple[datetime, int]:
        written = max((one.seq for one in _written(repos, proposal)), default=0)
        return proposal.decided_at or proposal.created_at, written

    return sorted(decided, key=when, reverse=True)


def _written(repos: Repos, proposal: Proposal) -> tuple[NoteRevision, ...]:
    """Return the revisions that accepting a proposal wrote: the model's, and the author's on it."""
    is_accepted = proposal.state is ProposalState.ACCEPTED
    if not is_accepted or proposal.kind is ProposalKind.CREATE_ENTITY:
        return ()
    own = proposal.kind is ProposalKind.MERGE_EDIT
    revisions = [
        one
        for one in repos.notes.revisions(proposal.session_id, proposal.entry_id)
        if not is_undone(one)
    ]
    written = [
        one for one in revisions if one.proposal_id == proposal.id and (own or one.merge_of is None)
    ]
    ids = {one.id for one in written}
    edits = [
        one
        for one in revisions
        if one.base in ids and one.by == "author" and one.created_at == proposal.decided_at
    ]
    return (*written, *edits)


def _refuse_what_stands_on(
    repos: Repos, proposal: Proposal, written: Iterable[NoteRevision]
) -> None:
    ids = {one.id for one in written}
    if not ids:
        return
    later = [
        one
        for one in repos.notes.revisions(proposal.session_id, proposal.entry_id)
        if one.base in ids and one.id not in ids and one.withdrawn_at is None
    ]
    if not later:
        return
    whose = "your edit" if later[0].by == "author" else "a later change"
    more = f" and {len(later) - 1} more" if len(later) > 1 else ""
    raise UserFixableError(
        f"In the note on {proposal.title!r} {whose}{more} stands on this one.",
        hint="Take that back first, or take this change back in the history of the entry.",
    )


def _built_on(
    repos: Repos, entry: LoreEntry, own: Redirect | None, proposal: Proposal
) -> Iterable[str]:
    """Yield, in words, what rests on a newcomer."""
    if entry.promoted_from is not None:
        yield "it has been promoted to canon"
    for redirect in repos.redirects.of_entry(entry.id):
        if redirect.undone_at is None and (own is None or redirect.id != own.id):
            yield "it has been merged with another entry"
    decided = proposal.decided_at or repos.now
    if any(one.created_at > decided for one in repos.lore.revisions(entry.id)):
        yield "you have edited it since"
    notes = repos.notes.revisions(entry.session_id, entry.id) if entry.session_id else ()
    if any(one.withdrawn_at is None for one in notes):
        yield "it has a note"


def _refuse_taken_in(repos: Repos, redirect: Redirect, proposal: Proposal) -> None:
    """Refuse where what happened to the newcomer is proposed for, or in, the other's note.

    Or in that of an entry the other has been merged into since.
    """
    mine = set(proposal.events)
    standing = repos.redirects.standing(redirect.world_id, proposal.session_id)
    entries = dict.fromkeys((redirect.to_id, standing.get(redirect.to_id, redirect.to_id)))
    taken_in = {*WAITING, ProposalState.ACCEPTED}
    for entry_id in entries:
        for other in repos.proposals.of_entry(proposal.session_id, entry_id):
            if other.state in taken_in and mine & set(other.events):
                raise UserFixableError(
                    f"What happened is proposed for the note on {other.title!r} by now.",
                    hint="Reject that proposal, or take it back, first.",
                )
    for task in repos.queue.of_session(proposal.session_id, (TaskStatus.PROCESSING,)):
        if task.noted_entry == redirect.to_id and event_of(task.task_data["event"]) in mine:
            hint = "Try again when the queue is done with it."
            raise UserFixableError("What happened is being written into a note.", hint=hint)


def _cancel_taking_in(repos: Repos, redirect: Redirect, proposal: Proposal) -> None:
    for task in tasks_about(repos, redirect.to_id):
        if event_of(task.task_data["event"]) in proposal.events:
            repos.tasks.move(
                task,
                TaskStatus.CANCELLED,
                now=repos.now,
                error_message="The newcomer is no longer taken for this entry.",
            )
            moved = repos.tasks.get(task.id)
            announce(repos, [moved] if moved else [])
