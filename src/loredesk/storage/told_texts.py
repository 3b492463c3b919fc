"""What models were told, in paragraphs: each is kept once, compressed, and has a number."""

import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256

from sqlalchemy import Connection, select

from loredesk.storage.dialect import upsert
from loredesk.storage.schema.story import told_texts
from loredesk.storage.slices import slices
from loredesk.storage.values import packed, unpacked

_HASH_BYTES = 16
_AFTER_BLANK_LINE = re.compile(r"(?<=\n\n)")


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of *text*, each with what ends it: together they are the text."""
    return tuple(filter(None, _AFTER_BLANK_LINE.split(text)))


def name_of(text: str) -> bytes:
    """Return the name of *text* by its content: the first 16 bytes of the SHA-256 of its UTF-8."""
    return sha256(text.encode("utf-8", errors="surrogatepass")).digest()[:_HASH_BYTES]


def keep(connection: Connection, texts: Iterable[str]) -> Mapping[str, int]:
    """Return the number of each text; one that was kept before keeps the number it has."""
    names = {name_of(text): text for text in texts}
    numbers = _numbers(connection, names)
    missing = [name for name in names if name not in numbers]
    if missing:
        connection.execute(
            upsert(connection, told_texts).on_conflict_do_nothing(),
            [{"hash": name, "data": packed(names[name])} for name in missing],
        )
        numbers |= _numbers(connection, missing)
    return {text: numbers[name] for name, text in names.items()}


def kept(connection: Connection, numbers: Iterable[int]) -> Mapping[int, str]:
    """Return the texts of some numbers, without those that are damaged or gone."""
    found: dict[int, str] = {}
    for some in slices(sorted(set(numbers))):
        query = select(told_texts.c.id, told_texts.c.data).where(told_texts.c.id.in_(some))
        for row in connection.execute(query):
            with suppress(zlib.error, UnicodeDecodeError):
                found[row.id] = unpacked(row.data)
    return found


def _numbers(connection: Connection, names: Iterable[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for some in slices(list(names)):
        query = select(told_texts.c.hash, told_texts.c.id).where(told_texts.c.hash.in_(some))
        found |= {bytes(row.hash): row.id for row in connection.execute(query)}
    return found
