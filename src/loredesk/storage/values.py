"""How values of the domain look in a row."""

import zlib
from datetime import UTC, datetime


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
