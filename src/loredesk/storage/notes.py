"""Note revisions and the folded notes of sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId
from loredesk.domain.notes import NoteRevision, SessionNote
from loredesk.storage.dialect import upsert
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.schema.lore import note_anchors, note_revisions, session_notes
from loredesk.storage.values import moment, optional_moment, optional_seconds, seconds


class SqlNoteRepo:
    """The notes of all sessions. The text of a revision never changes."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def add(self, revision: NoteRevision) -> NoteRevision:
        """Keep a new revision and return it with its sequence number."""
        last = select(func.coalesce(func.max(note_revisions.c.seq), 0)).where(
            note_revisions.c.session_id == revision.session_id
        )
        numbered = replace(revision, seq=self._connection.execute(last).scalar_one() + 1)
        values = asdict(numbered)
        del values["anchors"]
        values["created_at"] = seconds(revision.created_at)
        values["withdrawn_at"] = optional_seconds(revision.withdrawn_at)
        self._connection.execute(insert(note_revisions), values)
        if revision.anchors:
            self._connection.execute(
                insert(note_anchors),
                [
                    {"revision_id": revision.id, "message_id": anchor}
                    for anchor in sorted(revision.anchors)
                ],
            )
        self._record("add revision", numbered, {"content": numbered.content})
        return numbered

    def get(self, revision_id: RevisionId) -> NoteRevision:
        """Return a revision, or refuse with a sentence where there is none."""
        query = select(note_revisions).where(note_revisions.c.id == revision_id)
        row = self._connection.execute(query).first()
        if row is None:
            hint = "`loredesk lore history ENTRY` lists those of an entry."
            raise UserFixableError(f"There is no note revision {revision_id!r}.", hint=hint)
        anchors = select(note_anchors.c.message_id).where(note_anchors.c.revision_id == revision_id)
        return _revision(row, frozenset(map(MessageId, self._connection.scalars(anchors))))

    def put_withdrawn(
        self, revision_id: RevisionId, at: datetime | None, cause: RevisionId | None
    ) -> None:
        """Keep when a revision was taken back, and with which; None and None where it was not."""
        before = self.get(revision_id)
        self._connection.execute(
            update(note_revisions)
            .where(note_revisions.c.id == revision_id)
            .values(withdrawn_at=optional_seconds(at), withdrawn_with=cause)
        )
        self._ledger.record(
            "reinstate revision" if at is None else "withdraw revision",
            revision_id,
            actor="author",
            session_id=before.session_id,
            before={"withdrawn_at": optional_seconds(before.withdrawn_at)},
            after={"withdrawn_at": optional_seconds(at), "withdrawn_with": cause},
            details={"entry_id": before.entry_id},
        )

    def revisions(
        self, session_id: SessionId, entry_id: LoreId | None = None
    ) -> tuple[NoteRevision, ...]:
        """Return the revisions of one note, or of all notes of a session, in order."""
        query = select(note_revisions).where(note_revisions.c.session_id == session_id)
        anchors = (
            select(note_anchors)
            .join(note_revisions, note_revisions.c.id == note_anchors.c.revision_id)
            .where(note_revisions.c.session_id == session_id)
        )
        if entry_id is not None:
            query = query.where(note_revisions.c.entry_id == entry_id)
            anchors = anchors.where(note_revisions.c.entry_id == entry_id)
        by_revision: dict[str, set[MessageId]] = {}
        for row in self._connection.execute(anchors):
            by_revision.setdefault(row.revision_id, set()).add(MessageId(row.message_id))
        return tuple(
            _revision(row, frozenset(by_revision.get(row.id, ())))
            for row in self._connection.execute(query.order_by(note_revisions.c.seq))
        )

    def current(self, session_id: SessionId, entry_id: LoreId) -> SessionNote | None:
        """Return the folded note of an entry, or None where none is in force."""
        query = select(session_notes).where(
            session_notes.c.session_id == session_id, session_notes.c.entry_id == entry_id
        )
        row = self._connection.execute(query).first()
        return None if row is None else _note(row)

    def current_of(
        self, session_id: SessionId, entry_ids: Sequence[LoreId]
    ) -> Mapping[LoreId, SessionNote]:
        """Return the folded notes of some entries; those without one are missing."""
        query = select(session_notes).where(
            session_notes.c.session_id == session_id, session_notes.c.entry_id.in_(entry_ids)
        )
        return {LoreId(row.entry_id): _note(row) for row in self._connection.execute(query)}

    def all_current(self, session_id: SessionId) -> Mapping[LoreId, SessionNote]:
        """Return every folded note of a session by entry."""
        query = select(session_notes).where(session_notes.c.session_id == session_id)
        return {LoreId(row.entry_id): _note(row) for row in self._connection.execute(query)}

    def put_folded(self, note: SessionNote) -> None:
        """Keep *note* as what its fold comes to."""
        values = asdict(note)
        statement = upsert(self._connection, session_notes).values(values)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["session_id", "entry_id"],
                set_={
                    name: values[name] for name in ("note_content", "last_updated_turn", "revision")
                },
            )
        )

    def drop_folded(self, session_id: SessionId, entry_id: LoreId) -> None:
        """Keep that no note of the entry is in force."""
        self._connection.execute(
            delete(session_notes).where(
                session_notes.c.session_id == session_id, session_notes.c.entry_id == entry_id
            )
        )

    def _record(self, action: str, revision: NoteRevision, after: Mapping[str, Any]) -> None:
        """Record what became of *revision*, with what its note rested on before."""
        self._ledger.record(
            action,
            revision.id,
            actor=revision.by,
            session_id=revision.session_id,
            before={"revision": revision.base},
            after=after,
            details={
                "entry_id": revision.entry_id,
                "proposal_id": revision.proposal_id,
                "merge_of": revision.merge_of,
                "anchors": sorted(revision.anchors),
            },
        )


def _revision(row: Row[Any], anchors: frozenset[MessageId]) -> NoteRevision:
    return NoteRevision(
        id=RevisionId(row.id),
        session_id=SessionId(row.session_id),
        entry_id=LoreId(row.entry_id),
        seq=row.seq,
        base=None if row.base is None else RevisionId(row.base),
        anchors=anchors,
        content=row.content,
        by=row.by,
        stood_at=row.stood_at,
        proposal_id=None if row.proposal_id is None else ProposalId(row.proposal_id),
        merge_of=row.merge_of,
        withdrawn_at=optional_moment(row.withdrawn_at),
        withdrawn_with=row.withdrawn_with,
        carried_from=row.carried_from,
        created_at=moment(row.created_at),
    )


def _note(row: Row[Any]) -> SessionNote:
    return SessionNote(
        session_id=SessionId(row.session_id),
        entry_id=LoreId(row.entry_id),
        note_content=row.note_content,
        last_updated_turn=row.last_updated_turn,
        revision=RevisionId(row.revision),
    )
