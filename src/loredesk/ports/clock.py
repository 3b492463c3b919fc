"""The time, as something handed in."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the time of day, aware, in UTC."""
        ...
