"""What the author says about recall in a session: always tell, never tell, tell sooner."""

from dataclasses import dataclass
from enum import StrEnum

from loredesk.domain.ids import LoreId


class Steer(StrEnum):
    """How recall treats one entry in one session."""

    PIN = "pin"
    """It is always told."""
    BAN = "ban"
    """It is never told."""
    BOOST = "boost"
    """It is told sooner than others that matter as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steered:
    """An entry the author has said something about."""

    entry_id: LoreId
    title: str
    steer: Steer
