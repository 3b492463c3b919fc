"""How long a server asks us to wait, in all the forms in which servers say it."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 24 * 3600.0
"""What asks for more is cut down to this."""

_DURATION = re.compile(r"^\s*([0-9]+(?:\.[0-9]+)?)\s*(ms|s|m|h)?\s*$")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def seconds_to_wait(headers: Mapping[str, str], *, now: datetime) -> float:
    """Return the seconds *headers* ask for; 0 where they ask for none or for nonsense."""
    lowered = {name.lower(): value for name, value in headers.items()}
    in_ms = _duration(lowered.get("retry-after-ms", ""), unit="ms")
    if in_ms is not None:
        return in_ms
    text = lowered.get("retry-after", "")
    plain = _duration(text, unit="s")
    return plain if plain is not None else _until(text, now)


def delay_in(text: str) -> float:
    """Return the seconds a `retryDelay` such as `7s` stands for; 0 where it is none."""
    return _duration(text, unit="s") or 0.0


def _duration(text: str, *, unit: str) -> float | None:
    found = _DURATION.match(text)
    if found is None:
        return None
    seconds = float(found[1]) * _SECONDS[found[2] or unit]
    return min(seconds, LONGEST) if math.isfinite(seconds) else LONGEST


def _until(text: str, now: datetime) -> float:
    try:
        then = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return 0.0
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return min(max((then - now).total_seconds(), 0.0), LONGEST)
