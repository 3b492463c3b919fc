"""Proposals with their events and hunks."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import (
    LoreId,
    MessageId,
    ProposalId,
    RevisionId,
    SessionId,
    TaskId,
)
from loredesk.domain.proposals import (
    NewEntity,
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
)
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.proposal_books import record_opened, record_put
from loredesk.storage.schema.lore import proposal_events, proposal_hunks, proposals
from loredesk.storage.slices import slices
from loredesk.storage.values import moment, optional_moment, seconds


class SqlProposalRepo:
    """The proposals of all sessions."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def add(self, proposal: Proposal) -> None:
        """Keep a new proposal."""
        last = select(func.coalesce(func.max(proposals.c.seq), 0))
        number = self._connection.execute(last).scalar_one() + 1
        self._connection.execute(insert(proposals), {**_values(proposal), "seq": number})
        self._put_parts(proposal)
        record_opened(self._ledger, proposal)

    def put(self, proposal: Proposal, *, accepted: Collection[int] | None = None) -> None:
        """Keep *proposal* as it is now, and which of its hunks were accepted."""
        before = self.get(proposal.id)
        self._connection.execute(
            update(proposals).where(proposals.c.id == proposal.id).values(_values(proposal))
        )
        for part in (proposal_events, proposal_hunks):
            self._connection.execute(delete(part).where(part.c.proposal_id == proposal.id))
        self._put_parts(proposal, accepted)
        record_put(self._connection, self._ledger, before, proposal, accepted)

    def get(self, proposal_id: ProposalId) -> Proposal:
        """Return a proposal, or refuse with a sentence where there is none."""
        row = self._connection.execute(
            select(proposals).where(proposals.c.id == proposal_id)
        ).first()
        if row is None:
            hint = "`loredesk review list` lists them."
            raise UserFixableError(f"There is no proposal {proposal_id!r}.", hint=hint)
        return self._whole([row])[0]

    def of_session(
        self, session_id: SessionId | None, state: ProposalState | None
    ) -> tuple[Proposal, ...]:
        """Return the proposals of a session (or of all) in *state* (or in any), in order."""
        query = select(proposals)
        if session_id is not None:
            query = query.where(proposals.c.session_id == session_id)
        if state is not None:
            query = query.where(proposals.c.state == state.value)
        return self._whole(self._connection.execute(query.order_by(proposals.c.seq)).all())

    def of_entry(
        self, session_id: SessionId, entry_id: LoreId, state: ProposalState | None = None
    ) -> tuple[Proposal, ...]:
        """Return the proposals about an entry in a session, in *state* or in any, in order."""
        query = select(proposals).where(
            proposals.c.session_id == session_id, proposals.c.entry_id == entry_id
        )
        if state is not None:
            query = query.where(proposals.c.state == state.value)
        return self._whole(self._connection.execute(query.order_by(proposals.c.seq)).all())

    def many(self, proposal_ids: Collection[ProposalId]) -> dict[ProposalId, Proposal]:
        """Return the proposals of *proposal_ids* by id."""
        found: list[Proposal] = []
        for some in slices(sorted(proposal_ids)):
            query = select(proposals).where(proposals.c.id.in_(some))
            found.extend(self._whole(self._connection.execute(query).all()))
        return {proposal.id: proposal for proposal in found}

    def _put_parts(self, proposal: Proposal, accepted: Collection[int] | None = None) -> None:
        events = [
            {"proposal_id": proposal.id, "number": number, **asdict(event)}
            for number, event in enumerate(proposal.events, start=1)
        ]
        if events:
            self._connection.execute(insert(proposal_events), events)
        decided = proposal.state is ProposalState.ACCEPTED
        hunks = [
            {
                "proposal_id": proposal.id,
                "number": hunk.number,
                "removed": hunk.removed,
                "added": hunk.added,
                "accepted": (accepted is None or hunk.number in accepted) if decided else None,
            }
            for hunk in proposal.hunks
        ]
        if hunks:
            self._connection.execute(insert(proposal_hunks), hunks)

    def _whole(self, rows: Sequence[Row[Any]]) -> tuple[Proposal, ...]:
        events: dict[str, list[ProposalEvent]] = {}
        for some in slices([row.id for row in rows]):
            query = (
                select(proposal_events)
                .where(proposal_events.c.proposal_id.in_(some))
                .order_by(proposal_events.c.proposal_id, proposal_events.c.number)
            )
            for row in self._connection.execute(query):
                events.setdefault(row.proposal_id, []).append(_event(row))
        return tuple(_proposal(row, tuple(events.get(row.id, ()))) for row in rows)


def _values(proposal: Proposal) -> dict[str, Any]:
    entity = proposal.entity
    decided_at = proposal.decided_at
    return {
        "id": proposal.id,
        "session_id": proposal.session_id,
        "kind": proposal.kind.value,
        "title": proposal.title,
        "entry_id": proposal.entry_id,
        "base_revision": proposal.base_revision,
        "base": proposal.base,
        "proposed": proposal.proposed,
        "entity": None if entity is None else entity.as_json(),
        "state": proposal.state.value,
        "task_id": proposal.task_id,
        "simulated": proposal.simulated,
        "created_at": seconds(proposal.created_at),
        "decided_at": None if decided_at is None else seconds(decided_at),
        "decided_by": proposal.decided_by,
        "comment": proposal.comment,
        "edit": proposal.edit,
        "base_text": proposal.base_text,
    }


def _event(row: Row[Any]) -> ProposalEvent:
    return ProposalEvent(
        message_id=MessageId(row.message_id),
        anchor=MessageId(row.anchor),
        turn=row.turn,
        summary=row.summary,
        quote=row.quote,
        quote_found=row.quote_found,
        reason=row.reason,
        source=row.source,
    )


def _proposal(row: Row[Any], events: tuple[ProposalEvent, ...]) -> Proposal:
    return Proposal(
        id=ProposalId(row.id),
        session_id=SessionId(row.session_id),
        kind=ProposalKind(row.kind),
        title=row.title,
        entry_id=LoreId(row.entry_id),
        base_revision=None if row.base_revision is None else RevisionId(row.base_revision),
        base=row.base,
        proposed=row.proposed,
        entity=None if row.entity is None else NewEntity.from_json(row.entity),
        events=events,
        state=ProposalState(row.state),
        task_id=None if row.task_id is None else TaskId(row.task_id),
        simulated=row.simulated,
        created_at=moment(row.created_at),
        decided_at=optional_moment(row.decided_at),
        decided_by=row.decided_by,
        comment=row.comment,
        edit=None if row.edit is None else RevisionId(row.edit),
        base_text=row.base_text,
    )
