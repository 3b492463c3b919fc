"""How values of the domain look in a row."""

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def seconds(moment: datetime) -> float:
    """Return *moment* as a row keeps it."""
    return moment.timestamp()


def moment(value: float) -> datetime:
    """Return what a row kept as a moment in UTC."""
    return datetime.fromtimestamp(value, UTC)


def optional_moment(value: float | None) -> datetime | None:
    """Return what a row kept as a moment, or None."""
    return None if value is None else moment(value)


def optional_seconds(value: datetime | None) -> float | None:
    """Return *value* as a row keeps it, or None."""
    return None if value is None else seconds(value)


def packed(text: str) -> bytes:
    """Return *text* compressed."""
    return zlib.compress(text.encode("utf-8", errors="surrogatepass"), 6)


def unpacked(data: bytes) -> str:
    """Return what `packed` compressed."""
    return zlib.decompress(data).decode("utf-8", errors="surrogatepass")


def json_map(value: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a map as plain SQL read it: SQLite gives its text, the driver of a server the map."""
    if isinstance(value, str):
        found: Mapping[str, Any] = json.loads(value)
        return found
    return value
