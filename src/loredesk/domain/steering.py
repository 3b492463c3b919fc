"""What the author says about recall in a session: always tell, never tell, tell sooner."""

from enum import StrEnum


class Steer(StrEnum):
    """How recall treats one entry in one session."""

    PIN = "pin"
    """It is always told."""
    BAN = "ban"
    """It is never told."""
    BOOST = "boost"
    """It is told sooner than others that matter as much."""
