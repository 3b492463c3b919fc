"""The folded notes: what stands in `session_notes` against what the revisions come to."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from loredesk.domain.damage import EMPTY_FOLDS, MISSING_FOLDS, WRONG_FOLDS, Circumstances, Damage
from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.notes import NoteRevision, SessionNote, current, folded
from loredesk.storage.checks.check import Check
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.notes import SqlNoteRepo
from loredesk.storage.schema.lore import note_revisions, session_notes
from loredesk.storage.schema.story import messages


def _sessions(connection: Connection) -> Sequence[str]:
    query = select(note_revisions.c.session_id).union(select(session_notes.c.session_id))
    return [str(name) for name in connection.execute(query).scalars()]


def _unlike(connection: Connection, part: str) -> Iterator[tuple[LoreId, str]]:
    """Yield the entries whose note is not what its revisions come to, each with what is wrong."""
    notes = SqlNoteRepo(connection, SqlLedger(connection, now=0.0))
    session_id = SessionId(part)
    query = select(messages.c.id, messages.c.turn)
    shown = connection.execute(query.where(messages.c.session_id == part, messages.c.on_line))
    line = {MessageId(row.id): row.turn for row in shown}
    revisions: dict[LoreId, list[NoteRevision]] = {}
    for revision in notes.revisions(session_id):
        revisions.setdefault(revision.entry_id, []).append(revision)
    kept = notes.all_current(session_id)
    for entry_id in sorted({*kept, *revisions}):
        own = revisions.get(entry_id, [])
        standing = current(own, line)
        right = None if standing is None else folded(standing, own, line)
        if kind := _fault(kept.get(entry_id), right, own):
            yield entry_id, kind


def _fault(
    kept: SessionNote | None, right: SessionNote | None, revisions: Sequence[NoteRevision]
) -> str:
    if kept == right:
        return ""
    if kept is None:
        return MISSING_FOLDS
    return WRONG_FOLDS if revisions else EMPTY_FOLDS


def _check(kind: str, why: str) -> Check:
    def look(connection: Connection, part: str, _here: Circumstances) -> list[Damage]:
        return [
            Damage(table="session_notes", key=(part, entry_id), why=why)
            for entry_id, found in _unlike(connection, part)
            if found == kind
        ]

    return Check(kind=kind, look=look, parts=_sessions)


CHECKS = (
    _check(EMPTY_FOLDS, "says what no revision says"),
    _check(WRONG_FOLDS, "is not what its revisions come to on the line"),
    _check(MISSING_FOLDS, "is missing, though its revisions stand on the line"),
)
"""Mended by the timeline, which keeps what is searched in step."""
