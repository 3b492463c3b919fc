"""The context manifest: what a model was told for a reply, what stayed out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId

LORE_REVISION = "lore:"
"""Begins the revision of an entry that was shown without a note."""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextEntry:
    """An entry that was put before the model."""

    entry_id: LoreId
    handle: str
    title: str
    reason: str
    """Why it is in, in words: "named in the turn", "always on", "close in meaning"."""
    tokens: int
    revision: str | None = None
    """The note revision it was shown with; without a note, `lore:` and the revision of the lore."""
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    cut: bool = False
    """Whether its text was shortened to fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A candidate that was not put before the model."""

    entry_id: LoreId
    title: str
    reason: str
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A named part of what was sent."""

    name: str
    role: str
    text: str
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything one request told its model."""

    id: ManifestId
    session_id: SessionId
    tokens: int
    budget: int
    blocks: tuple[Block, ...]
    """The exact messages sent, in order; those of one role that follow each other are one message."""
    entries: tuple[ContextEntry, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    message_id: MessageId | None = None
    created_at: datetime = _BEGINNING
