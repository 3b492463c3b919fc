"""Word search by the full-text table of SQLite."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, text

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.scripts import is_unspaced
from loredesk.ports.words import WordHit, WordRow
from loredesk.storage.schema.index import FTS_TABLE
from loredesk.storage.words.literal import find_literally, together

_ADD = text(
    f"INSERT INTO {FTS_TABLE} (rowid, title, aliases, body)"  # noqa: S608
    " VALUES (:number, :title, :aliases, :body)"
)
_DROP = text(f"DELETE FROM {FTS_TABLE} WHERE rowid = :number")  # noqa: S608
# Materialised, because bm25() cannot be used where SQLite would fold the two queries into one.
_FIND = text(
    f"WITH f AS MATERIALIZED (SELECT rowid, bm25({FTS_TABLE}, 4.0, 3.0, 1.0) AS score"  # noqa: S608
    f" FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH :words ORDER BY score LIMIT :most)"
    " SELECT d.entry_id AS entry_id, d.revision AS revision, min(f.score) AS rank"
    " FROM f JOIN documents d ON d.id = f.rowid WHERE d.world_id = :world_id"
    " AND (d.session_id = :session_id OR (d.session_id IS NULL AND NOT EXISTS"
    "  (SELECT 1 FROM documents s WHERE s.session_id = :session_id AND s.entry_id = d.entry_id)))"
    " GROUP BY d.entry_id ORDER BY rank LIMIT :limit"
)
_ROWS_PER_ENTRY = 4


def any_of(terms: Sequence[str]) -> str:
    """Return the FTS5 query for any of *terms*; empty where there is none.

    Each is quoted, so that nothing an author types can be read as query syntax.
    """
    quoted = (term.replace('"', '""').replace("\0", " ") for term in terms)
    return " OR ".join(f'"{term}"' for term in quoted)


class Fts5Words:
    """The full-text rows of a database file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[WordRow]) -> None:
        """Let *rows*, whose numbers are new, be found."""
        if rows:
            self._connection.execute(_ADD, [asdict(row) for row in rows])

    def forget(self, numbers: Collection[int]) -> None:
        """Keep that the documents with these numbers are no longer found."""
        if numbers:
            self._connection.execute(_DROP, [{"number": number} for number in numbers])

    def find(
        self, terms: Sequence[str], *, world_id: WorldId, session_id: SessionId | None, limit: int
    ) -> list[WordHit]:
        """Return the entries a session sees that hold any of *terms*, the best first."""
        unspaced = [term for term in terms if is_unspaced(term)]
        literal = find_literally(
            self._connection, unspaced, world_id=world_id, session_id=session_id, limit=limit
        )
        words = any_of([term for term in terms if term not in unspaced])
        if not words:
            return literal
        values = {
            "words": words,
            "world_id": world_id,
            "session_id": session_id or "",
            "limit": limit,
        }
        # Joining every row that holds a word costs as much as finding them: nearly always the
        # best few hundred of the whole home contain the best entries of this session.
        found = self._connection.execute(_FIND, {**values, "most": limit * _ROWS_PER_ENTRY}).all()
        if len(found) < limit:
            found = self._connection.execute(_FIND, {**values, "most": -1}).all()
        hits = [
            WordHit(entry_id=LoreId(row.entry_id), revision=row.revision, score=-row.rank)
            for row in found
        ]
        return together(hits, literal, limit) if literal else hits
