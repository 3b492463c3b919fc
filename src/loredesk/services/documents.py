"""Keeping what is searched in step with lore and notes, inside the transaction that changes them."""

from collections.abc import Callable

from loredesk.domain.documents import Document, document_key, passages, text_hash
from loredesk.domain.events import DocumentsChanged
from loredesk.domain.ids import SessionId
from loredesk.domain.lore import LoreEntry, is_visible
from loredesk.domain.notes import SessionNote
from loredesk.domain.tasks import NewTask, TaskType
from loredesk.ports.store import Repos
from loredesk.tasks.queueing import queue_task

_URGENT = 10


class DocumentKeeper:
    """Writes documents, and queues the embedding of texts that have no vector yet.

    A canon entry has a base document, and one of its own in every session with a note on it. A
    session's own entry has a document in that session, while it is visible there.
    """

    def __init__(self, *, new_id: Callable[[], str], embedding_model: Callable[[], str]) -> None:
        self._new_id = new_id
        self._embedding_model = embedding_model

    def entry_changed(self, repos: Repos, entry: LoreEntry) -> None:
        """Bring every document of *entry* up to date."""
        if entry.deleted_at is not None or repos.trash.has_world(entry.world_id):
            for session_id in (None, *repos.documents.sessions_of(entry.id)):
                self._forget(repos, session_id, entry)
            return
        if entry.session_id is not None:
            # It may have been canon until now.
            self._forget(repos, None, entry)
            if is_seen(repos, entry):
                self.note_changed(repos, entry.session_id, entry)
            return
        self._replace(repos, None, entry, None)
        known = repos.documents.sessions_of(entry.id)
        for session_id in dict.fromkeys((*known, *repos.trash.noted_in(entry.id))):
            self.note_changed(repos, session_id, entry)

    def note_changed(self, repos: Repos, session_id: SessionId, entry: LoreEntry) -> None:
        """Bring the document of *entry* in a session up to date with its note there.

        One that belongs to another session, though it was canon once, has none here.
        """
        if entry.session_id not in {None, session_id} or repos.trash.has_session(session_id):
            return
        note = repos.notes.current(session_id, entry.id)
        if note is None and entry.session_id is None:
            self._forget(repos, session_id, entry)
        else:
            self._replace(repos, session_id, entry, note)

    def entry_left(self, repos: Repos, session_id: SessionId, entry: LoreEntry) -> None:
        """Take a session's own entry out of its search: its origin is no longer on the line."""
        self._forget(repos, session_id, entry)

    def session_left(self, repos: Repos, session_id: SessionId) -> None:
        """Take everything of a session's own out of the search: it is in the trash."""
        for entry_id in repos.documents.own_documents(session_id):
            self._forget(repos, session_id, repos.lore.get(entry_id))

    def session_came(self, repos: Repos, session_id: SessionId) -> None:
        """Let a session's own entries and notes be found again, also of entries merged away."""
        noted = repos.lore.many(list(repos.notes.all_current(session_id)))
        own = {entry.id: entry for entry in repos.lore.own_entries(session_id)}
        for entry in {**noted, **own}.values():
            if is_seen(repos, entry):
                self.note_changed(repos, session_id, entry)

    def _replace(
        self, repos: Repos, session_id: SessionId | None, entry: LoreEntry, note: SessionNote | None
    ) -> None:
        texts = passages(entry.title, entry.content, note.note_content if note else "")
        new = [
            Document(
                key=document_key(session_id, entry.id, number),
                world_id=entry.world_id,
                session_id=session_id,
                entry_id=entry.id,
                passage=number,
                revision=note.revision if note else f"lore:{entry.revision}",
                text=text,
                text_hash=text_hash(text),
            )
            for number, text in enumerate(texts)
        ]
        keys = repos.documents.replace(
            session_id, entry.id, new, title=entry.title, aliases=entry.aliases
        )
        repos.announce(DocumentsChanged(keys=keys))
        model = self._embedding_model()
        if repos.documents.without_vector(model, keys=[one.key for one in new], limit=1):
            queue_task(repos, self._new_id, embedding_task(session_id, entry.id))

    def _forget(self, repos: Repos, session_id: SessionId | None, entry: LoreEntry) -> None:
        keys = repos.documents.replace(session_id, entry.id, ())
        if keys:
            repos.announce(DocumentsChanged(keys=keys))


def is_seen(repos: Repos, entry: LoreEntry) -> bool:
    """Return whether an entry is seen on its session's line: canon always, but in the trash."""
    origin = entry.origin_message
    line = repos.messages.on_line([origin]) if origin is not None else ()
    return is_visible(entry, line)


def embedding_task(session_id: SessionId | None, entry_id: str) -> NewTask:
    """Return the task that embeds the documents of an entry in a session, or its base document."""
    name = f"document:{session_id or '-'}:{entry_id}"
    return NewTask(
        task_type=TaskType.EMBED_DOCUMENT,
        task_data={"entry_id": entry_id, "session_id": session_id},
        session_id=session_id,
        entity_key=name,
        dedupe_key=name,
        priority=_URGENT,
    )


def story_task(session_id: SessionId) -> NewTask:
    """Return the task that embeds what was said in a session and has no vector yet."""
    name = f"story:{session_id}"
    return NewTask(
        task_type=TaskType.EMBED_DOCUMENT,
        task_data={"session_id": session_id, "story": True},
        session_id=session_id,
        entity_key=name,
        dedupe_key=name,
    )
