"""The redirects of merged entries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, or_, select, update

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import (
    LoreId,
    MessageId,
    ProposalId,
    RedirectId,
    RevisionId,
    SessionId,
    WorldId,
)
from loredesk.domain.lore import Redirect, resolved
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.schema.lore import redirect_anchors, redirect_notes, redirects
from loredesk.storage.values import moment, optional_moment, seconds
from loredesk.storage.visible import redirect_in_force


class SqlRedirectRepo:
    """Which entries stand for others, and where."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def add(self, redirect: Redirect) -> None:
        """Keep a new redirect."""
        values = {
            "id": redirect.id,
            "world_id": redirect.world_id,
            "session_id": redirect.session_id,
            "from_id": redirect.from_id,
            "to_id": redirect.to_id,
            "note_revision": redirect.note_revision,
            "lore_revision": redirect.lore_revision,
            "proposal_id": redirect.proposal_id,
            "created_at": seconds(redirect.created_at),
        }
        self._connection.execute(insert(redirects), values)
        anchors = [
            {"redirect_id": redirect.id, "message_id": anchor}
            for anchor in sorted(redirect.anchors)
        ]
        if anchors:
            self._connection.execute(insert(redirect_anchors), anchors)
        self._record("merge entries", redirect)

    def get(self, redirect_id: RedirectId) -> Redirect:
        """Return a redirect, or refuse with a sentence where there is none."""
        found = self._found(redirects.c.id == redirect_id)
        if not found:
            hint = "`loredesk lore show ENTRY` shows what was merged into it."
            raise UserFixableError(f"There is no merge {redirect_id!r}.", hint=hint)
        return found[0]

    def put_undone(self, redirect_id: RedirectId, when: datetime) -> None:
        """Keep since when a merge is undone."""
        change = update(redirects).where(redirects.c.id == redirect_id)
        self._connection.execute(change.values(undone_at=seconds(when)))
        self._record("split entries", self.get(redirect_id))

    def add_notes(self, redirect_id: RedirectId, revision_ids: Sequence[RevisionId]) -> None:
        """Keep which note revisions a merge wrote."""
        rows = [{"redirect_id": redirect_id, "revision_id": one} for one in revision_ids]
        if rows:
            self._connection.execute(insert(redirect_notes), rows)

    def notes_of(self, redirect_id: RedirectId) -> tuple[RevisionId, ...]:
        """Return the note revisions a merge wrote."""
        query = select(redirect_notes.c.revision_id).where(
            redirect_notes.c.redirect_id == redirect_id
        )
        rows = self._connection.execute(query.order_by(redirect_notes.c.revision_id))
        return tuple(RevisionId(row.revision_id) for row in rows)

    def of_proposal(self, proposal_id: ProposalId) -> Redirect | None:
        """Return the redirect in force that accepting a newcomer as a known entry made."""
        condition = and_(redirects.c.proposal_id == proposal_id, redirects.c.undone_at.is_(None))
        found = self._found(condition)
        return found[0] if found else None

    def of_entry(self, entry_id: LoreId) -> tuple[Redirect, ...]:
        """Return every redirect from or to an entry, also those undone, in order."""
        return self._found(or_(redirects.c.from_id == entry_id, redirects.c.to_id == entry_id))

    def in_force(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        *,
        head: MessageId | None = None,
    ) -> tuple[Redirect, ...]:
        """Return what counts for a session on its line, or on the line to *head*."""
        return self._found(redirect_in_force(world_id, head, session_id))

    def standing(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        *,
        head: MessageId | None = None,
    ) -> Mapping[LoreId, LoreId]:
        """Return which entry stands for each that is merged into another there."""
        found = self.in_force(world_id, session_id, head=head)
        steps = {one.from_id: one.to_id for one in found}
        return {one: resolved(one, steps) for one in steps}

    def _record(self, action: str, redirect: Redirect) -> None:
        self._ledger.record(
            action,
            redirect.id,
            session_id=redirect.session_id,
            after={
                "to_id": redirect.to_id,
                "note_revision": redirect.note_revision,
                "lore_revision": redirect.lore_revision,
                "proposal_id": redirect.proposal_id,
            },
            details={"entry_id": redirect.from_id},
        )

    def _found(self, condition: Any) -> tuple[Redirect, ...]:  # noqa: ANN401  # an SQL condition
        query = select(redirects).where(condition).order_by(redirects.c.created_at, redirects.c.id)
        rows = self._connection.execute(query).all()
        if not rows:
            return ()
        anchors: dict[str, set[MessageId]] = {}
        wanted = select(redirect_anchors).where(
            redirect_anchors.c.redirect_id.in_([row.id for row in rows])
        )
        for row in self._connection.execute(wanted):
            anchors.setdefault(row.redirect_id, set()).add(MessageId(row.message_id))
        return tuple(_redirect(row, frozenset(anchors.get(row.id, ()))) for row in rows)


def _redirect(row: Row[Any], anchors: frozenset[MessageId]) -> Redirect:
    return Redirect(
        id=RedirectId(row.id),
        world_id=WorldId(row.world_id),
        from_id=LoreId(row.from_id),
        to_id=LoreId(row.to_id),
        session_id=None if row.session_id is None else SessionId(row.session_id),
        anchors=anchors,
        note_revision=None if row.note_revision is None else RevisionId(row.note_revision),
        lore_revision=row.lore_revision,
        proposal_id=row.proposal_id,
        created_at=moment(row.created_at),
        undone_at=optional_moment(row.undone_at),
    )
