"""What lists and panes show: readings that gather several things for one look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from loredesk.domain.ids import (
    LoreId,
    MessageId,
    ProposalId,
    RevisionId,
    WorldId,
)
from loredesk.domain.lore import CATEGORIES, LoreEntry, Origin, Redirect
from loredesk.domain.messages import Message, PlacedMessage, Session
from loredesk.domain.notes import NoteRevision, SessionNote
from loredesk.domain.panel import Panel
from loredesk.domain.proposals import ProposalEvent
from loredesk.domain.visibility import Visibility, VisibilityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LoreFilter:
    """Which entries a list shows; an empty value does not filter."""

    text: str = ""
    """Stands in the title, an alias or a tag."""
    category: str = ""
    tag: str = ""
    origin: Origin | Literal["", "proposed"] = ""
    """`proposed` shows the entries with an open proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoreRow:
    """An entry in a list."""

    id: LoreId
    handle: str
    title: str
    category: str
    tags: tuple[str, ...]
    origin: Origin
    is_dynamically_generated: bool
    always_on: bool
    note: SessionNote | None
    proposed: bool = False
    """Whether a proposal for it is open in the session."""
    known_to: VisibilityKind = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryNames:
    """What an entry is called."""

    entry_id: LoreId
    names: tuple[str, ...]
    always_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What the entries of a list can be filtered by, each with how many there are."""

    categories: Mapping[str, int] = field(default_factory=dict, hash=False)
    tags: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def known_categories(self) -> tuple[str, ...]:
        """Return what an entry may be: what every world begins with, then the author's own."""
        return tuple(dict.fromkeys((*CATEGORIES, *self.categories)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """A version of a note with the events it took in."""

    revision: NoteRevision
    events: tuple[ProposalEvent, ...]
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A connection of an entry, seen from that entry."""

    entry_id: LoreId
    title: str
    relation: str
    outgoing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry with everything its form shows."""

    entry: LoreEntry
    note: SessionNote | None
    revisions: tuple[RevisionView, ...]
    """Every version of the note in this session, the newest first."""
    links: tuple[LinkView, ...]
    composite: str
    origin_turn: int | None = None
    """The turn a newcomer first appeared in."""
    source: str = ""
    """Where a newcomer, or canon that was promoted, came from, in words."""
    own_fields: frozenset[str] = frozenset()
    """The fields the author wrote last."""
    redirects: tuple[Redirect, ...] = ()
    """The merges this entry takes part in, the newest last."""
    people: Mapping[LoreId, str] = field(default_factory=dict, hash=False)
    """The titles of those who know it, where not everyone does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What an author typed into the form of an entry."""

    world_id: WorldId
    id: LoreId | None = None
    """None for a new entry."""
    base_revision: int | None = None
    """The revision of the entry the form was filled from."""
    title: str
    category: str
    content: str
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    always_on: bool = False
    visibility: Visibility | None = None
    """Who knows it; None leaves that as it is, and of a new entry everyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A session as the chat shows it."""

    session: Session
    world_title: str
    messages: tuple[PlacedMessage, ...]
    """The whole tree in the order of writing; the line is those with `on_line`."""
    panel: Panel | None
    """The scene as it stands at the head."""

    @property
    def line(self) -> tuple[PlacedMessage, ...]:
        """Return the messages on the line, the oldest first."""
        return tuple(place for place in self.messages if place.on_line)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteChange:
    """A note that came into force or went out of it."""

    entry_id: LoreId
    title: str
    revision: RevisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """What moving along the tree did."""

    head: MessageId | None
    in_force: tuple[NoteChange, ...] = ()
    out_of_force: tuple[NoteChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyStarted:
    """The author's message is safe and the reply has been asked for."""

    author_message: Message | None
    """None where a reply is written again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPiece:
    """A part of the reply's prose, as it arrives."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTimes:
    """Milliseconds since the author pressed Enter."""

    recall: float
    first_token: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFinished:
    """The reply is stored, whole or cut."""

    message: Message
    turn: int
    times: ReplyTimes


ReplyEvent = ReplyStarted | ReplyPiece | ReplyFinished


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOutcome:
    """What became of the proposals that were decided."""

    accepted: tuple[ProposalId, ...] = ()
    rejected: tuple[ProposalId, ...] = ()
    conflicts: tuple[ProposalId, ...] = ()
    rebased: tuple[ProposalId, ...] = ()
    """Of the accepted those whose change was put on a newer text than it was proposed for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """An entry a search found."""

    entry_id: LoreId
    handle: str
    title: str
    revision: str
    """The note revision the text that was found belongs to; the entry's own where it has none."""
    score: float
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """How the search index compares with what should be in it."""

    documents: int
    indexed: int
    missing: int
    stale: int
    ghosts: int
    unfindable: int
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashItem:
    """Something in the trash."""

    kind: Literal["world", "session", "entry"]
    id: str
    title: str
    world_id: WorldId
    deleted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check of the installation found."""

    name: str
    ok: bool
    count: int
    """How many things are wrong."""
    detail: str
    repaired: int = 0
    quarantined: int = 0
