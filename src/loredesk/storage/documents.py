"""Documents in force, their vectors and the receipts of the vector index."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, select, text

from loredesk.domain.documents import Document
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.index_repos import DocumentText
from loredesk.ports.vectors import IndexedPassage
from loredesk.ports.words import WordRow, Words
from loredesk.storage.dialect import upsert
from loredesk.storage.schema.index import documents, embeddings, receipts
from loredesk.storage.schema.lore import lore_entries
from loredesk.storage.slices import slices

_SEEN = text(
    "SELECT d.key, d.text_hash FROM documents d WHERE d.key IN :keys"
    " AND (d.session_id = :session_id OR (d.session_id IS NULL AND NOT EXISTS"
    "  (SELECT 1 FROM documents s WHERE s.session_id = :session_id AND s.entry_id = d.entry_id)))"
).bindparams(bindparam("keys", expanding=True))


class SqlDocumentRepo:
    """What of each entry is searched, in every session."""

    def __init__(self, connection: Connection, words: Words) -> None:
        self._connection = connection
        self._words = words

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
        here = and_(documents.c.entry_id == entry_id, _is_session(session_id))
        old = self._connection.execute(select(documents.c.id, documents.c.key).where(here)).all()
        self._words.forget([row.id for row in old])
        self._connection.execute(delete(documents).where(here))
        added = insert(documents).returning(documents.c.id)
        self._words.add(
            [
                WordRow(
                    number=self._connection.execute(added, _values(document)).scalar_one(),
                    title=title,
                    aliases="\n".join(aliases),
                    body=document.text,
                )
                for document in new
            ]
        )
        return tuple({row.key for row in old} | {document.key for document in new})

    def of_entry(self, session_id: SessionId | None, entry_id: LoreId) -> tuple[Document, ...]:
        """Return the passages in force for an entry in a session, or its base passages."""
        query = (
            select(documents)
            .where(documents.c.entry_id == entry_id, _is_session(session_id))
            .order_by(documents.c.passage)
        )
        return tuple(map(_document, self._connection.execute(query)))

    def own_documents(self, session_id: SessionId) -> Mapping[LoreId, str]:
        """Return the entries with documents of the session's own, each with their revision."""
        query = select(documents.c.entry_id, documents.c.revision).where(
            documents.c.session_id == session_id
        )
        return {LoreId(row.entry_id): row.revision for row in self._connection.execute(query)}

    def sessions_of(self, entry_id: LoreId) -> tuple[SessionId, ...]:
        """Return the sessions that have documents of their own for an entry."""
        query = (
            select(documents.c.session_id)
            .where(documents.c.entry_id == entry_id, documents.c.session_id.is_not(None))
            .distinct()
        )
        return tuple(SessionId(row.session_id) for row in self._connection.execute(query))

    def seen(self, keys: Sequence[str], session_id: SessionId | None) -> Mapping[str, str]:
        """Return the text hash of each passage among *keys* that is in force in a session.

        Where the session has a document of its own for an entry, the base passages are not.
        """
        found: dict[str, str] = {}
        for some in slices(keys):
            rows = self._connection.execute(_SEEN, {"keys": some, "session_id": session_id or ""})
            found |= {row.key: row.text_hash for row in rows}
        return found

    def texts(self, *, keys: Sequence[str] | None = None) -> Iterator[DocumentText]:
        """Yield the documents in force (or those among *keys*) with the names of their entries."""
        parts: Iterable[Sequence[str] | None] = [None] if keys is None else slices(keys)
        query = select(documents, lore_entries.c.title, lore_entries.c.aliases).join(
            lore_entries, lore_entries.c.id == documents.c.entry_id
        )
        for some in parts:
            wanted = query if some is None else query.where(documents.c.key.in_(some))
            for row in self._connection.execute(wanted):
                yield DocumentText(
                    key=row.key,
                    world_id=WorldId(row.world_id),
                    session_id=row.session_id,
                    entry_id=LoreId(row.entry_id),
                    title=row.title,
                    aliases=tuple(row.aliases),
                    text=row.text,
                )

    def in_force(self, keys: Sequence[str]) -> frozenset[str]:
        """Return those of *keys* that name a document in force."""
        found: set[str] = set()
        for some in slices(keys):
            query = select(documents.c.key).where(documents.c.key.in_(some))
            found.update(self._connection.execute(query).scalars())
        return frozenset(found)

    def hashes(self) -> Mapping[str, str]:
        """Return the text hash of every document in force, by key."""
        query = select(documents.c.key, documents.c.text_hash)
        return {row.key: row.text_hash for row in self._connection.execute(query)}

    def without_vector(
        self, model: str, *, keys: Sequence[str] | None = None, limit: int = 256
    ) -> Mapping[str, str]:
        """Return texts by hash that are in force and have no vector of *model* yet."""
        missing = ~(
            select(embeddings.c.text_hash)
            .where(embeddings.c.text_hash == documents.c.text_hash, embeddings.c.model == model)
            .exists()
        )
        query = select(documents.c.text_hash, documents.c.text).where(missing)
        if keys is not None:
            query = query.where(documents.c.key.in_(keys))
        return {row.text_hash: row.text for row in self._connection.execute(query.limit(limit))}

    def owners_without_vector(self, model: str) -> tuple[tuple[SessionId | None, LoreId], ...]:
        """Return (session, entry) of every document that has no vector of *model* yet."""
        known = select(embeddings.c.text_hash).where(embeddings.c.model == model)
        query = (
            select(documents.c.session_id, documents.c.entry_id)
            .where(documents.c.text_hash.not_in(known))
            .distinct()
        )
        return tuple((row[0], LoreId(row[1])) for row in self._connection.execute(query))

    def put_vectors(self, model: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep the vectors of texts, by hash."""
        rows = [
            {
                "text_hash": name,
                "model": model,
                "dimension": len(vector),
                "vector": np.ascontiguousarray(vector, dtype="<f4").tobytes(),
            }
            for name, vector in vectors.items()
        ]
        if rows:
            self._connection.execute(
                upsert(self._connection, embeddings).on_conflict_do_nothing(), rows
            )

    def vectors(self, model: str, hashes: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors of *model* of the texts with these hashes; some may be missing."""
        found: dict[str, NDArray[np.float32]] = {}
        for some in slices(hashes):
            query = select(embeddings.c.text_hash, embeddings.c.vector).where(
                embeddings.c.model == model, embeddings.c.text_hash.in_(some)
            )
            for row in self._connection.execute(query):
                found[row.text_hash] = np.frombuffer(row.vector, dtype="<f4")
        return found

    def passages(
        self, model: str, *, keys: Sequence[str] | None = None
    ) -> Iterator[IndexedPassage]:
        """Yield the documents in force (or those among *keys*) that have a vector of *model*."""
        parts: Iterable[Sequence[str] | None] = [None] if keys is None else slices(keys)
        for some in parts:
            query = (
                select(documents, embeddings.c.vector)
                .join(embeddings, embeddings.c.text_hash == documents.c.text_hash)
                .where(embeddings.c.model == model)
            )
            if some is not None:
                query = query.where(documents.c.key.in_(some))
            for row in self._connection.execute(query):
                yield IndexedPassage(
                    key=row.key,
                    world_id=WorldId(row.world_id),
                    session_id=row.session_id,
                    entry_id=row.entry_id,
                    text_hash=row.text_hash,
                    vector=np.frombuffer(row.vector, dtype="<f4"),
                )

    def count(self) -> int:
        """Return how many passages are in force."""
        return int(
            self._connection.execute(select(func.count()).select_from(documents)).scalar_one()
        )

    def receipts(self, model: str) -> Mapping[str, str]:
        """Return what the vector index was seen to hold: text hash by key."""
        query = select(receipts.c.key, receipts.c.text_hash).where(receipts.c.model == model)
        return {row.key: row.text_hash for row in self._connection.execute(query)}

    def put_receipts(self, model: str, held: Mapping[str, str]) -> None:
        """Keep that the vector index holds these keys with these texts."""
        rows = [{"model": model, "key": key, "text_hash": name} for key, name in held.items()]
        if rows:
            statement = upsert(self._connection, receipts)
            newest = {"text_hash": statement.excluded.text_hash}
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["model", "key"], set_=newest), rows
            )

    def drop_receipts(self, model: str, keys: Collection[str] | None = None) -> None:
        """Keep that the vector index no longer holds *keys*, or nothing at all."""
        if keys is None:
            self._connection.execute(delete(receipts).where(receipts.c.model == model))
            return
        for some in slices(sorted(keys)):
            gone = and_(receipts.c.model == model, receipts.c.key.in_(some))
            self._connection.execute(delete(receipts).where(gone))


def _is_session(session_id: SessionId | None) -> Any:  # noqa: ANN401  # an SQL condition
    if session_id is None:
        return documents.c.session_id.is_(None)
    return documents.c.session_id == session_id


def _values(document: Document) -> dict[str, Any]:
    return {
        "key": document.key,
        "world_id": document.world_id,
        "session_id": document.session_id,
        "entry_id": document.entry_id,
        "passage": document.passage,
        "revision": document.revision,
        "text": document.text,
        "text_hash": document.text_hash,
    }


def _document(row: Row[Any]) -> Document:
    return Document(
        key=row.key,
        world_id=WorldId(row.world_id),
        session_id=row.session_id,
        entry_id=LoreId(row.entry_id),
        passage=row.passage,
        revision=row.revision,
        text=row.text,
        text_hash=row.text_hash,
    )
