"""Session notes: the living footnote of one entry in one session, as a fold over its revisions.

A revision is in force on a line when all its anchors are on the line and its base is in force. A
hand edit has no anchors, so it would also count on lines where a turn has rewritten its base in the
meantime; there it yields, and is carried over to that text instead. The current note is the
revision in force with the longest chain of bases, then the highest sequence number. A revision that
carries another over to a line where that is not in force counts only there. A revision the author
took back counts nowhere, and nothing that rests on it does. Nothing is ever erased: moving along
the tree and taking back only change what counts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from loredesk.domain.ids import LoreId, MessageId, ProposalId, RevisionId, SessionId

Writer = Literal["model", "author"]

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRevision:
    """One version of a note, and what it rests on."""

    id: RevisionId
    session_id: SessionId
    entry_id: LoreId
    seq: int
    base: RevisionId | None
    anchors: frozenset[MessageId]
    """Every message whose events this revision added to its base.

    A hand edit has none: it counts wherever its base does and no turn has rewritten that.
    """
    content: str
    by: Writer = "model"
    stood_at: MessageId | None = None
    """Where the author stood when editing by hand."""
    proposal_id: ProposalId | None = None
    merge_of: RevisionId | None = None
    """The revision whose content this one carries over to a line where that is not in force.

    It does not count where what it carries counts itself.
    """
    withdrawn_at: datetime | None = None
    """When the author took it back; it counts on no line until it is reinstated."""
    withdrawn_with: RevisionId | None = None
    """The revision the author took back, where this one only went with it."""
    carried_from: RevisionId | None = None
    """What this one brings along: a revision of another session it begins from, or one that is in
    force here but hidden by a longer chain."""
    created_at: datetime = _BEGINNING


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNote:
    """The note in force: what the fold of its revisions comes to on the session's line."""

    session_id: SessionId
    entry_id: LoreId
    note_content: str
    last_updated_turn: int
    revision: RevisionId


def in_force(
    revisions: Iterable[NoteRevision], line: Collection[MessageId]
) -> dict[RevisionId, int]:
    """Return the revisions of one note that count on *line*, each with the length of its chain."""
    on_line = [
        one
        for one in revisions
        if one.withdrawn_at is None and all(anchor in line for anchor in one.anchors)
    ]
    rewritten = {
        one.base
        for one in on_line
        if one.by == "model" and one.merge_of is None and one.carried_from is None
    }
    depths: dict[RevisionId, int] = {}
    for revision in sorted(on_line, key=lambda revision: revision.seq):
        if revision.merge_of in depths:
            continue
        if revision.by == "author" and revision.base in rewritten:
            continue
        if revision.base is None:
            depths[revision.id] = 1
        elif revision.base in depths:
            depths[revision.id] = depths[revision.base] + 1
    return depths


def current(revisions: Sequence[NoteRevision], line: Collection[MessageId]) -> NoteRevision | None:
    """Return the revision of one note that stands on *line*, or None where none is in force."""
    depths = in_force(revisions, line)
    standing = [revision for revision in revisions if revision.id in depths]
    return max(standing, key=lambda revision: (depths[revision.id], revision.seq), default=None)


def chain(revisions: Iterable[NoteRevision], last: NoteRevision) -> tuple[NoteRevision, ...]:
    """Return *last* and the revisions it rests on, the oldest first."""
    by_id = {revision.id: revision for revision in revisions}
    path = [last]
    while path[-1].base is not None:
        path.append(by_id[path[-1].base])
    return tuple(reversed(path))


def spine(
    revisions: Sequence[NoteRevision], line: Collection[MessageId]
) -> tuple[NoteRevision, ...]:
    """Return the revision that stands on *line* and those it rests on, the oldest first."""
    standing = current(revisions, line)
    return chain(revisions, standing) if standing else ()


def folded(
    standing: NoteRevision, revisions: Iterable[NoteRevision], turns: Mapping[MessageId, int]
) -> SessionNote:
    """Return the note *standing* comes to on a line whose messages belong to *turns*."""
    rests_on: set[MessageId | None] = set()
    for revision in chain(revisions, standing):
        rests_on |= {*revision.anchors, revision.stood_at}
    return SessionNote(
        session_id=standing.session_id,
        entry_id=standing.entry_id,
        note_content=standing.content,
        last_updated_turn=max((turn for one, turn in turns.items() if one in rests_on), default=0),
        revision=standing.id,
    )
