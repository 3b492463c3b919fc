"""Word search by a `tsvector` column of PostgreSQL."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, text

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.words import WordHit, WordRow
from loredesk.storage.schema.index import TSVECTOR_TABLE, WORDS_CONFIGURATION

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 250
"""Signs of a word that count: the server refuses to search for a lexeme of 2 KB."""
_LONGEST_TEXT = 100_000
"""Signs of a text that are searched: the server keeps no vector larger than 1 MB."""

_ADD = text(
    f"INSERT INTO {TSVECTOR_TABLE} (number, words) VALUES (:number,"  # noqa: S608
    f" setweight(to_tsvector('{WORDS_CONFIGURATION}', :title), 'A')"
    f" || setweight(to_tsvector('{WORDS_CONFIGURATION}', :aliases), 'B')"
    f" || setweight(to_tsvector('{WORDS_CONFIGURATION}', :body), 'C'))"
)
_DROP = text(f"DELETE FROM {TSVECTOR_TABLE} WHERE number IN :numbers").bindparams(  # noqa: S608
    bindparam("numbers", expanding=True)
)
# A term of several words ("under_ground") is looked for as they follow one another.
_FIND = (
    "SELECT d.entry_id AS entry_id, d.revision AS revision,"
    " max(ts_rank('{{0, 0.25, 0.75, 1}}', w.words, q.query)) AS rank"
    " FROM (SELECT {query} AS query) q"
    " JOIN {table} w ON w.words @@ q.query JOIN documents d ON d.id = w.number"
    " WHERE d.world_id = :world_id"
    " AND (d.session_id = :session_id OR (d.session_id IS NULL AND NOT EXISTS"
    "  (SELECT 1 FROM documents s WHERE s.session_id = :session_id AND s.entry_id = d.entry_id)))"
    " GROUP BY d.entry_id, d.revision ORDER BY rank DESC, d.entry_id LIMIT :limit"
)


def folded_words(text: str) -> str:
    """Return the words of *text* as they are compared, so that the server has no signs to judge.

    Capitals and accents do not count, and nothing but letters and digits is left between spaces.
    """
    letters = unicodedata.normalize("NFKD", text[:_LONGEST_TEXT].lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(word[:_LONGEST_WORD] for word in _WORD.findall(bare))


class TsvectorWords:
    """The word vectors of a database on a server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Sequence[WordRow]) -> None:
        """Let *rows*, whose numbers are new, be found."""
        if rows:
            values = [
                {
                    "number": row.number,
                    "title": folded_words(row.title),
                    "aliases": folded_words(row.aliases),
                    "body": folded_words(row.body),
                }
                for row in rows
            ]
            self._connection.execute(_ADD, values)

    def forget(self, numbers: Collection[int]) -> None:
        """Keep that the documents with these numbers are no longer found."""
        if numbers:
            self._connection.execute(_DROP, {"numbers": list(numbers)})

    def find(
        self, terms: Sequence[str], *, world_id: WorldId, session_id: SessionId | None, limit: int
    ) -> list[WordHit]:
        """Return the entries a session sees that hold any of *terms*, the best first."""
        words = [words for words in map(folded_words, terms) if words]
        if not words:
            return []
        phrases = {f"w{number}": term for number, term in enumerate(words)}
        query = " || ".join(
            f"phraseto_tsquery('{WORDS_CONFIGURATION}', :{name})" for name in phrases
        )
        values = {"world_id": world_id, "session_id": session_id or "", "limit": limit}
        statement = text(_FIND.format(query=query, table=TSVECTOR_TABLE))
        return [
            WordHit(entry_id=LoreId(row.entry_id), revision=row.revision, score=row.rank)
            for row in self._connection.execute(statement, {**values, **phrases})
        ]
