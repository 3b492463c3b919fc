"""What replies were told: manifests, and the texts they are made of."""

import zlib
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage
from loredesk.domain.documents import text_hash
from loredesk.storage.checks.check import Check, finding, repairing
from loredesk.storage.manifests import sent_blocks, told_things
from loredesk.storage.told_texts import name_of
from loredesk.storage.values import unpacked

_ONCE = 500
_UNREADABLE = (zlib.error, ValueError, TypeError)


def _text_parts(connection: Connection) -> Sequence[str]:
    """Return the numbers of every five hundredth text: each part goes from one to the next."""
    last = connection.execute(text("SELECT coalesce(max(id), 0) FROM told_texts")).scalar_one()
    return tuple(str(number) for number in range(0, last + 1, _ONCE))


def _damaged_texts(connection: Connection, part: str, _here: Circumstances) -> Iterator[Damage]:
    first = int(part or 0)
    query = text("SELECT id, hash, data FROM told_texts WHERE id > :first AND id <= :last")
    for row in connection.execute(query, {"first": first, "last": first + _ONCE}):
        if not _is(row.data, row.hash, name_of):
            why = "holds another text than its name says"
            yield Damage(table="told_texts", key=(row.id,), why=why)


def _blob_parts(connection: Connection) -> Sequence[str]:
    """Return the names of every five hundredth text: each part goes from one to the next."""
    query = "SELECT hash FROM (SELECT hash, row_number() OVER (ORDER BY hash) AS n FROM blobs)"
    names = connection.execute(text(f"{query} WHERE n % {_ONCE} = 0"))
    return ("", *(str(name) for name in names.scalars()))


def _damaged_blobs(connection: Connection, part: str, _here: Circumstances) -> Iterator[Damage]:
    query = text("SELECT hash, data FROM blobs WHERE hash > :part ORDER BY hash LIMIT :most")
    for row in connection.execute(query, {"part": part, "most": _ONCE}):
        if not _is(row.data, row.hash, text_hash):
            why = "holds another text than its name says"
            yield Damage(table="blobs", key=(row.hash,), why=why)


def _is(data: bytes, name: object, naming: Callable[[str], object]) -> bool:
    try:
        return naming(unpacked(data)) == name
    except _UNREADABLE:
        return False


def _torn(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    known = set(connection.execute(text("SELECT id FROM told_texts")).scalars())
    for row in connection.execute(text("SELECT id, sent, told FROM manifests")):
        try:
            told_things(row.told)
            numbers = {number for one in sent_blocks(row.sent) for number in one["texts"]}
        except (*_UNREADABLE, LookupError):
            yield Damage(table="manifests", key=(row.id,), why="cannot be read")
        else:
            if not numbers <= known:
                yield Damage(table="manifests", key=(row.id,), why="lacks a text that was sent")


CHECKS = (
    Check(kind="damaged texts of manifests", look=_damaged_texts, parts=_text_parts),
    Check(kind="damaged texts that were written over", look=_damaged_blobs, parts=_blob_parts),
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
