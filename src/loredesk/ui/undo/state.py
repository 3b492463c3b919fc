"""What can be taken back and done again, as frozen data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoState:
    """The steps that are offered where the author is, the oldest first."""

    steps: tuple[str, ...] = ()
    """What was done, and after it what was taken back and can be done again."""
    position: int = 0
    """How many of the steps are done."""
