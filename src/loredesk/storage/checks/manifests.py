"""What replies were told: manifests, and the texts they are made of."""

import json
import zlib
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage
from loredesk.domain.documents import text_hash
from loredesk.storage.checks.check import Check, finding, repairing
from loredesk.storage.values import unpacked

_ONCE = 500


def _blob_parts(connection: Connection) -> Sequence[str]:
    """Return the names of every five hundredth text: each part goes from one to the next."""
    query = "SELECT hash FROM (SELECT hash, row_number() OVER (ORDER BY hash) AS n FROM blobs)"
    names = connection.execute(text(f"{query} WHERE n % {_ONCE} = 0"))
    return ("", *(str(name) for name in names.scalars()))


def _damaged_blobs(connection: Connection, part: str, _here: Circumstances) -> Iterator[Damage]:
    query = text("SELECT hash, data FROM blobs WHERE hash > :part ORDER BY hash LIMIT :most")
    for row in connection.execute(query, {"part": part, "most": _ONCE}):
        try:
            whole = text_hash(unpacked(row.data)) == row.hash
        except (zlib.error, UnicodeDecodeError, TypeError):
            whole = False
        if not whole:
            why = "holds another text than its name says"
            yield Damage(table="blobs", key=(row.hash,), why=why)


def _torn(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    known = set(connection.execute(text("SELECT hash FROM blobs")).scalars())
    for row in connection.execute(text("SELECT id, blocks FROM manifests")):
        if not {block["text"] for block in json.loads(row.blocks)} <= known:
            yield Damage(table="manifests", key=(row.id,), why="lacks a text that was sent")


CHECKS = (
    Check(kind="damaged texts of manifests", look=_damaged_blobs, parts=_blob_parts),
    Check(kind="manifests without their texts", look=_torn),
    Check(
        kind="manifests of nothing",
        look=finding(
            "manifests",
            "belongs to a session that is not there",
            "SELECT id FROM manifests WHERE session_id NOT IN (SELECT id FROM sessions)",
        ),
    ),
    Check(
        kind="replies without their manifest",
        look=finding(
            "messages",
            "names a manifest that is not there",
            "SELECT id FROM messages WHERE manifest_id IS NOT NULL"
            " AND manifest_id NOT IN (SELECT id FROM manifests)",
        ),
        mend=repairing("UPDATE messages SET manifest_id = NULL WHERE id = :id", "id"),
    ),
)
