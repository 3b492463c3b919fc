"""What Loredesk keeps of lore, notes and proposals."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from loredesk.domain.ids import (
    LinkId,
    LoreId,
    MessageId,
    ProposalId,
    RevisionId,
    SessionId,
    WorldId,
)
from loredesk.domain.listings import EntryNames, Facets, LoreFilter, LoreRow
from loredesk.domain.lore import Link, LoreEntry, LoreRevision
from loredesk.domain.notes import NoteRevision, SessionNote
from loredesk.domain.proposals import Proposal, ProposalState


class LoreRepo(Protocol):
    """The lore of all worlds."""

    def add(self, entry: LoreEntry, *, by: str) -> None:
        """Keep a new entry as its first revision."""
        ...

    def put(
        self,
        entry: LoreEntry,
        *,
        by: str,
        why: str = "",
        note_revision: RevisionId | None = None,
    ) -> None:
        """Keep *entry* as it is now, as a new revision; its number must have grown by one."""
        ...

    def put_locked(self, entry_id: LoreId, locked: Collection[str]) -> None:
        """Keep which fields of an entry are locked; that is no revision of it."""
        ...

    def revisions(self, entry_id: LoreId) -> tuple[LoreRevision, ...]:
        """Return every revision of an entry, in order."""
        ...

    def get(self, entry_id: LoreId) -> LoreEntry:
        """Return an entry, or refuse with a sentence where there is none."""
        ...

    def find_id(self, entry_id: str) -> LoreEntry | None:
        """Return the entry with this id, or None."""
        ...

    def find(
        self, name: str, world_id: WorldId | None = None, *, deleted: bool = False
    ) -> tuple[LoreEntry, ...]:
        """Return the entries with *name* as their id, handle or exact title.

        Those in the trash are found only where *deleted* asks for them, and then no others.
        """
        ...

    def many(self, entry_ids: Sequence[LoreId]) -> dict[LoreId, LoreEntry]:
        """Return the entries of *entry_ids* by id; unknown ids are missing."""
        ...

    def visible(
        self, world_id: WorldId, session_id: SessionId | None, *, head: MessageId | None = None
    ) -> tuple[LoreEntry, ...]:
        """Return canon and, with a session, its own entries whose origin is on its line.

        With *head*, on the line to that message. What is in the trash or merged into another
        entry is not among them.
        """
        ...

    def names(
        self, world_id: WorldId, *, only: Sequence[LoreId] | None = None
    ) -> tuple[EntryNames, ...]:
        """Return the names of the canon entries of a world, or of those among *only*."""
        ...

    def own_names(self, session_id: SessionId) -> tuple[EntryNames, ...]:
        """Return the names of a session's own entries that are seen on its line."""
        ...

    def own_entries(self, session_id: SessionId) -> tuple[LoreEntry, ...]:
        """Return every entry of the session itself, whether or not its origin is on the line."""
        ...

    def arrived_with(
        self, session_id: SessionId, message_ids: Collection[MessageId]
    ) -> tuple[LoreEntry, ...]:
        """Return the session's own entries that first appeared in one of *message_ids*.

        Those in the trash are not among them.
        """
        ...

    def next_handle(self, world_id: WorldId, category: str) -> str:
        """Return the next free handle for an entry of *category*."""
        ...

    def add_link(self, link: Link) -> None:
        """Keep a new link."""
        ...

    def put_link(self, link_id: LinkId, *, session_id: SessionId | None) -> None:
        """Keep which session a link belongs to; None makes it canon."""
        ...

    def drop_links(self, link_ids: Collection[LinkId], *, at: datetime | None) -> None:
        """Keep since when links are in the trash; None takes them out again."""
        ...

    def links_of(self, entry_ids: Sequence[LoreId], *, deleted: bool = False) -> tuple[Link, ...]:
        """Return the links from or to any of *entry_ids*, or those of them in the trash."""
        ...


class NoteRepo(Protocol):
    """The notes of all sessions. The text of a revision never changes."""

    def add(self, revision: NoteRevision) -> NoteRevision:
        """Keep a new revision and return it with its sequence number."""
        ...

    def get(self, revision_id: RevisionId) -> NoteRevision:
        """Return a revision, or refuse with a sentence where there is none."""
        ...

    def put_withdrawn(
        self, revision_id: RevisionId, at: datetime | None, cause: RevisionId | None
    ) -> None:
        """Keep when a revision was taken back, and with which; None and None where it was not."""
        ...

    def revisions(
        self, session_id: SessionId, entry_id: LoreId | None = None
    ) -> tuple[NoteRevision, ...]:
        """Return the revisions of one note, or of all notes of a session, in order."""
        ...

    def current(self, session_id: SessionId, entry_id: LoreId) -> SessionNote | None:
        """Return the folded note of an entry, or None where none is in force."""
        ...

    def current_of(
        self, session_id: SessionId, entry_ids: Sequence[LoreId]
    ) -> Mapping[LoreId, SessionNote]:
        """Return the folded notes of some entries; those without one are missing."""
        ...

    def all_current(self, session_id: SessionId) -> Mapping[LoreId, SessionNote]:
        """Return every folded note of a session by entry."""
        ...

    def put_folded(self, note: SessionNote) -> None:
        """Keep *note* as what its fold comes to."""
        ...

    def drop_folded(self, session_id: SessionId, entry_id: LoreId) -> None:
        """Keep that no note of the entry is in force."""
        ...


class ProposalRepo(Protocol):
    """The proposals of all sessions."""

    def add(self, proposal: Proposal) -> None:
        """Keep a new proposal."""
        ...

    def put(self, proposal: Proposal, *, accepted: Collection[int] | None = None) -> None:
        """Keep *proposal* as it is now, and which of its hunks were accepted."""
        ...

    def get(self, proposal_id: ProposalId) -> Proposal:
        """Return a proposal, or refuse with a sentence where there is none."""
        ...

    def of_session(
        self, session_id: SessionId | None, state: ProposalState | None
    ) -> tuple[Proposal, ...]:
        """Return the proposals of a session (or of all) in *state* (or in any), in order."""
        ...

    def of_entry(
        self, session_id: SessionId, entry_id: LoreId, state: ProposalState | None = None
    ) -> tuple[Proposal, ...]:
        """Return the proposals about an entry in a session, in *state* or in any, in order."""
        ...

    def many(self, proposal_ids: Collection[ProposalId]) -> dict[ProposalId, Proposal]:
        """Return the proposals of *proposal_ids* by id."""
        ...


class ListingRepo(Protocol):
    """Readings of many rows at once."""

    def lore_rows(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int,
        limit: int,
    ) -> tuple[LoreRow, ...]:
        """Return a page of the entries a session sees, by title."""
        ...

    def lore_count(
        self, world_id: WorldId, session_id: SessionId | None, wanted: LoreFilter
    ) -> int:
        """Return how many entries `lore_rows` would list in all."""
        ...

    def facets(self, world_id: WorldId, session_id: SessionId | None) -> Facets:
        """Return the categories and tags of the entries a session sees, with their numbers."""
        ...
