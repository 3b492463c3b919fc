"""Rewriting notes: one entry, its lore, its note and what happened, into one proposal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loredesk.domain.causes import any_same
from loredesk.domain.errors import TransientError
from loredesk.domain.ids import LoreId, ProposalId, SessionId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.notes import SessionNote, spine
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalKind, ProposalState
from loredesk.domain.protection import Protected, by_the_author, protect
from loredesk.domain.tasks import Task
from loredesk.domain.unsettled import settled_events, standing_proposals
from loredesk.ports.store import Repos, Store
from loredesk.ports.task_inputs import NoteEvent, RewriteInputs
from loredesk.services.asking import Asker
from loredesk.services.review import ReviewService
from loredesk.services.telling import known, world_text
from loredesk.services.updates import event_of
from loredesk.tasks.attempt import Effect
from loredesk.tasks.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    world: World
    entry: LoreEntry
    note: SessionNote | None
    joined: Proposal | None
    """The open proposal on the same base that the events join."""
    theirs: tuple[str, ...]
    """The sentences of the note that the author wrote."""
    settled: tuple[ProposalEvent, ...]
    """The events that need no rewrite, or wait for the author in another proposal."""


class NoteService:
    """Handles UPDATE_NOTE. Several waiting updates of one entry become one rewrite."""

    def __init__(
        self,
        *,
        store: Store,
        asker: Asker,
        review: ReviewService,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._asker = asker
        self._review = review
        self._new_id = new_id

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Rewrite the note of one entry and return the proposing of the new text."""
        session_id = tasks[0].session_id
        if session_id is None:
            message = "An UPDATE_NOTE task has no session"
            raise ValueError(message)
        entry_id = LoreId(tasks[0].task_data["entry_id"])
        fresh = [event_of(task.task_data["event"]) for task in tasks]
        work = await self._store.read(lambda repos: _read(repos, session_id, entry_id))
        earlier = work.joined.events if work.joined else ()
        fresh = [event for event in fresh if not any_same([event], [*earlier, *work.settled])]
        if not fresh:
            return lambda _: {"known": True}
        events = (*earlier, *fresh)
        text = await self._asker.text(
            "rewrite_note",
            RewriteInputs(
                world=world_text(work.world),
                entry=known(work.entry, work.note),
                events=tuple(
                    NoteEvent(turn=event.turn, summary=event.summary, quote=event.quote)
                    for event in events
                ),
            ),
            journal,
        )
        return lambda repos: self._propose(repos, session_id, work, events, text, tasks[0])

    def _propose(
        self,
        repos: Repos,
        session_id: SessionId,
        work: _Work,
        events: tuple[ProposalEvent, ...],
        text: str,
        task: Task,
    ) -> Mapping[str, Any]:
        now = _read(repos, session_id, work.entry.id)
        same = (now.entry.id, now.note, now.joined, now.settled)
        if same != (work.entry.id, work.note, work.joined, work.settled):
            message = f"The note of {work.entry.title!r} changed while it was being rewritten."
            raise TransientError(message)
        base = work.note.note_content if work.note else ""
        protected = protect(base, work.theirs, text)
        if protected.text == base:
            return {"unchanged": True}
        proposal = Proposal(
            id=work.joined.id if work.joined else ProposalId(self._new_id()),
            session_id=session_id,
            kind=ProposalKind.UPDATE_NOTE,
            title=work.entry.title,
            entry_id=work.entry.id,
            base_revision=work.note.revision if work.note else None,
            base=base,
            proposed=protected.text,
            events=events,
            task_id=task.id,
            simulated=any(event.source == "simulated" for event in events),
            created_at=work.joined.created_at if work.joined else repos.now,
            comment=_kept_sentence(protected),
        )
        repos.ledger.acting(self._asker.called("rewrite_note"))
        if work.joined:
            repos.proposals.put(proposal)
        else:
            repos.proposals.add(proposal)
        self._review.opened(repos, proposal)
        return {"proposal_id": proposal.id}


def _read(repos: Repos, session_id: SessionId, entry_id: LoreId) -> _Work:
    session = repos.sessions.get(session_id)
    # It may have been merged into another entry since the task was queued.
    standing = repos.redirects.standing(session.world_id, session_id)
    entry_id = standing.get(entry_id, entry_id)
    note = repos.notes.current(session_id, entry_id)
    base = note.revision if note else None
    line = repos.messages.line_of_entry(session_id, entry_id)
    revisions = repos.notes.revisions(session_id, entry_id)
    proposals = repos.proposals.of_entry(session_id, entry_id)
    waiting = standing_proposals(revisions, proposals, line)
    joined = [
        one for one in waiting if one.state is ProposalState.OPEN and one.base_revision == base
    ]
    return _Work(
        world=repos.worlds.get(session.world_id),
        entry=repos.lore.get(entry_id),
        note=note,
        joined=joined[0] if joined else None,
        theirs=by_the_author(spine(revisions, line)),
        settled=(
            *settled_events(revisions, proposals, line),
            *(event for one in waiting if one not in joined for event in one.events),
        ),
    )


def _kept_sentence(protected: Protected) -> str:
    number = len(protected.restored)
    if not number:
        return ""
    if number == 1:
        return "A sentence of yours would have been changed; it stays as you wrote it."
    return f"{number} sentences of yours would have been changed; they stay as you wrote them."
