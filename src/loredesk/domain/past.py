"""How an entry came to read as it does: its versions, whose its sentences are, and as of a turn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from loredesk.domain.ids import MessageId, RevisionId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.notes import SessionNote
from loredesk.domain.proposals import ProposalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVersion:
    """One version of an entry, or of its note in a session."""

    part: Literal["entry", "note"]
    revision: str
    """The number of a version of the entry, the id of one of the note."""
    by: str
    created_at: datetime
    why: str
    content: str
    turn: int | None = None
    """The last turn a version of the note rests on, or in which it was written by hand."""
    events: tuple[ProposalEvent, ...] = ()
    """What happened, with where it is said."""
    anchors: frozenset[MessageId] = frozenset()
    base: RevisionId | None = None
    in_force: bool = True
    """Whether it counts on the line shown; of the entry, whether it is the newest."""
    withdrawn: bool = False
    """Whether the author took it back, or it went with what they took back."""
    withdrawn_with: RevisionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHistory:
    """Every version of an entry and of its note, the newest first."""

    entry: LoreEntry
    versions: tuple[EntryVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedPiece:
    """A sentence, with who wrote it, when and why."""

    text: str
    revision: str
    by: str
    turn: int | None = None
    quote: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAsOf:
    """An entry as it stood when a turn had been written."""

    entry: LoreEntry
    content: str
    note: SessionNote | None
    turn: int
