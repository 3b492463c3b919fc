"""A session as a tree of messages, and the line through it that is being played."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId, WorldId
from loredesk.domain.panel import Panel

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
DEFAULT_SIMULATION_INTERVAL = 5
DEFAULT_CHAPTER_TURNS = 10


class Role(StrEnum):
    """Who a message is by."""

    AUTHOR = "author"
    NARRATOR = "narrator"


class MessageState(StrEnum):
    """Whether a message arrived whole."""

    ARRIVING = "arriving"
    COMPLETE = "complete"
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one model call; estimated where the server did not say."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a session's tree."""

    id: MessageId
    session_id: SessionId
    parent_id: MessageId | None
    seq: int
    """Counts the messages of the session in the order they were written."""
    role: Role
    speaker: str
    text: str
    """The prose, without the panel."""
    panel: Panel | None = None
    state: MessageState = MessageState.COMPLETE
    manifest_id: ManifestId | None = None
    usage: Usage = Usage()
    model: str = ""
    created_at: datetime = _BEGINNING
    deleted_at: datetime | None = None
    """Since when it is in the trash, if it is."""


class TrustRule(StrEnum):
    """What may be accepted in a session without a click."""

    REVIEW_EVERYTHING = "review everything"
    ACCEPT_ALL = "accept all"


class NarratorTells(StrEnum):
    """What the narrator of a session may tell."""

    ALL = "all"
    PRESENT = "present"
    """Only what everyone knows, or somebody who is present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One playthrough of a world."""

    id: SessionId
    world_id: WorldId
    title: str
    head: MessageId | None = None
    """The leaf on screen."""
    trust: TrustRule = TrustRule.REVIEW_EVERYTHING
    simulate_every: int = DEFAULT_SIMULATION_INTERVAL
    """A world simulation follows every so many turns; 0 for never."""
    shows_unreviewed: bool = False
    """Whether the model is told, apart from all else, what still waits for the author's review."""
    voice: LoreId | None = None
    """The character who speaks in the replies; None for the narrator."""
    narrator_tells: NarratorTells = NarratorTells.ALL
    chapter_turns: int = DEFAULT_CHAPTER_TURNS
    """So many turns are summed up as a chapter; with 0 none are, and no summary is told."""
    created_at: datetime = _BEGINNING
    updated_at: datetime = _BEGINNING


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMessage:
    """A message with its place in the tree: its turn, its take, whether it is on the line."""

    message: Message
    turn: int
    take: int
    takes: int
    on_line: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShift:
    """How the line shown differs from the one shown before."""

    left: tuple[MessageId, ...] = ()
    """The messages no longer on it, the oldest first."""
    came: tuple[MessageId, ...] = ()
    """The messages that were not on it, the oldest first."""

    @property
    def moved(self) -> tuple[MessageId, ...]:
        """Return every message that is on one of the two lines only."""
        return (*self.left, *self.came)


def line_to(messages: Mapping[MessageId, Message], head: MessageId | None) -> tuple[Message, ...]:
    """Return the path from the root to *head*; empty where there is no head."""
    path: list[Message] = []
    at = head
    while at is not None:
        message = messages[at]
        path.append(message)
        at = message.parent_id
    return tuple(reversed(path))


def turn_number(line: Sequence[Message]) -> int:
    """Return the number of the last turn of *line*; an opening scene alone is turn 0."""
    return sum(message.role is Role.AUTHOR for message in line)


def there_after(message: Message, before: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return who is there as a message ends, where *before* it these were.

    None where no panel has said it yet.
    """
    panel = message.panel
    return panel.present if panel is not None and panel.present else before


def last_panel(line: Iterable[Message]) -> Panel | None:
    """Return the newest panel on *line*, which is the scene as it stands."""
    panel = None
    for message in line:
        panel = message.panel or panel
    return panel


def placed(messages: Sequence[Message], head: MessageId | None) -> tuple[PlacedMessage, ...]:
    """Return every message of a session with its turn and take, in the order of writing.

    Takes count the siblings of one role under one parent, from 1.
    """
    by_id = {message.id: message for message in messages}
    on_line = {message.id for message in line_to(by_id, head)}
    siblings: dict[tuple[MessageId | None, Role], list[MessageId]] = {}
    turns: dict[MessageId, int] = {}
    for message in messages:
        siblings.setdefault((message.parent_id, message.role), []).append(message.id)
        before = turns[message.parent_id] if message.parent_id is not None else 0
        turns[message.id] = before + (message.role is Role.AUTHOR)
    places = []
    for message in messages:
        family = siblings[message.parent_id, message.role]
        places.append(
            PlacedMessage(
                message=message,
                turn=turns[message.id],
                take=family.index(message.id) + 1,
                takes=len(family),
                on_line=message.id in on_line,
            )
        )
    return tuple(places)
