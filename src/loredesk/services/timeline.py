"""Moving along the tree of a session: which notes, newcomers and tasks count where.

Plain functions of a transaction; the services that change the head or a note call them inside
their own.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from loredesk.domain.events import HeadMoved, LoreChanged, NoteChanged
from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.listings import LineChange, NoteChange
from loredesk.domain.lore import is_visible
from loredesk.domain.messages import Session
from loredesk.domain.notes import NoteRevision, SessionNote, chain, current
from loredesk.domain.tasks import TaskStatus
from loredesk.ports.store import Repos
from loredesk.services.carrying import Carrier, merging
from loredesk.services.documents import DocumentKeeper
from loredesk.tasks.queueing import announce


class Timeline:
    """Keeps the folded notes, the documents and the queue in step with a session's line."""

    def __init__(self, *, documents: DocumentKeeper, new_id: Callable[[], str]) -> None:
        self._documents = documents
        self._carrier = Carrier(new_id=new_id)

    def advance(self, repos: Repos, session: Session, head: MessageId) -> None:
        """Put a message that was just written under the head at the head."""
        self._put_head(repos, session, head)

    def move(self, repos: Repos, session: Session, head: MessageId) -> LineChange:
        """Show the line to *head*: refold every note, show and hide newcomers, park tasks."""
        line = self._put_head(repos, session, head)
        before = repos.notes.all_current(session.id)
        self._move_newcomers(repos, session.id, line)
        by_entry: dict[LoreId, list[NoteRevision]] = {}
        for revision in repos.notes.revisions(session.id):
            by_entry.setdefault(revision.entry_id, []).append(revision)
        for entry_id, revisions in by_entry.items():
            self._carrier.carry(repos, revisions, line)
            self._fold(repos, session.id, entry_id, line)
        self._park_tasks(repos, session.id, line)
        after = repos.notes.all_current(session.id)
        titles = {one.id: one.title for one in repos.lore.many(list({*before, *after})).values()}
        return LineChange(
            head=head,
            in_force=_differences(after, before, titles),
            out_of_force=_differences(before, after, titles),
        )

    def note_added(self, repos: Repos, revision: NoteRevision) -> NoteRevision:
        """Keep a new revision of a note and fold it in."""
        kept = repos.notes.add(merging(repos, revision))
        session = repos.sessions.get(revision.session_id)
        line = repos.messages.line_turns(session.head)
        self._fold(repos, session.id, revision.entry_id, line)
        return kept

    def _put_head(self, repos: Repos, session: Session, head: MessageId) -> Mapping[MessageId, int]:
        line = repos.messages.line_turns(head)
        repos.sessions.put_head(session.id, head, line[head])
        repos.announce(HeadMoved(session_id=session.id, head=head))
        return line

    def _fold(
        self, repos: Repos, session_id: SessionId, entry_id: LoreId, line: Mapping[MessageId, int]
    ) -> None:
        revisions = repos.notes.revisions(session_id, entry_id)
        standing = current(revisions, line)
        before = repos.notes.current(session_id, entry_id)
        after = None if standing is None else _folded(standing, revisions, line)
        if after == before:
            return
        if after is None:
            repos.notes.drop_folded(session_id, entry_id)
        else:
            repos.notes.put_folded(after)
        entry = repos.lore.get(entry_id)
        if is_visible(entry, line):
            self._documents.note_changed(repos, session_id, entry)
        repos.announce(NoteChanged(session_id=session_id, entry_id=entry_id))

    def _move_newcomers(
        self, repos: Repos, session_id: SessionId, line: Collection[MessageId]
    ) -> None:
        shown = repos.documents.own_documents(session_id)
        for entry in repos.lore.own_entries(session_id):
            visible = is_visible(entry, line)
            if visible == (entry.id in shown):
                continue
            if visible:
                self._documents.note_changed(repos, session_id, entry)
            else:
                self._documents.entry_left(repos, session_id, entry)
            repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))

    def _park_tasks(self, repos: Repos, session_id: SessionId, line: Collection[MessageId]) -> None:
        waiting = (TaskStatus.PENDING, TaskStatus.PARKED)
        for task in repos.queue.of_session(session_id, waiting):
            if task.anchor is None:
                continue
            wanted = TaskStatus.PENDING if task.anchor in line else TaskStatus.PARKED
            if wanted is not task.status and repos.tasks.move(task, wanted, now=repos.now):
                moved = repos.tasks.get(task.id)
                announce(repos, [moved] if moved else [])


def _folded(
    standing: NoteRevision, revisions: Iterable[NoteRevision], line: Mapping[MessageId, int]
) -> SessionNote:
    rests_on: set[MessageId | None] = set()
    for revision in chain(revisions, standing):
        rests_on |= {*revision.anchors, revision.stood_at}
    return SessionNote(
        session_id=standing.session_id,
        entry_id=standing.entry_id,
        note_content=standing.content,
        last_updated_turn=max((turn for one, turn in line.items() if one in rests_on), default=0),
        revision=standing.id,
    )


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
