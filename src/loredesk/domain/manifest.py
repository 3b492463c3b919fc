"""The context manifest: what a model was told for a reply, what stayed out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId


class Unit(StrEnum):
    """What can be recalled."""

    ENTRY = "entry"
    PASSAGE = "passage"
    """Words of the story, from before the recent turns."""
    SUMMARY = "summary"
    EVENT = "event"
    """Something that waits for the author's review."""
    SENTENCE = "sentence"
    """A sentence of an entry or its note."""


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
class ContextPassage:
    """Something of the story that was put before the model, besides its recent turns."""

    unit: Unit
    message_id: MessageId
    """The message it stands in, or the last one it rests on."""
    turn: int
    title: str
    """What it is, in words: "Turn 12, Narrator"."""
    reason: str
    tokens: int
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A candidate that was not put before the model."""

    entry_id: LoreId | None = None
    """The entry it is; None for what is none."""
    title: str
    reason: str
    unit: Unit = Unit.ENTRY
    message_id: MessageId | None = None
    """The message it stands in, of a passage."""
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
    passages: tuple[ContextPassage, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    """What else is worth knowing of how it was chosen: sentences, each by itself."""
    message_id: MessageId | None = None
    created_at: datetime = _BEGINNING
