"""What Loredesk keeps of the documents it searches."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.documents import Document
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """What of a passage in force is found by words."""

    key: str
    world_id: WorldId
    session_id: SessionId | None
    entry_id: LoreId
    title: str
    aliases: tuple[str, ...]
    text: str


class DocumentRepo(Protocol):
    """What of each entry is searched, in every session."""

    def replace(
        self,
        session_id: SessionId | None,
        entry_id: LoreId,
        new: Sequence[Document],
        *,
        title: str = "",
        aliases: Sequence[str] = (),
    ) -> tuple[str, ...]:
        """Put the passages *new* in place of those of an entry; return every key concerned.

        The full-text rows change with them. An entry without *new* is no longer found.
        """
        ...

    def of_entry(self, session_id: SessionId | None, entry_id: LoreId) -> tuple[Document, ...]:
        """Return the passages in force for an entry in a session, or its base passages."""
        ...

    def own_documents(self, session_id: SessionId) -> Mapping[LoreId, str]:
        """Return the entries with documents of the session's own, each with their revision."""
        ...

    def sessions_of(self, entry_id: LoreId) -> tuple[SessionId, ...]:
        """Return the sessions that have documents of their own for an entry."""
        ...

    def seen(self, keys: Sequence[str], session_id: SessionId | None) -> Mapping[str, str]:
        """Return the text hash of each passage among *keys* that is in force in a session.

        Where the session has a document of its own for an entry, the base passages are not.
        """
        ...

    def texts(self, *, keys: Sequence[str] | None = None) -> Iterator[DocumentText]:
        """Yield the documents in force (or those among *keys*) with the names of their entries."""
        ...

    def in_force(self, keys: Sequence[str]) -> frozenset[str]:
        """Return those of *keys* that name a document in force."""
        ...

    def hashes(self) -> Mapping[str, str]:
        """Return the text hash of every document in force, by key."""
        ...

    def without_vector(
        self, model: str, *, keys: Sequence[str] | None = None, limit: int = 256
    ) -> Mapping[str, str]:
        """Return texts by hash that are in force and have no vector of *model* yet."""
        ...

    def owners_without_vector(self, model: str) -> tuple[tuple[SessionId | None, LoreId], ...]:
        """Return (session, entry) of every document that has no vector of *model* yet."""
        ...

    def put_vectors(self, model: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep the vectors of texts, by hash."""
        ...

    def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors of *model* of the texts with these hashes; some may be missing."""
        ...

    def passages(
        self, model: str, *, keys: Sequence[str] | None = None
    ) -> Iterator[IndexedPassage]:
        """Yield the documents in force (or those among *keys*) that have a vector of *model*."""
        ...

    def count(self) -> int:
        """Return how many passages are in force."""
        ...

    def receipts(self, model: str) -> Mapping[str, str]:
        """Return what the vector index was seen to hold: text hash by key."""
        ...

    def put_receipts(self, model: str, held: Mapping[str, str]) -> None:
        """Keep that the vector index holds these keys with these texts."""
        ...

    def drop_receipts(self, model: str, keys: Collection[str] | None = None) -> None:
        """Keep that the vector index no longer holds *keys*, or nothing at all."""
        ...
