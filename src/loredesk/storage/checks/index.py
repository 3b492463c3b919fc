"""What is searched: documents of nothing, the full text, the vectors and their receipts."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.storage.checks.check import Check, finding, repairing
from loredesk.storage.schema.index import FTS_TABLE

_ONCE = 2000
_NAME_LENGTH = 64

_AS_IT_SHOULD_BE = (
    "SELECT d.id AS id, e.title AS title, coalesce((SELECT group_concat(value, char(10))"
    " FROM (SELECT value FROM json_each(e.aliases) ORDER BY key)), '') AS aliases, d.text AS body"
    " FROM documents d JOIN lore_entries e ON e.id = d.entry_id"
)


def _words_out_of_step(
    connection: Connection, _part: str, _here: Circumstances
) -> Iterator[Damage]:
    unlike = text(
        f"SELECT w.id FROM ({_AS_IT_SHOULD_BE}) w LEFT JOIN {FTS_TABLE} f ON f.rowid = w.id"
        " WHERE f.rowid IS NULL OR f.title <> w.title OR f.aliases <> w.aliases"
        " OR f.body <> w.body"
    )
    extra = text(f"SELECT rowid FROM {FTS_TABLE} WHERE rowid NOT IN (SELECT id FROM documents)")
    for query, why in ((unlike, "is not found by its words"), (extra, "is found, and is not")):
        for number in connection.execute(query).scalars():
            yield Damage(table="documents", key=(number,), why=why)


def _find_again(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    values = {"id": damage.key[0]}
    connection.execute(text(f"DELETE FROM {FTS_TABLE} WHERE rowid = :id"), values)
    connection.execute(
        text(
            f"INSERT INTO {FTS_TABLE} (rowid, title, aliases, body)"
            f" SELECT * FROM ({_AS_IT_SHOULD_BE}) WHERE id = :id"
        ),
        values,
    )
    return Mending.REPAIRED


def _vector_parts(connection: Connection) -> Sequence[str]:
    query = (
        "SELECT rowid FROM (SELECT rowid, row_number() OVER (ORDER BY rowid) AS n FROM embeddings)"
    )
    rows = connection.execute(text(f"{query} WHERE n % {_ONCE} = 0")).scalars()
    return ("0", *map(str, rows))


def _wrong_vectors(connection: Connection, part: str, _here: Circumstances) -> Iterator[Damage]:
    usual = {
        row.model: row.dimension
        for row in connection.execute(
            text("SELECT model, dimension FROM embeddings GROUP BY 1, 2 ORDER BY count(*)")
        )
    }
    query = text(
        "SELECT text_hash, model, dimension, vector FROM embeddings WHERE rowid > :part"
        " ORDER BY rowid LIMIT :most"
    )
    for row in connection.execute(query, {"part": int(part), "most": _ONCE}):
        if why := _fault(row.text_hash, row.vector, row.dimension, usual[row.model]):
            yield Damage(table="embeddings", key=(row.text_hash, row.model), why=why)


def _fault(name: str, vector: object, dimension: int, usual: int) -> str:
    if not isinstance(vector, bytes) or len(vector) != 4 * dimension or dimension != usual:
        return "has another dimension than the vectors of its model"
    values = np.frombuffer(vector, dtype="<f4")
    if not np.isfinite(values).all() or not values.any():
        return "has no direction: it is zero, or no number"
    if len(name) != _NAME_LENGTH:
        return "belongs to no text"
    return ""


_drop_vector: Callable[..., Mending] = repairing(
    "DELETE FROM embeddings WHERE text_hash = :name AND model = :model", "name", "model"
)

CHECKS = (
    Check(
        kind="documents of nothing",
        look=finding(
            "documents",
            "belongs to an entry, a session or a world that is not there",
            "SELECT id FROM documents WHERE entry_id NOT IN (SELECT id FROM lore_entries)"
            " OR world_id NOT IN (SELECT id FROM worlds)"
            " OR (session_id IS NOT NULL AND session_id NOT IN (SELECT id FROM sessions))",
        ),
        mend=repairing("DELETE FROM documents WHERE id = :id", "id"),
    ),
    Check(kind="words out of step", look=_words_out_of_step, mend=_find_again),
    Check(
        kind="wrong vectors",
        look=_wrong_vectors,
        mend=_drop_vector,
        parts=_vector_parts,
    ),
    Check(
        kind="receipts that lie",
        look=finding(
            "receipts",
            "says that a vector was handed over that there is not",
            "SELECT r.model, r.key FROM receipts r WHERE NOT EXISTS (SELECT 1 FROM embeddings e"
            " WHERE e.text_hash = r.text_hash AND e.model = r.model)",
        ),
        mend=repairing("DELETE FROM receipts WHERE model = :model AND key = :key", "model", "key"),
    ),
)
