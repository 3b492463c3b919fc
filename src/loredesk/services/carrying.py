"""Adding to a note what must not be lost with a turn that was undone or a change taken back."""

from collections.abc import Callable, Collection
from dataclasses import replace

from loredesk.domain.causes import is_cause, is_undone, swept_along
from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId
from loredesk.domain.notes import NoteRevision
from loredesk.domain.proposals import Proposal, ProposalKind
from loredesk.domain.refold import Asked, Carried, Refold
from loredesk.domain.unsettled import WAITING, unsettled, waits_here
from loredesk.ports.store import Repos
from loredesk.services.updates import update_task
from loredesk.tasks.queueing import queue_task

CARRIED_EDIT = "Your edit could not be carried over to this line by itself."


class Carrier:
    """Adds revisions that carry others over to the line a session shows now."""

    def __init__(self, *, new_id: Callable[[], str]) -> None:
        self._new_id = new_id

    def carry(
        self,
        repos: Repos,
        session_id: SessionId,
        entry_id: LoreId,
        revisions: list[NoteRevision],
        line: Collection[MessageId],
    ) -> None:
        """Carry over what of the *revisions* of one note must stand on *line*; adds to the list."""
        waiting = (repos.proposals.of_entry(session_id, entry_id, state) for state in WAITING)
        if not unsettled(revisions, line) and not any(
            waits_here(one, line) for some in waiting for one in some
        ):
            return
        fold = Refold(
            revisions,
            repos.proposals.of_entry(session_id, entry_id),
            line,
            new_id=self._new_id,
            now=repos.now,
        )
        for step in fold.run():
            if isinstance(step, Carried):
                revisions.append(repos.notes.add(step.revision))
            elif isinstance(step, Asked):
                self._ask(repos, step)
            else:
                queue_task(repos, self._new_id, update_task(session_id, entry_id, step.event))

    def _ask(self, repos: Repos, asked: Asked) -> None:
        edit, beneath = asked.edit, asked.beneath
        repos.proposals.add(
            Proposal(
                id=ProposalId(self._new_id()),
                session_id=edit.session_id,
                kind=ProposalKind.MERGE_EDIT,
                title=repos.lore.get(edit.entry_id).title,
                entry_id=edit.entry_id,
                base_revision=beneath.id if beneath else None,
                base=beneath.content if beneath else "",
                proposed=asked.proposed,
                created_at=repos.now,
                comment=CARRIED_EDIT,
                edit=edit.id,
                base_text=asked.made_on,
            )
        )


def merging(repos: Repos, revision: NoteRevision) -> NoteRevision:
    """Return *revision*, and where it settles a merge card, with the edit that it carries over."""
    if revision.by != "author" or revision.proposal_id is None or revision.merge_of is not None:
        return revision
    card = repos.proposals.get(revision.proposal_id)
    if card.kind is not ProposalKind.MERGE_EDIT:
        return revision
    return replace(revision, merge_of=card.edit)


def cause_of(repos: Repos, revision: NoteRevision) -> NoteRevision:
    """Return the revision to take back so that *revision* goes: of a copied edit the edit."""
    if revision.withdrawn_with is not None:
        return repos.notes.get(revision.withdrawn_with)
    source = revision.merge_of or revision.carried_from
    if revision.by == "model" or source is None:
        return revision
    edit = repos.notes.get(source)
    same_note = (edit.session_id, edit.entry_id) == (revision.session_id, revision.entry_id)
    return edit if same_note else revision


def sweep(repos: Repos, cause: NoteRevision) -> None:
    """Bring up to date which revisions of a note go with those the author took back."""
    revisions = repos.notes.revisions(cause.session_id, cause.entry_id)
    proposals = repos.proposals.of_entry(cause.session_id, cause.entry_id)
    swept = swept_along(revisions, {one.id: one for one in proposals})
    taken_back = {one.id: one.withdrawn_at for one in revisions}
    for one in revisions:
        with_which: RevisionId | None = swept.get(one.id)
        if not is_cause(one) and not is_undone(one) and with_which != one.withdrawn_with:
            at = taken_back[with_which] if with_which else None
            repos.notes.put_withdrawn(one.id, at, with_which)
