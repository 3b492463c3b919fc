"""Text on the wire: PostgreSQL keeps every sign but the one with number zero, so it is spelled."""

from typing import Any

from psycopg import Connection
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown, TextLoader

_MARK = "\U0010fffd"
"""A sign for private use; where it stands in a text itself it is spelled too."""
_ZERO, _ITSELF = f"{_MARK}0", f"{_MARK}1"


def spelled(text: str) -> str:
    """Return *text* as the server can keep it."""
    if "\0" not in text and _MARK not in text:
        return text
    return text.replace(_MARK, _ITSELF).replace("\0", _ZERO)


def read(text: str) -> str:
    """Return what `spelled` was given."""
    if _MARK not in text:
        return text
    return text.replace(_ZERO, "\0").replace(_ITSELF, _MARK)


class _Dumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(spelled(obj))


class _Loader(TextLoader):
    def load(self, data: Buffer) -> bytes | str:
        text = super().load(data)
        return read(text) if isinstance(text, str) else text


def teach(connection: Connection[Any]) -> None:
    """Let *connection* spell and read the signs."""
    connection.adapters.register_dumper(str, _Dumper)
    for name in ("text", "varchar"):
        connection.adapters.register_loader(name, _Loader)
