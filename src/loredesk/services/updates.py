"""Events on their way into notes: the task that carries one, and whether it is needed at all."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from loredesk.domain.causes import withdrawn_events
from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.lore import name_key
from loredesk.domain.proposals import (
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
    same_event,
)
from loredesk.domain.tasks import NewTask, TaskType
from loredesk.ports.store import Repos
from loredesk.tasks.queueing import queue_task


def update_task(session_id: SessionId, entry_id: LoreId, event: ProposalEvent) -> NewTask:
    """Return the task that takes *event* into the note of an entry."""
    return NewTask(
        task_type=TaskType.UPDATE_NOTE,
        task_data={"entry_id": entry_id, "event": asdict(event)},
        session_id=session_id,
        entity_key=f"note:{session_id}:{entry_id}",
        dedupe_key=f"update:{event.anchor}:{entry_id}:{name_key(event.summary)}",
        anchor=event.anchor,
    )


def event_of(data: Mapping[str, Any]) -> ProposalEvent:
    """Read back an event that a task carries."""
    return ProposalEvent(**data)


def queue_update(
    repos: Repos,
    new_id: Callable[[], str],
    session_id: SessionId,
    entry_id: LoreId,
    event: ProposalEvent,
) -> bool:
    """Queue the taking in of *event*; False where it waits, is in, or the author refused it.

    What happened to an entry that is merged into another one goes to that other one.
    """
    world_id = repos.sessions.get(session_id).world_id
    standing = repos.redirects.standing(world_id, session_id, head=event.anchor)
    entry_id = standing.get(entry_id, entry_id)
    line = repos.messages.line_of_entry(session_id, entry_id)
    proposals = repos.proposals.of_entry(session_id, entry_id)
    if _is_known(proposals, event, line) or _was_taken_back(repos, session_id, entry_id, event):
        return False
    return queue_task(repos, new_id, update_task(session_id, entry_id, event)) is not None


def was_rejected_as_newcomer(
    repos: Repos, session_id: SessionId, name: str, event: ProposalEvent
) -> bool:
    """Return whether the author has rejected this newcomer of this very event before."""
    rejected = (
        one
        for one in repos.proposals.of_session(session_id, ProposalState.REJECTED)
        if one.kind is ProposalKind.CREATE_ENTITY and name_key(one.title) == name_key(name)
    )
    return _is_known(rejected, event, ())


def _was_taken_back(
    repos: Repos, session_id: SessionId, entry_id: LoreId, event: ProposalEvent
) -> bool:
    """Return whether the author took *event* back, which counts on every line."""
    revisions = repos.notes.revisions(session_id, entry_id)
    ids = {one.proposal_id for one in revisions if one.withdrawn_at and one.proposal_id}
    taken_back = withdrawn_events(revisions, repos.proposals.many(ids))
    return any(same_event(event, one) for one in taken_back)


def _is_known(
    proposals: Iterable[Proposal], event: ProposalEvent, line: Collection[MessageId]
) -> bool:
    """Return whether one of *proposals* speaks of *event*.

    What was rejected stays rejected on every line; what was proposed or accepted counts only
    where it stands. A conflict took nothing in.
    """
    return any(
        same_event(event, known)
        for proposal in proposals
        if proposal.state is not ProposalState.CONFLICT
        for known in proposal.events
        if proposal.state is ProposalState.REJECTED or known.anchor in line
    )
