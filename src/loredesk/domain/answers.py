"""Answers about the lore: each sentence with what it rests on, or none at all."""

from dataclasses import dataclass
from enum import StrEnum

from loredesk.domain.ids import LoreId, MessageId


class SourceKind(StrEnum):
    """What an answer can rest on."""

    LORE = "lore"
    NOTE = "note"
    TURN = "turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something an answer may rest on, under a short name for the model."""

    name: str
    kind: SourceKind
    title: str
    """What it is, in words: "Mara Venn, note", "Turn 12, Narrator"."""
    text: str
    also: str = ""
    """What else the model is told of it beside its title: the aliases of an entry."""
    entry_id: LoreId | None = None
    message_id: MessageId | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer was looked for."""

    kind: SourceKind
    title: str
    entry_id: LoreId | None = None
    message_id: MessageId | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a sentence comes from; code has found the quote there."""

    kind: SourceKind
    title: str
    quote: str
    entry_id: LoreId | None = None
    message_id: MessageId | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of an answer, and what it rests on."""

    text: str
    citations: tuple[Citation, ...]
    """Never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known about a question."""

    question: str
    statements: tuple[Statement, ...] = ()
    unfounded: int = 0
    """How many sentences the model said without a source that holds; they are not shown."""
    sources: int = 0
    """How many sources were looked at."""
    places: tuple[Place, ...] = ()
    """Where they stand, each place once; a turn may hold several sources."""

    @property
    def is_known(self) -> bool:
        """Return whether anything is."""
        return bool(self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """What runs through a session."""

    themes: tuple[Statement, ...] = ()
    threads: tuple[Statement, ...] = ()
    """What is open: promised, owed, sought, asked and not answered."""
    unfounded: int = 0
    sources: int = 0
    """How many messages were looked at, the newest of the story."""

    @property
    def is_known(self) -> bool:
        """Return whether anything was found."""
        return bool(self.themes or self.threads)
