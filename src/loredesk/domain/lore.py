"""Lore: what the author has written down about a world, and the newcomers of a session."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from loredesk.domain.ids import (
    LinkId,
    LoreId,
    MessageId,
    RedirectId,
    RevisionId,
    SessionId,
    WorldId,
)
from loredesk.domain.visibility import EVERYONE, Visibility

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

LOCKABLE = ("title", "category", "content", "tags", "aliases", "note", "visibility")
"""The fields of an entry the author can lock one by one."""
WHOLE = "entry"
"""What stands for all of them."""

Origin = Literal["canon", "session"]

LORE_HEADING = "[Base Lore]"
NOTE_HEADING = "[Session-Specific Notes]"

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING: Mapping[str, Any] = {
    "title": "",
    "category": "",
    "content": "",
    "tags": [],
    "aliases": [],
    "always_on": False,
    "visibility": None,
}
"""What the fields of an entry are before anybody has written them."""
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
    locked: frozenset[str] = frozenset()
    """What nobody may change until the author unlocks it: fields, or `entry` for all of them."""
    deleted_at: datetime | None = None
    """Since when it is in the trash; None where it is not."""
    promoted_from: SessionId | None = None
    """The session a newcomer belonged to before it was promoted to canon."""
    visibility: Visibility = EVERYONE
    """Who in the story knows it without having learned it."""

    def is_locked(self, field_name: str) -> bool:
        """Return whether *field_name* is locked, alone or with the whole entry."""
        return field_name in self.locked or WHOLE in self.locked

    @property
    def origin(self) -> Origin:
        """Return whether this is canon or a session's own entry."""
        return "canon" if self.session_id is None else "session"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the title and the aliases, the title first."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoreRevision:
    """One version of an entry: what its fields were, and who wrote them why."""

    revision: int
    by: str
    created_at: datetime
    fields: Mapping[str, Any] = field(hash=False)
    why: str = ""
    """What was done, where it was not a plain edit: "promoted", "rolled back to 3"."""
    note_revision: RevisionId | None = None
    """The revision of a session's note that was written when something was promoted from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A merge of two entries: where it is in force, the one stands for the other."""

    id: RedirectId
    world_id: WorldId
    from_id: LoreId
    """The entry that is not listed; its names lead to the other."""
    to_id: LoreId
    session_id: SessionId | None = None
    """The session it belongs to; None for a merge of canon, which every session sees."""
    anchors: frozenset[MessageId] = frozenset()
    """It is in force where all of these are on the line, as a note is."""
    note_revision: RevisionId | None = None
    """The revision of the other's note that holds the merged text."""
    lore_revision: int | None = None
    """The revision of the other that holds the merged text, where canon was merged."""
    proposal_id: str | None = None
    """The newcomer's proposal that was accepted as an entry known already."""
    created_at: datetime = _BEGINNING
    undone_at: datetime | None = None


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
    """Return whether an entry is seen on a line: canon always, a newcomer with its origin.

    What is in the trash is seen nowhere.
    """
    if entry.deleted_at is not None:
        return False
    if entry.session_id is None or entry.origin_message is None:
        return True
    return entry.origin_message in line


def own_fields(revisions: Iterable[LoreRevision], *, writer: str = "author") -> frozenset[str]:
    """Return the fields that *writer* wrote last; *revisions* come in order.

    Who writes a value that stood there already has not written it.
    """
    last: dict[str, str] = {}
    before: Mapping[str, Any] = {}
    for one in revisions:
        for name, value in one.fields.items():
            if before.get(name, _NOTHING[name]) != value:
                last[name] = one.by
        before = one.fields
    return frozenset(name for name, by in last.items() if by == writer)


def resolved(entry_id: LoreId, redirects: Mapping[LoreId, LoreId]) -> LoreId:
    """Return the entry that stands for *entry_id* where *redirects* are in force."""
    seen = {entry_id}
    while (further := redirects.get(entry_id)) is not None and further not in seen:
        entry_id = further
        seen.add(entry_id)
    return entry_id


def handle_letter(category: str) -> str:
    """Return the first letter of the handles of *category*: `c` for character, `l` for location.

    A category that begins like a better known one gets `x`, so that a letter stays readable.
    """
    return _LETTERS.get(category, "x")


def name_key(name: str) -> str:
    """Return *name* as names are compared: case, accents, articles and punctuation do not count."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = _NOT_A_WORD.sub(" ", plain).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def composite(content: str, note: str = "") -> str:
    """Return the composite document of an entry: base lore and, where there is one, the note."""
    base = f"{LORE_HEADING}\n{content}"
    return f"{base}\n\n{NOTE_HEADING}\n{note}" if note else base
