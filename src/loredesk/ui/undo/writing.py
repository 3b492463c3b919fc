"""Writing by hand that can be taken back: entries and notes, with every change taken down."""

from typing import Protocol

from loredesk.domain.ids import LoreId, RevisionId, SessionId, WorldId
from loredesk.domain.listings import EntryDraft, EntryView, Facets, LoreFilter, LoreRow
from loredesk.domain.lore import LoreEntry
from loredesk.ui.undo.command import Command, Deeds


class Library(Protocol):
    """Keeps entries and notes."""

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a stretch of the entries the filter lets through."""
        ...

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry with all its form shows."""
        ...

    async def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return the categories and tags that are in use."""
        ...

    async def save_entry(self, draft: EntryDraft) -> LoreEntry:
        """Store what the author wrote as an entry."""
        ...

    async def save_note(
        self, session_id: SessionId, entry_id: LoreId, text: str, *, base: RevisionId | None
    ) -> None:
        """Store what the author wrote as the note of an entry."""
        ...


class Canon(Protocol):
    """Keeps the versions of entries."""

    async def rollback(
        self, entry_id: LoreId, revision: int, *, expected: int | None = None
    ) -> LoreEntry:
        """Give an entry the fields of an earlier version, where *expected* is the newest."""
        ...


class Past(Protocol):
    """Takes single changes of notes back."""

    async def withdraw(self, session_id: SessionId, revision_id: RevisionId) -> object:
        """Take one version of a note out of force."""
        ...

    async def reinstate(self, session_id: SessionId, revision_id: RevisionId) -> object:
        """Put it into force again."""
        ...


class Bin(Protocol):
    """Keeps deleted entries."""

    async def delete_entry(self, entry_id: LoreId) -> object:
        """Put an entry into the trash."""
        ...

    async def restore_entry(self, entry_id: LoreId) -> object:
        """Take an entry out of the trash."""
        ...


class RecordedWriting:
    """Passes on what the author writes, and takes down how it is taken back."""

    def __init__(
        self, inner: Library, *, canon: Canon, past: Past, trash: Bin, deeds: Deeds
    ) -> None:
        self._inner = inner
        self._canon = canon
        self._past = past
        self._trash = trash
        self._deeds = deeds

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a stretch of the entries the filter lets through."""
        return await self._inner.entries(world_id, session_id, wanted, offset=offset, limit=limit)

    async def entry(self, entry_id: LoreId, session_id: SessionId | None) -> EntryView:
        """Return an entry with all its form shows."""
        return await self._inner.entry(entry_id, session_id)

    async def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return the categories and tags that are in use."""
        return await self._inner.facets(world_id, session_id)

    async def save_entry(self, draft: EntryDraft) -> LoreEntry:
        """Store what the author wrote as an entry."""
        entry = await self._inner.save_entry(draft)
        if draft.id is None:
            command = Command(
                text=f"New entry {entry.title}",
                undo=lambda: self._trash.delete_entry(entry.id),
                redo=lambda: self._trash.restore_entry(entry.id),
            )
            self._deeds.done(command)
        elif draft.base_revision is not None and draft.base_revision != entry.revision:
            versions = _Versions(self._canon, entry, draft.base_revision)
            text = f"Edit {entry.title}"
            self._deeds.done(Command(text=text, undo=versions.undo, redo=versions.redo))
        return entry

    async def save_note(
        self, session_id: SessionId, entry_id: LoreId, text: str, *, base: RevisionId | None
    ) -> None:
        """Store what the author wrote as the note of an entry."""
        await self._inner.save_note(session_id, entry_id, text, base=base)
        view = await self._inner.entry(entry_id, session_id)
        if view.note is None or view.note.revision == base:
            return
        revision = view.note.revision
        command = Command(
            text=f"Edit the note of {view.entry.title}",
            undo=lambda: self._past.withdraw(session_id, revision),
            redo=lambda: self._past.reinstate(session_id, revision),
            session_id=session_id,
        )
        self._deeds.done(command)


class _Versions:
    """Goes back and forth between two versions of an entry, unless somebody wrote in between."""

    def __init__(self, canon: Canon, entry: LoreEntry, before: int) -> None:
        self._canon = canon
        self._id = entry.id
        self._before, self._after = before, entry.revision
        self._newest = entry.revision

    async def undo(self) -> None:
        await self._to(self._before)

    async def redo(self) -> None:
        await self._to(self._after)

    async def _to(self, revision: int) -> None:
        entry = await self._canon.rollback(self._id, revision, expected=self._newest)
        self._newest = entry.revision
