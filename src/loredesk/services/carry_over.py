"""Carrying notes and newcomers of one session over into the beginning of another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged
from loredesk.domain.ids import LinkId, LoreId, RevisionId, SessionId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import Session
from loredesk.domain.notes import NoteRevision, SessionNote
from loredesk.ports.store import Repos
from loredesk.services.carry_knowledge import carry_knowledge
from loredesk.services.documents import DocumentKeeper
from loredesk.services.recognising import roster
from loredesk.services.staying_closed import keep_closed
from loredesk.services.timeline import Timeline

CARRIED = "carried over"


class CarryOver:
    """Begins a session with what another one knows, in the caller's transaction."""

    def __init__(
        self, *, documents: DocumentKeeper, timeline: Timeline, new_id: Callable[[], str]
    ) -> None:
        self._documents = documents
        self._timeline = timeline
        self._new_id = new_id

    def carry(
        self, repos: Repos, source: SessionId, session: Session, entries: Sequence[LoreId]
    ) -> None:
        """Let *session* know what *source* has noted on *entries*, as it stands there now.

        Newcomers among them become newcomers of the new session, with no turn they depend on.
        The notes are the author's choice, so they are kept as edits of the author's.
        """
        if repos.sessions.get(source).world_id != session.world_id:
            hint = "Choose a session of the same world."
            raise UserFixableError("Notes are carried over within one world only.", hint=hint)
        seen = {one.id: one for one in repos.lore.visible(session.world_id, source)}
        unseen = [one for one in entries if one not in seen]
        if unseen:
            hint = "`loredesk lore list --session S` lists what it knows."
            raise UserFixableError(f"That session knows no entry {unseen[0]!r}.", hint=hint)
        chosen = list(dict.fromkeys(entries))
        notes = repos.notes.current_of(source, chosen)
        carried = {one: LoreId(self._new_id()) for one in chosen if seen[one].session_id}
        for entry_id in chosen:
            if entry_id in carried:
                self._take(repos, session, seen[entry_id], carried)
            if entry_id in notes:
                here = carried.get(entry_id, entry_id)
                self._note(repos, session, here, notes[entry_id])
                if here == entry_id:
                    said = notes[entry_id].note_content
                    keep_closed(repos, self._new_id, source, entry_id, said, to=session.id)
        self._links(repos, source, session, carried)
        carry_knowledge(
            repos, self._new_id, source, session, {one: one for one in chosen} | carried
        )

    def _take(
        self,
        repos: Repos,
        session: Session,
        newcomer: LoreEntry,
        carried: Mapping[LoreId, LoreId],
    ) -> None:
        """Let a newcomer of another session be one of this, under the id it has in *carried*."""
        same = roster(repos, session.world_id, session.id).identify(newcomer.title).same
        if same is not None:
            raise UserFixableError(
                f"There is an entry called {newcomer.title!r} already.",
                hint="Merge the two in the other session first, or leave it out.",
            )
        entry = replace(
            newcomer,
            id=carried[newcomer.id],
            visibility=newcomer.visibility.with_ids(carried),
            handle=repos.lore.next_handle(newcomer.world_id, newcomer.category),
            session_id=session.id,
            origin_message=None,
            revision=1,
            created_at=repos.now,
            updated_at=repos.now,
        )
        repos.lore.add(entry, by="author")
        self._documents.entry_changed(repos, entry)
        repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))

    def _note(self, repos: Repos, session: Session, entry_id: LoreId, note: SessionNote) -> None:
        revision = NoteRevision(
            id=RevisionId(self._new_id()),
            session_id=session.id,
            entry_id=entry_id,
            seq=0,
            base=None,
            anchors=frozenset(),
            content=note.note_content,
            by="author",
            carried_from=note.revision,
            created_at=repos.now,
        )
        self._timeline.note_added(repos, revision)

    def _links(
        self,
        repos: Repos,
        source: SessionId,
        session: Session,
        carried: Mapping[LoreId, LoreId],
    ) -> None:
        """Link the newcomers that came along as they were, to canon and to each other."""
        links = repos.lore.links_of(list(carried))
        ends = repos.lore.many(list({end for one in links for end in (one.from_id, one.to_id)}))
        for link in links:
            both = (ends[link.from_id], ends[link.to_id])
            stays = any(one.session_id is not None and one.id not in carried for one in both)
            if link.session_id != source or stays:
                continue
            repos.lore.add_link(
                replace(
                    link,
                    id=LinkId(self._new_id()),
                    from_id=carried.get(link.from_id, link.from_id),
                    to_id=carried.get(link.to_id, link.to_id),
                    session_id=session.id,
                    origin_message=None,
                )
            )
