"""What the form of an entry shows."""

from dataclasses import dataclass, field
from enum import Enum

from loredesk.domain.ids import SessionId
from loredesk.domain.listings import EntryDraft, EntryView
from loredesk.domain.lore import CATEGORIES
from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.ui.names import as_line, in_line
from loredesk.ui.notice import Notice


class Question(Enum):
    """What the form asks before it goes on."""

    NOTHING = "nothing"
    LEAVE = "leave"
    """There are unsaved changes and the author wants to be elsewhere."""
    CHANGED = "changed"
    """What the author is changing was changed elsewhere meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What stands in the fields of the form, as typed."""

    title: str = ""
    category: str = "concept"
    tags: str = ""
    aliases: str = ""
    content: str = ""
    always_on: bool = False
    note: str = ""
    visibility: Visibility = EVERYONE

    @property
    def entry_part(self) -> tuple[str, str, str, str, str, bool, Visibility]:
        """Return what belongs to the entry itself and not to its note."""
        return (
            self.title,
            self.category,
            self.tags,
            self.aliases,
            self.content,
            self.always_on,
            self.visibility,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryState:
    """An entry as it is stored, as it stands in the form, and what there is to say about it."""

    visible: bool = False
    summons: int = 0
    """Counts how often the author asked for the form, which then comes to the front."""
    view: EntryView | None = None
    """The entry as it was last read; None for a new one."""
    session_id: SessionId | None = None
    """The session whose note is shown."""
    in_session: bool = False
    session_title: str = ""
    fields: Fields = field(default_factory=Fields)
    saved: Fields = field(default_factory=Fields)
    """What the fields held when they were last in step with what is stored."""
    categories: tuple[str, ...] = CATEGORIES
    tags: tuple[str, ...] = ()
    """The tags that are in use, for completion."""
    loading: bool = False
    saving: bool = False
    title_problem: str = ""
    question: Question = Question.NOTHING
    notice: Notice | None = None

    @property
    def is_new(self) -> bool:
        """Return whether the entry has never been saved."""
        return self.view is None

    @property
    def entry_dirty(self) -> bool:
        """Return whether the entry itself was changed in the form."""
        return self.fields.entry_part != self.saved.entry_part

    @property
    def note_dirty(self) -> bool:
        """Return whether the session's note was changed in the form."""
        return self.fields.note != self.saved.note

    @property
    def dirty(self) -> bool:
        """Return whether anything in the form is not saved."""
        return self.fields != self.saved

    @property
    def has_note_side(self) -> bool:
        """Return whether there is a session whose note can be written."""
        return self.in_session and not self.is_new

    @property
    def can_promote(self) -> bool:
        """Return whether the session has something of this entry that could become canon."""
        if self.view is None or not self.in_session:
            return False
        return self.view.entry.session_id is not None or self.view.note is not None

    @property
    def heading(self) -> str:
        """Return the name over the form."""
        if self.view is None:
            return self.fields.title.strip() or "New entry"
        return self.view.entry.title

    @property
    def origin(self) -> str:
        """Return where the entry comes from as a phrase."""
        if self.view is None:
            return "New canon"
        if self.view.entry.origin == "canon":
            return "Canon"
        turn = self.view.origin_turn
        since = f", since turn {turn}" if turn is not None else ""
        return f"Newcomer of this session{since}"


def fields_of(view: EntryView) -> Fields:
    """Return the fields of the form as *view* fills them."""
    entry = view.entry
    return Fields(
        title=entry.title,
        category=entry.category,
        tags=as_line(entry.tags),
        aliases=as_line(entry.aliases),
        content=entry.content,
        always_on=entry.always_on,
        note=view.note.note_content if view.note is not None else "",
        visibility=entry.visibility,
    )


def draft_of(fields: Fields, like: EntryDraft) -> EntryDraft:
    """Return the entry as *fields* describe it, with the identity of *like*."""
    return EntryDraft(
        world_id=like.world_id,
        id=like.id,
        base_revision=like.base_revision,
        title=fields.title.strip(),
        category=fields.category.strip() or "concept",
        content=fields.content.strip(),
        tags=in_line(fields.tags),
        aliases=in_line(fields.aliases),
        always_on=fields.always_on,
        visibility=fields.visibility,
    )


def merged(typed: Fields, base: Fields, stored: Fields) -> tuple[Fields, tuple[str, ...]]:
    """Return *typed* with what changed elsewhere since *base*, and the fields both sides changed.

    A field the author has not touched takes the stored value; one both changed keeps what was
    typed and is named.
    """
    values: dict[str, str | bool | Visibility] = {}
    clashes = []
    for name in Fields.__dataclass_fields__:
        mine, before, theirs = (getattr(fields, name) for fields in (typed, base, stored))
        values[name] = theirs if mine == before else mine
        if mine != before and theirs not in {before, mine}:
            clashes.append(name)
    return Fields(**values), tuple(clashes)  # type: ignore[arg-type] # each value has its field's type
