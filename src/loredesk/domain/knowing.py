"""Who knows what: what is set about sentences, what was learned, and what was told and withheld."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from loredesk.domain.ids import KnowledgeId, LoreId, MarkId, MessageId, SessionId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.visibility import Visibility

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

Part = Literal["content", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceMark:
    """A sentence that has a visibility of its own, by what it says: wherever it stands."""

    id: MarkId
    entry_id: LoreId
    session_id: SessionId | None
    """The session whose note it stands in; None where it stands in the entry itself."""
    key: str
    text: str
    visibility: Visibility
    created_at: datetime = _BEGINNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Somebody learned an entry, or one sentence of it, at a message of a session."""

    id: KnowledgeId
    session_id: SessionId
    entry_id: LoreId
    who: LoreId
    message_id: MessageId | None
    """It counts where this is on the line; None where it was known from the beginning."""
    key: str | None = None
    """The sentence; None where it is the entry as a whole."""
    text: str = ""
    created_at: datetime = _BEGINNING
    withdrawn_at: datetime | None = None
    """When the author took it back; it counts nowhere until it is learned again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is to know, or not to."""

    id: LoreId
    counts_as: frozenset[LoreId]
    """Themselves, who was merged into them, and what they belong to."""


Audience = tuple[Person, ...] | None
"""Who is to know: None for the narrator who knows all. A thing is told where one of them knows it."""

STRANGER = Person(id=LoreId(""), counts_as=frozenset())
"""Stands for those of whom nothing is known: they know what everyone does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What is set about one entry, and who has learned it on the line."""

    marks: tuple[SentenceMark, ...] = ()
    learned: tuple[Learned, ...] = ()
    merged: tuple["Source", ...] = ()
    """What is merged into it there: what that says is guarded as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry with its note, and what is set about it."""

    entry: LoreEntry
    note: str = ""
    guarded: Guarded = Guarded()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What was not told, and to whom it was not."""

    entry_id: LoreId
    title: str
    part: Part | Literal["entry"]
    text: str
    """The sentence; empty where the whole entry was withheld."""
    visibility: Visibility
    """Who knows it without having learned it."""
    from_whom: tuple[LoreId, ...]

    def reason(self, names: Mapping[LoreId, str]) -> str:
        """Return why it was withheld, with the *names* of those who know it."""
        return f"known to {known_to(self.visibility, names)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What may be told of an entry."""

    entry: LoreEntry | None
    """The entry with what may be told of its text; None where there is nothing to tell."""
    note: str
    withheld: tuple[Withheld, ...] = ()


def on_line(learned: Iterable[Learned], line: Collection[MessageId]) -> tuple[Learned, ...]:
    """Return what of *learned* counts on *line*."""
    return tuple(
        one
        for one in learned
        if one.withdrawn_at is None and (one.message_id is None or one.message_id in line)
    )


def marks_in(
    marks: Iterable[SentenceMark], part: Part, session_id: SessionId | None
) -> tuple[SentenceMark, ...]:
    """Return the marks that count in a part of an entry.

    In a note those of its session and of the entry. In the entry itself also those of every
    session: a sentence of a note may have become canon.
    """
    if part == "content":
        return tuple(marks)
    return tuple(one for one in marks if one.session_id in {None, session_id})


def own_mark(
    marks: Iterable[SentenceMark], part: Part, key: str, session_id: SessionId | None
) -> SentenceMark | None:
    """Return the mark a sentence has itself where it stands.

    In a note that of its session comes before that of the entry.
    """
    found = {one.session_id: one for one in marks if one.key == key}
    if part == "note" and session_id in found:
        return found[session_id]
    return found.get(None)


def known_to(visibility: Visibility, names: Mapping[LoreId, str]) -> str:
    """Return who knows a thing, as a phrase that follows "known to"."""
    if visibility.by is None:
        return "everyone"
    people = sorted(names.get(one, "somebody gone") for one in visibility.by)
    return f"{', '.join(people)} only" if people else "nobody in the story"
