"""What becomes of a server that fell: decided here, acted on by its supervisor."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_WITHIN_SECONDS = 600.0
_FIRST_PAUSE = 0.5
_SECOND_PAUSE = 2.0


class Remedy(StrEnum):
    """What to do after a fall."""

    AGAIN = "again"
    """Start on the same files."""
    AFRESH = "afresh"
    """Set the files aside and start empty: broken files never heal."""
    STAY_DOWN = "stay down"
    """Something else is wrong; wait until someone asks."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A remedy and how many seconds to wait before it."""

    remedy: Remedy
    pause: float = 0.0


def verdict(falls: Sequence[float], *, broken: bool) -> Verdict:
    """Return what to do after the last of *falls*, given as seconds on one clock.

    *broken* says that the server itself called its files unreadable: then starting on them once
    more is no use.
    """
    now = falls[-1]
    recent = sum(now - fall < _WITHIN_SECONDS for fall in falls)
    if recent == 1:
        return Verdict(Remedy.AFRESH if broken else Remedy.AGAIN, _FIRST_PAUSE)
    if recent == 2:  # noqa: PLR2004 - the second of three
        return Verdict(Remedy.AFRESH, _SECOND_PAUSE)
    return Verdict(Remedy.STAY_DOWN)
