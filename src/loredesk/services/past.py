"""Reading the past of an entry: its versions, whose its sentences are, and as of a turn.

Plain functions of a transaction that only looks.
"""

import heapq
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from loredesk.domain.blame import blame
from loredesk.domain.causes import events_in, is_copy
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import LoreId, MessageId, ProposalId, SessionId
from loredesk.domain.lore import LoreEntry, LoreRevision
from loredesk.domain.messages import Role
from loredesk.domain.notes import NoteRevision, SessionNote, chain, current, folded, in_force
from loredesk.domain.past import BlamedPiece, EntryAsOf, EntryHistory, EntryVersion
from loredesk.domain.proposals import Proposal, ProposalEvent
from loredesk.domain.refold import Refold
from loredesk.ports.store import Repos


def history_of(repos: Repos, entry_id: LoreId, session_id: SessionId | None) -> EntryHistory:
    """Return every version of an entry and, with a session, of its note there."""
    entry = repos.lore.get(entry_id)
    of_entry = [
        EntryVersion(
            part="entry",
            revision=str(one.revision),
            by=one.by,
            created_at=one.created_at,
            why=one.why,
            content=str(one.fields["content"]),
            in_force=one.revision == entry.revision,
        )
        for one in reversed(repos.lore.revisions(entry_id))
    ]
    of_note = _note_versions(repos, entry_id, session_id) if session_id else []
    merged = heapq.merge(of_entry, of_note, key=lambda one: one.created_at, reverse=True)
    return EntryHistory(entry=entry, versions=tuple(merged))


def blame_of(
    repos: Repos, entry_id: LoreId, session_id: SessionId | None
) -> tuple[BlamedPiece, ...]:
    """Return the sentences of the note in force, or without a session those of the entry."""
    if session_id is None:
        texts = [(str(one.fields["content"]), one) for one in repos.lore.revisions(entry_id)]
        return tuple(
            BlamedPiece(
                text=one.text,
                revision=str(one.version.revision),
                by=one.version.by,
                reason=one.version.why,
            )
            for one in blame(texts)
        )
    revisions = repos.notes.revisions(session_id, entry_id)
    turns = repos.messages.line_of_entry(session_id, entry_id)
    standing = current(revisions, turns)
    if standing is None:
        return ()
    proposals = _proposals(repos, revisions)
    path = chain(revisions, standing)
    return tuple(
        _piece(one.text, one.version, events_in(one.version, proposals), turns)
        for one in blame([(one.content, one) for one in path])
    )


def as_of(repos: Repos, entry_id: LoreId, session_id: SessionId, turn: int) -> EntryAsOf:
    """Return an entry as it stood when *turn* had been written; refuse one not there yet."""
    there = _Cut.at(repos, session_id, turn)
    entry = there.entry(repos, repos.lore.get(entry_id))
    if entry is None:
        title = repos.lore.get(entry_id).title
        hint = "`loredesk lore history ENTRY` says when it was written."
        raise UserFixableError(f"There was no {title!r} yet in turn {turn}.", hint=hint)
    revisions = repos.notes.revisions(session_id, entry_id)
    proposals = repos.proposals.of_entry(session_id, entry_id)
    note = there.note(revisions, proposals)
    return EntryAsOf(entry=entry, content=entry.content, note=note, turn=turn)


def world_as_of(repos: Repos, session_id: SessionId, turn: int) -> tuple[EntryAsOf, ...]:
    """Return every entry the session saw when *turn* had been written, by title."""
    there = _Cut.at(repos, session_id, turn)
    revisions: dict[LoreId, list[NoteRevision]] = {}
    for revision in repos.notes.revisions(session_id):
        revisions.setdefault(revision.entry_id, []).append(revision)
    proposals: dict[LoreId | None, list[Proposal]] = {}
    for proposal in repos.proposals.of_session(session_id, None):
        proposals.setdefault(proposal.entry_id, []).append(proposal)
    world_id = repos.sessions.get(session_id).world_id
    found = []
    for known in repos.lore.visible(world_id, session_id, head=there.head):
        entry = there.entry(repos, known)
        if entry is not None:
            note = there.note(revisions.get(known.id, ()), proposals.get(known.id, ()))
            found.append(EntryAsOf(entry=entry, content=entry.content, note=note, turn=turn))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Cut:
    """The line of a session, cut behind one of its turns."""

    turns: Mapping[MessageId, int]
    head: MessageId | None
    moment: datetime
    """When the last message of the turn was written."""

    @classmethod
    def at(cls, repos: Repos, session_id: SessionId, turn: int) -> "_Cut":
        session = repos.sessions.get(session_id)
        line = repos.messages.line(session.head)
        counted = itertools.accumulate(message.role is Role.AUTHOR for message in line)
        numbered = list(zip(line, counted, strict=True))
        last = numbered[-1][1] if numbered else 0
        if not 0 <= turn <= last:
            raise UserFixableError(
                f"The session has no turn {turn}.", hint=f"It has turns 0 to {last}."
            )
        kept = [(message, number) for message, number in numbered if number <= turn]
        return cls(
            turns={message.id: number for message, number in kept},
            head=kept[-1][0].id if kept else None,
            moment=kept[-1][0].created_at if kept else session.created_at,
        )

    def entry(self, repos: Repos, entry: LoreEntry) -> LoreEntry | None:
        """Return *entry* as it was then; None where it was not there yet."""
        is_newcomer = entry.session_id is not None
        if is_newcomer and entry.origin_message and entry.origin_message not in self.turns:
            return None
        if entry.updated_at <= self.moment:
            return entry
        versions = repos.lore.revisions(entry.id)
        known = [one for one in versions if one.created_at <= self.moment]
        # A newcomer is accepted after the turn it came in with: then its first version counts.
        known = known or (list(versions[:1]) if is_newcomer else [])
        return _as_written(entry, known[-1]) if known else None

    def note(
        self, revisions: Sequence[NoteRevision], proposals: Sequence[Proposal]
    ) -> SessionNote | None:
        """Return the note as it folds on this line, without what was written by hand later."""
        by_id = {one.id: one for one in revisions}
        known = {
            rested_on.id
            for one in revisions
            if one.stood_at is None or one.stood_at in self.turns
            for rested_on in chain(by_id.values(), one)
        }
        numbers = itertools.count(1)
        fold = Refold(
            [one for one in revisions if one.id in known],
            proposals,
            self.turns,
            new_id=lambda: f"as-of-{next(numbers)}",
            now=self.moment,
        )
        fold.run()
        standing = current(fold.revisions, self.turns)
        if standing is None:
            return None
        note = folded(standing, fold.revisions, self.turns)
        source = standing.merge_of or standing.carried_from
        if standing.id in by_id or source is None:
            return note
        return replace(note, revision=source)


def _as_written(entry: LoreEntry, version: LoreRevision) -> LoreEntry:
    fields = version.fields
    return replace(
        entry,
        title=fields["title"],
        category=fields["category"],
        content=fields["content"],
        tags=tuple(fields["tags"]),
        aliases=tuple(fields["aliases"]),
        always_on=fields["always_on"],
        revision=version.revision,
        updated_at=version.created_at,
    )


def _note_versions(repos: Repos, entry_id: LoreId, session_id: SessionId) -> list[EntryVersion]:
    revisions = repos.notes.revisions(session_id, entry_id)
    turns = repos.messages.line_of_entry(session_id, entry_id)
    standing = in_force(revisions, turns)
    proposals = _proposals(repos, revisions)
    contents = {one.id: one.content for one in revisions}
    versions = []
    for one in reversed(revisions):
        if is_copy(one) and one.base is not None and contents[one.base] == one.content:
            continue  # It only marks an edit as done with where it changes nothing.
        events = events_in(one, proposals)
        stood_in = repos.messages.turn_of(one.stood_at) if one.stood_at else None
        versions.append(
            EntryVersion(
                part="note",
                revision=one.id,
                by=one.by,
                created_at=one.created_at,
                why=_why(one, proposals),
                content=one.content,
                turn=max((event.turn for event in events), default=stood_in),
                events=events,
                anchors=one.anchors,
                base=one.base,
                in_force=one.id in standing,
                withdrawn=one.withdrawn_at is not None,
                withdrawn_with=one.withdrawn_with,
            )
        )
    return versions


def _why(revision: NoteRevision, proposals: Mapping[ProposalId, Proposal]) -> str:
    proposal = proposals.get(revision.proposal_id) if revision.proposal_id else None
    if revision.by == "author" and proposal is not None:
        return "merged by hand"
    if revision.by == "author":
        return "an edit by hand, carried over" if is_copy(revision) else "written by hand"
    if is_copy(revision):
        return "kept as dated lines until it is rewritten"
    decided = f", accepted by {proposal.decided_by}" if proposal and proposal.decided_by else ""
    return f"rewritten from {'a simulation' if proposal and proposal.simulated else 'the story'}{decided}"


def _piece(
    text: str,
    revision: NoteRevision,
    events: Sequence[ProposalEvent],
    turns: Mapping[MessageId, int],
) -> BlamedPiece:
    """Return a sentence with the event of its revision that it says most of."""
    event = max(
        events,
        key=lambda one: SequenceMatcher(None, text, f"{one.summary} {one.quote}").ratio(),
        default=None,
    )
    stood_in = turns.get(revision.stood_at) if revision.stood_at else None
    return BlamedPiece(
        text=text,
        revision=revision.id,
        by=revision.by,
        turn=event.turn if event else stood_in,
        quote=event.quote if event else "",
        reason=event.reason if event else "",
    )


def _proposals(repos: Repos, revisions: Sequence[NoteRevision]) -> dict[ProposalId, Proposal]:
    return repos.proposals.many({one.proposal_id for one in revisions if one.proposal_id})
