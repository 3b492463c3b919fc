"""Moving along the tree of a session: which notes, newcomers and tasks count where.

Plain functions of a transaction; the services that change the head or a note call them inside
their own.
"""

from collections.abc import Callable, Collection, Mapping

from loredesk.domain.events import HeadMoved, LoreChanged, NoteChanged
from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId
from loredesk.domain.listings import LineChange, NoteChange
from loredesk.domain.lore import Redirect
from loredesk.domain.messages import LineShift, Session
from loredesk.domain.notes import NoteRevision, SessionNote, current, folded
from loredesk.ports.store import Repos
from loredesk.services.carrying import Carrier, merging
from loredesk.services.documents import DocumentKeeper, is_seen
from loredesk.services.joining import joined_steps
from loredesk.tasks.queueing import announce, placed


class Timeline:
    """Keeps the folded notes, the documents and the queue in step with a session's line."""

    def __init__(self, *, documents: DocumentKeeper, new_id: Callable[[], str]) -> None:
        self._documents = documents
        self._new_id = new_id
        self._carrier = Carrier(new_id=new_id)

    def advance(self, repos: Repos, session: Session, head: MessageId) -> None:
        """Put a message that was just written under the head at the head."""
        self._put_head(repos, session, head)
        if session.head is not None:
            repos.branches.carry(session.head, head)

    def move(self, repos: Repos, session: Session, head: MessageId) -> LineChange:
        """Show the line to *head*: refold notes, show and hide newcomers, park tasks.

        Only what rests on a message that left the line or came onto it is touched.
        """
        shift = self._put_head(repos, session, head)
        resting = repos.messages.entries_resting_on(shift.moved)
        merged = _merged_away(repos, session, resting)
        entries = list(dict.fromkeys([*resting, *(one.to_id for one in merged)]))
        before = repos.notes.current_of(session.id, entries)
        self._move_newcomers(repos, session.id, shift)
        for entry_id in resting:
            self._refold(repos, session.id, entry_id)
        for redirect in merged:
            self.join(repos, session.id, redirect)
        self._move_tasks(repos, shift)
        after = repos.notes.current_of(session.id, entries)
        titles = {one.id: one.title for one in repos.lore.many(list({*before, *after})).values()}
        return LineChange(
            head=head,
            in_force=_differences(after, before, titles),
            out_of_force=_differences(before, after, titles),
        )

    def note_added(self, repos: Repos, revision: NoteRevision) -> NoteRevision:
        """Keep a new revision of a note and fold it in."""
        kept = repos.notes.add(merging(repos, revision))
        self._refold(repos, revision.session_id, revision.entry_id)
        return kept

    def join(self, repos: Repos, session_id: SessionId, redirect: Redirect) -> None:
        """Add to the note of a canon entry what one says that is merged into it, as far as new."""
        for step in joined_steps(repos, self._new_id, session_id, redirect):
            kept = self.note_added(repos, step)
            repos.redirects.add_notes(redirect.id, [kept.id])

    def take_back(self, repos: Repos, revision_id: RevisionId) -> None:
        """Undo the act that wrote a revision: the note reads as if it had never been written."""
        undone = repos.notes.get(revision_id)
        for one in repos.notes.revisions(undone.session_id, undone.entry_id):
            if revision_id in {one.id, one.merge_of, one.carried_from}:
                repos.notes.put_withdrawn(one.id, repos.now, one.id)
        self._refold(repos, undone.session_id, undone.entry_id)

    def refold(self, repos: Repos, session: Session, entry_id: LoreId) -> LineChange:
        """Fold one note again, after which of its revisions count has changed."""
        before = repos.notes.current_of(session.id, [entry_id])
        self._refold(repos, session.id, entry_id)
        after = repos.notes.current_of(session.id, [entry_id])
        titles = {entry_id: repos.lore.get(entry_id).title}
        return LineChange(
            head=session.head,
            in_force=_differences(after, before, titles),
            out_of_force=_differences(before, after, titles),
        )

    def _put_head(self, repos: Repos, session: Session, head: MessageId) -> LineShift:
        shift = repos.sessions.put_head(session.id, head)
        repos.announce(HeadMoved(session_id=session.id, head=head))
        return shift

    def _refold(self, repos: Repos, session_id: SessionId, entry_id: LoreId) -> None:
        line = repos.messages.line_of_entry(session_id, entry_id)
        revisions = list(repos.notes.revisions(session_id, entry_id))
        self._carrier.carry(repos, session_id, entry_id, revisions, line)
        standing = current(revisions, line)
        before = repos.notes.current(session_id, entry_id)
        after = None if standing is None else folded(standing, revisions, line)
        if after == before:
            return
        if after is None:
            repos.notes.drop_folded(session_id, entry_id)
        else:
            repos.notes.put_folded(after)
        entry = repos.lore.get(entry_id)
        if is_seen(repos, entry):
            self._documents.note_changed(repos, session_id, entry)
        repos.announce(NoteChanged(session_id=session_id, entry_id=entry_id))

    def _move_newcomers(self, repos: Repos, session_id: SessionId, shift: LineShift) -> None:
        for entry in repos.lore.arrived_with(session_id, shift.moved):
            if is_seen(repos, entry):
                self._documents.note_changed(repos, session_id, entry)
            else:
                self._documents.entry_left(repos, session_id, entry)
            repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))

    def _move_tasks(self, repos: Repos, shift: LineShift) -> None:
        announce(repos, repos.tasks.park(shift.left))
        announce(repos, placed(repos, repos.tasks.unpark(shift.came)))


def _merged_away(
    repos: Repos, session: Session, entries: Collection[LoreId]
) -> tuple[Redirect, ...]:
    """Return the merges of canon that took *entries* away, those that lead further after them."""
    if not entries:
        return ()
    found = {one.from_id: one for one in repos.redirects.in_force(session.world_id, None)}
    path: dict[LoreId, Redirect] = {}
    for entry_id in entries:
        step = entry_id
        while step in found:
            redirect = found[step]
            path.pop(step, None)
            path[step] = redirect
            step = redirect.to_id
    return tuple(path.values())


def _differences(
    here: Mapping[LoreId, SessionNote],
    there: Mapping[LoreId, SessionNote],
    titles: Mapping[LoreId, str],
) -> tuple[NoteChange, ...]:
    """Return the notes that stand *here* and not, or with another revision, *there*."""
    return tuple(
        NoteChange(entry_id=entry_id, title=titles[entry_id], revision=note.revision)
        for entry_id, note in here.items()
        if entry_id not in there or there[entry_id].revision != note.revision
    )
