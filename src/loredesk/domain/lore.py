"""Lore: what the author has written down about a world, and the newcomers of a session."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from loredesk.domain.ids import LinkId, LoreId, MessageId, SessionId, WorldId

CATEGORIES = ("character", "location", "faction", "item", "concept", "event")
"""The categories every world begins with; an author may write others."""

_LETTERS = {
    "character": "c",
    "location": "l",
    "faction": "f",
    "item": "i",
    "concept": "k",
    "event": "e",
}

Origin = Literal["canon", "session"]

LORE_HEADING = "[Base Lore]"
NOTE_HEADING = "[Session-Specific Notes]"

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_A_WORD = re.compile(r"[^\w]+", re.UNICODE)
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A world: the canon that belongs together, and how its sessions are played."""

    id: WorldId
    title: str
    description: str = ""
    opening: str = ""
    """The opening scene: the first message of every new session."""
    narrator: str = "Narrator"
    """The speaker's name on the model's replies."""
    panel_fields: tuple[str, ...] = ()
    """The world's own fields of the scene panel, after time, place, present and mood."""
    created_at: datetime = _BEGINNING


@dataclass(frozen=True, slots=True, kw_only=True)
class LoreEntry:
    """One entry of a world: canon, or (with a session) a newcomer of that session."""

    id: LoreId
    world_id: WorldId
    handle: str
    """A short name unique in its world, such as `c1` or `l4`; the only name a model is given."""
    title: str
    category: str = "concept"
    content: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    always_on: bool = False
    is_dynamically_generated: bool = False
    session_id: SessionId | None = None
    """The session a newcomer belongs to; None for canon."""
    origin_message: MessageId | None = None
    """The message a newcomer first appeared in; it is visible only where that is on the line."""
    foreign: Mapping[str, Any] | None = field(default=None, hash=False)
    revision: int = 1
    created_at: datetime = _BEGINNING
    updated_at: datetime = _BEGINNING

    @property
    def origin(self) -> Origin:
        """Return whether this is canon or a session's own entry."""
        return "canon" if self.session_id is None else "session"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the title and the aliases, the title first."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A directed connection between two entries of one world."""

    id: LinkId
    world_id: WorldId
    from_id: LoreId
    to_id: LoreId
    relation: str
    session_id: SessionId | None = None
    origin_message: MessageId | None = None


def is_visible(entry: LoreEntry, line: Collection[MessageId]) -> bool:
    """Return whether an entry is seen on a line: canon always, a newcomer with its origin."""
    return entry.origin_message is None or entry.origin_message in line


def handle_letter(category: str) -> str:
    """Return the first letter of the handles of *category*: `c` for character, `l` for location.

    A category that begins like a better known one gets `x`, so that a letter stays readable.
    """
    return _LETTERS.get(category, "x")


def name_key(name: str) -> str:
    """Return *name* as names are compared: case, accents, articles and punctuation do not count."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = [word for word in _NOT_A_WORD.sub(" ", plain).split() if word]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def composite(content: str, note: str = "") -> str:
    """Return the composite document of an entry: base lore and, where there is one, the note."""
    base = f"{LORE_HEADING}\n{content}"
    return f"{base}\n\n{NOTE_HEADING}\n{note}" if note else base
