"""The library: worlds, their sessions and their lore, as the author reads and writes them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import LoreChanged, SessionChanged, WorldChanged
from loredesk.domain.glances import SessionRow, WorldRow
from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import EntryDraft, EntryView, Facets, LoreFilter, LoreRow
from loredesk.domain.lore import LoreEntry, World, name_key
from loredesk.domain.messages import Message, Role, Session
from loredesk.domain.notes import NoteRevision
from loredesk.ports.store import Repos, Store
from loredesk.services.carry_over import CarryOver
from loredesk.services.documents import DocumentKeeper
from loredesk.services.entry_view import entry_view, find_entry
from loredesk.services.locking import (
    refuse_locked,
    refuse_locked_changes,
    refuse_merged,
    refuse_trashed,
)
from loredesk.services.recognising import refuse_untitled, roster
from loredesk.services.strangers import refuse_strangers
from loredesk.services.timeline import Timeline


class LibraryService:
    """Reads and writes what belongs to the author."""

    def __init__(
        self,
        *,
        store: Store,
        documents: DocumentKeeper,
        timeline: Timeline,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._documents = documents
        self._timeline = timeline
        self._new_id = new_id
        self._carrying_over = CarryOver(documents=documents, timeline=timeline, new_id=new_id)

    async def worlds(self) -> tuple[WorldRow, ...]:
        """Return every world, the oldest first."""
        return await self._store.read(lambda repos: repos.worlds.rows())

    async def find_world(self, name: str) -> World | None:
        """Return the world with *name* as its id or exact title, or None."""
        return await self._store.read(lambda repos: repos.worlds.find(name))

    async def sessions(self, world_id: WorldId | None = None) -> tuple[SessionRow, ...]:
        """Return the sessions of a world, or of all, the newest first."""
        return await self._store.read(lambda repos: repos.sessions.rows(world_id))

    async def new_world(self, title: str, description: str = "") -> World:
        """Add an empty world."""
        if not title.strip():
            raise UserFixableError("A world needs a title.", hint="Give it one.")

        def work(repos: Repos) -> World:
            world = World(
                id=WorldId(self._new_id()),
                title=title.strip(),
                description=description.strip(),
                created_at=repos.now,
            )
            repos.worlds.add(world)
            repos.announce(WorldChanged(world_id=world.id))
            return world

        return await self._store.write(work)

    async def new_session(
        self,
        world_id: WorldId,
        title: str = "",
        *,
        carry_from: SessionId | None = None,
        entries: Sequence[LoreId] = (),
    ) -> Session:
        """Begin a playthrough, with the world's opening scene as its first message.

        With *carry_from*, the notes another session has on *entries* come along, and those of
        *entries* that are its newcomers: they are known here from the beginning.
        """

        def work(repos: Repos) -> Session:
            session = self._begin(repos, world_id, title)
            if carry_from is not None:
                self._carrying_over.carry(repos, carry_from, session, entries)
            return session

        return await self._store.write(work)

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a page of the entries a session sees, by title."""
        return await self._store.read(
            lambda repos: repos.listings.lore_rows(
                world_id, session_id, wanted, offset=offset, limit=limit
            )
        )

    async def count(
        self, world_id: WorldId, session_id: SessionId | None, wanted: LoreFilter
    ) -> int:
        """Return how many entries `entries` has in all."""
        return await self._store.read(
            lambda repos: repos.listings.lore_count(world_id, session_id, wanted)
        )

    async def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return the categories and tags of the entries a session sees."""
        return await self._store.read(lambda repos: repos.listings.facets(world_id, session_id))

    async def find_entry(
        self, name: str, world_id: WorldId | None = None, session_id: SessionId | None = None
    ) -> LoreEntry:
        """Return the entry with *name* as its id, handle or exact title.

        Refuses with a sentence where there is none, or where several worlds have one.
        """
        return await self._store.read(lambda repos: find_entry(repos, name, world_id, session_id))

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry with everything its form shows."""
        return await self._store.read(lambda repos: entry_view(repos, entry_id, session_id))

    async def save_entry(self, draft: EntryDraft) -> LoreEntry:
        """Keep what the author wrote: a new entry of canon, or a new revision of one.

        Refuses an empty title, a name another entry has, and a base that is no longer the newest.
        """
        refuse_untitled(draft.title)
        return await self._store.write(lambda repos: self._save(repos, draft))

    async def save_note(
        self, session_id: SessionId, entry_id: LoreId, text: str, *, base: RevisionId | None
    ) -> None:
        """Keep the author's own text of a note, written on top of revision *base*."""

        def work(repos: Repos) -> None:
            entry = repos.lore.get(entry_id)
            refuse_trashed(entry)
            refuse_locked(entry, "note")
            refuse_merged(repos, entry, session_id)
            note = repos.notes.current(session_id, entry_id)
            if (note.revision if note else None) != base:
                hint = "Reload the entry to see the newer note; yours is still in the form."
                raise UserFixableError(
                    f"The note of {entry.title!r} was changed meanwhile.", hint=hint
                )
            session = repos.sessions.get(session_id)
            revision = NoteRevision(
                id=RevisionId(self._new_id()),
                session_id=session_id,
                entry_id=entry_id,
                seq=0,
                base=base,
                anchors=frozenset(),
                content=text.strip(),
                by="author",
                stood_at=session.head,
                created_at=repos.now,
            )
            self._timeline.note_added(repos, revision)

        await self._store.write(work)

    def _begin(self, repos: Repos, world_id: WorldId, title: str) -> Session:
        world = repos.worlds.get(world_id)
        number = len(repos.sessions.rows(world_id)) + 1
        session = Session(
            id=SessionId(self._new_id()),
            world_id=world_id,
            title=title.strip() or f"{world.title}, session {number}",
            created_at=repos.now,
            updated_at=repos.now,
        )
        repos.sessions.add(session)
        if world.opening:
            opening = Message(
                id=MessageId(self._new_id()),
                session_id=session.id,
                parent_id=None,
                seq=0,
                role=Role.NARRATOR,
                speaker=world.narrator,
                text=world.opening,
                created_at=repos.now,
            )
            repos.messages.add(opening)
            self._timeline.advance(repos, session, opening.id)
            session = replace(session, head=opening.id)
        repos.announce(SessionChanged(session_id=session.id))
        return session

    def _save(self, repos: Repos, draft: EntryDraft) -> LoreEntry:
        before = repos.lore.get(draft.id) if draft.id is not None else None
        known = roster(repos, draft.world_id, before.session_id if before else None)
        known.without(draft.id).refuse_taken((draft.title, *draft.aliases))
        entry = self._entry_of(repos, draft, before)
        if before is None or before.visibility != entry.visibility:
            knowers = entry.visibility.by or ()
            refuse_strangers(repos, entry.world_id, entry.session_id, knowers)
        if before is not None:
            refuse_trashed(before)
            refuse_locked_changes(before, entry)
        if before is None:
            repos.lore.add(entry, by="author")
        else:
            repos.lore.put(entry, by="author")
        self._documents.entry_changed(repos, entry)
        repos.announce(LoreChanged(entry_id=entry.id, world_id=entry.world_id))
        return entry

    def _entry_of(self, repos: Repos, draft: EntryDraft, before: LoreEntry | None) -> LoreEntry:
        category = draft.category.strip().casefold() or "concept"
        if before is None:
            before = LoreEntry(
                id=LoreId(self._new_id()),
                world_id=draft.world_id,
                handle=repos.lore.next_handle(draft.world_id, category),
                title=draft.title,
                revision=0,
                created_at=repos.now,
            )
        base = before.revision if draft.base_revision is None else draft.base_revision
        return replace(
            before,
            title=draft.title.strip(),
            category=category,
            content=draft.content.strip(),
            tags=_distinct(draft.tags),
            aliases=tuple(
                one for one in _distinct(draft.aliases) if name_key(one) != name_key(draft.title)
            ),
            always_on=draft.always_on,
            visibility=before.visibility if draft.visibility is None else draft.visibility,
            revision=base + 1,
            updated_at=repos.now,
        )


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
