"""What the comparison of two lines shows, as frozen data."""

from dataclasses import dataclass
from enum import StrEnum

from loredesk.domain.branches import LineComparison
from loredesk.ui.notice import Notice


class Kind(StrEnum):
    """How something differs."""

    NOTE = "note"
    ONLY_ONE = "only one"
    ONLY_OTHER = "only other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing the lore says differently on the two lines."""

    kind: Kind
    title: str
    one: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareState:
    """The comparison at one moment."""

    open: bool = False
    loading: bool = False
    one_name: str = ""
    other_name: str = ""
    distance: str = ""
    """How far apart the two are, as a sentence."""
    differences: tuple[Difference, ...] = ()
    chosen: int = 0
    notice: Notice | None = None

    @property
    def looked_at(self) -> Difference | None:
        """Return the difference that is shown."""
        return self.differences[self.chosen] if self.chosen < len(self.differences) else None


def differences_of(comparison: LineComparison) -> tuple[Difference, ...]:
    """Return everything that differs: notes first, then who is there on one side only."""
    notes = [
        Difference(kind=Kind.NOTE, title=note.title, one=note.one, other=note.other)
        for note in comparison.notes
    ]
    ones = [Difference(kind=Kind.ONLY_ONE, title=title) for title in comparison.only_one]
    others = [Difference(kind=Kind.ONLY_OTHER, title=title) for title in comparison.only_other]
    return (*notes, *ones, *others)


def distance_of(comparison: LineComparison) -> str:
    """Return how far apart two lines are, as a sentence."""
    one, other = comparison.one_turns, comparison.other_turns
    if comparison.common is None:
        return f"They begin differently: {_turns(one)} on the left, {_turns(other)} on the right."
    where = f"turn {comparison.common_turn}" if comparison.common_turn else "the opening"
    if not one and not other:
        return f"They part after {where}, within one turn."
    if not one or not other:
        longer = "right" if not one else "left"
        return f"The {longer} one goes on for {_turns(one or other)} after {where}."
    return f"They part after {where}: {_turns(one)} on the left, {_turns(other)} on the right."


def _turns(number: int) -> str:
    return "1 turn" if number == 1 else f"{number} turns"
