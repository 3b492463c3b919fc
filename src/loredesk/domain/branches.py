"""Branches: lines of a session that have a name, and how two lines differ."""

from dataclasses import dataclass
from datetime import UTC, datetime

from loredesk.domain.ids import BranchId, LoreId, MessageId, SessionId

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A line with a name. Playing on from its tip carries the tip along."""

    id: BranchId
    session_id: SessionId
    name: str
    tip: MessageId
    turn: int = 0
    """The turn its tip belongs to."""
    created_at: datetime = _BEGINNING


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDifference:
    """A note that reads differently on two lines; empty where there is none."""

    entry_id: LoreId
    title: str
    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineComparison:
    """Where two lines part, and what differs in the lore at their ends."""

    common: MessageId | None
    """The last message both share; None where they begin differently."""
    common_turn: int
    one_turns: int
    """How many turns of the one line differ from the other."""
    other_turns: int
    notes: tuple[NoteDifference, ...]
    only_one: tuple[str, ...]
    """The titles of the newcomers only the one line has."""
    only_other: tuple[str, ...]
