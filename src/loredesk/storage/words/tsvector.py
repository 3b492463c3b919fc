"""Word search by a `tsvector` column of PostgreSQL."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from math import log

from sqlalchemy import Connection, TextClause, bindparam, text

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.scripts import is_unspaced
from loredesk.ports.words import WordHit, WordRow
from loredesk.storage.schema.index import TSVECTOR_TABLE, WORDS_CONFIGURATION
from loredesk.storage.words.literal import find_literally, together

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
_HELD_BY = (
    f"SELECT t.number, (SELECT count(*) FROM {TSVECTOR_TABLE} w WHERE w.words @@ t.query) AS held"  # noqa: S608
    " FROM (VALUES {terms}) AS t (number, query)"
)
_ALL = text(f"SELECT count(*) FROM {TSVECTOR_TABLE}")  # noqa: S608
_FIND = (
    "SELECT d.entry_id AS entry_id, d.revision AS revision, max(f.score) AS score FROM ("  # noqa: S608
    "  SELECT w.number, sum(t.weight * ts_rank('{{0, 0.25, 0.75, 1}}', w.words, t.query)) AS score"
    f"  FROM (VALUES {{terms}}) AS t (weight, query) JOIN {TSVECTOR_TABLE} w"
    "  ON w.words @@ t.query GROUP BY w.number"
    " ) f JOIN documents d ON d.id = f.number WHERE d.world_id = :world_id"
    " AND (d.session_id = :session_id OR (d.session_id IS NULL AND NOT EXISTS"
    "  (SELECT 1 FROM documents s WHERE s.session_id = :session_id AND s.entry_id = d.entry_id)))"
    " GROUP BY d.entry_id, d.revision ORDER BY score DESC, d.entry_id LIMIT :limit"
)
# A term of several words ("under_ground") is looked for as they follow one another.
_TERM = f"(CAST(:x{{number}} AS FLOAT), phraseto_tsquery('{WORDS_CONFIGURATION}', :w{{number}}))"


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
        unspaced = [term for term in terms if is_unspaced(term)]
        literal = find_literally(
            self._connection, unspaced, world_id=world_id, session_id=session_id, limit=limit
        )
        spaced = (term for term in terms if term not in unspaced)
        words = list(dict.fromkeys(words for words in map(folded_words, spaced) if words))
        if not words:
            return literal
        weights = self._weights(words)
        values = {"world_id": world_id, "session_id": session_id or "", "limit": limit}
        found = self._connection.execute(*_about(_FIND, weights, values))
        hits = [
            WordHit(entry_id=LoreId(row.entry_id), revision=row.revision, score=row.score)
            for row in found
        ]
        return together(hits, literal, limit) if literal else hits

    def _weights(self, words: Sequence[str]) -> Mapping[str, float]:
        """Return how much each of *words* tells: the fewer documents hold it, the more.

        Those that more than half of them hold tell nothing, unless there are no others.
        """
        documents = self._connection.execute(_ALL).scalar_one()
        numbered = {word: float(number) for number, word in enumerate(words)}
        held_by = {
            words[int(row.number)]: row.held
            for row in self._connection.execute(*_about(_HELD_BY, numbered, {}))
        }
        telling = {word: held for word, held in held_by.items() if 0 < 2 * held <= documents}
        return {
            word: log(1 + (documents - held + 0.5) / (held + 0.5))
            for word, held in (telling or held_by).items()
        }


def _about(
    statement: str, numbers: Mapping[str, float], values: Mapping[str, object]
) -> tuple[TextClause, Mapping[str, object]]:
    """Return *statement* with its terms, each with its number, and the values it is run with."""
    terms = ", ".join(_TERM.format(number=number) for number in range(len(numbers)))
    weights = {f"x{number}": weight for number, weight in enumerate(numbers.values())}
    words = {f"w{number}": word for number, word in enumerate(numbers)}
    return text(statement.format(terms=terms)), {**values, **weights, **words}
