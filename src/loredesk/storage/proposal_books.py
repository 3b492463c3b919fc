"""What the audit log says of proposals: opened, grown, decided and opened again."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection

from loredesk.domain.audit import LONGEST_TEXT, changes
from loredesk.domain.documents import text_hash
from loredesk.domain.proposals import Proposal, ProposalEvent, ProposalState
from loredesk.storage.dialect import upsert
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.schema.story import blobs
from loredesk.storage.values import packed

_VERBS: Mapping[ProposalState, str] = {
    ProposalState.OPEN: "reopen",
    ProposalState.ACCEPTED: "accept",
    ProposalState.REJECTED: "reject",
    ProposalState.SNOOZED: "snooze",
    ProposalState.CONFLICT: "find a conflict in",
}
MODEL = "model"


def record_opened(ledger: SqlLedger, proposal: Proposal) -> None:
    """Record a new proposal with what it rests on."""
    ledger.record(
        f"open {proposal.kind}",
        proposal.id,
        actor=MODEL,
        session_id=proposal.session_id,
        why=_reasons(proposal.events),
        before={"base": proposal.base},
        after={"proposed": proposal.proposed, "events": _told(proposal.events)},
        details=_details(proposal),
    )


def record_put(
    connection: Connection,
    ledger: SqlLedger,
    before: Proposal,
    proposal: Proposal,
    accepted: Collection[int] | None,
) -> None:
    """Record what became of a proposal; a text that is written over is kept by its hash."""
    old, new = changes(_told_of(before), _told_of(proposal))
    if not new:
        return
    moved = before.state is not proposal.state
    fresh = [one for one in proposal.events if one not in before.events]
    lost = old.get("proposed") or ""
    if len(lost) > LONGEST_TEXT:
        connection.execute(
            upsert(connection, blobs)
            .values(hash=text_hash(lost), data=packed(lost))
            .on_conflict_do_nothing()
        )
    ledger.record(
        f"{_VERBS[proposal.state] if moved else 'grow'} {proposal.kind}",
        proposal.id,
        actor=proposal.decided_by or MODEL,
        session_id=proposal.session_id,
        why=proposal.comment if moved else _reasons(fresh),
        before=old,
        after=new,
        details={**_details(proposal), "hunks": None if accepted is None else sorted(accepted)},
    )


def _told_of(proposal: Proposal) -> dict[str, Any]:
    return {
        "state": proposal.state.value,
        "base": proposal.base,
        "proposed": proposal.proposed,
        "events": _told(proposal.events),
        "decided_by": proposal.decided_by,
        "comment": proposal.comment,
    }


def _told(events: Collection[ProposalEvent]) -> list[str]:
    return [f"{event.anchor}: {event.summary}"[:LONGEST_TEXT] for event in events]


def _details(proposal: Proposal) -> dict[str, Any]:
    return {
        "entry_id": proposal.entry_id,
        "title": proposal.title,
        "base_revision": proposal.base_revision,
        "task_id": proposal.task_id,
    }


def _reasons(events: Collection[ProposalEvent]) -> str:
    """Return, for each event, its turn with the words of the turn, or the reason given."""
    said = (
        f"turn {event.turn}: “{event.quote}”"
        if event.quote
        else f"turn {event.turn}: {event.reason}"
        for event in events
    )
    return "; ".join(said)
