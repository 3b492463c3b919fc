"""What each kind of model work is given, as typed data.

Prompts are rendered from these; the built-in models read nothing else.
"""

from dataclasses import dataclass

from loredesk.domain.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """An entry as a model sees it: by handle, never by id."""

    handle: str
    title: str
    category: str
    content: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    always_on: bool = False
    """Whether it is told in every turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenMessage:
    """A message of the story."""

    speaker: str
    text: str
    is_author: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPassage:
    """A stretch of the story from before the recent messages."""

    turn: int
    """The turn it begins in."""
    lines: tuple[SpokenMessage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEvent:
    """Something that happened to an entry and is to be taken into its note."""

    turn: int
    summary: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSummary:
    """A summary of a part of the story."""

    title: str
    """What it sums up: "Chapter 2, turns 11 to 20"."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyInputs:
    """For a reply in the chat (task `reply`, plain text with a panel at its end)."""

    world: str
    narrator: str
    message: str
    """The author's new words; empty where the narrator goes on without any."""
    turn: int
    entries: tuple[KnownEntry, ...] = ()
    """What recall chose, the most important first."""
    voice: str = ""
    """The character who speaks, and knows no more than what is told here; empty for the narrator."""
    summaries: tuple[ToldSummary, ...] = ()
    """What came before all else that is told of the story, the oldest first."""
    recent: tuple[SpokenMessage, ...] = ()
    """The last messages before the new one, the oldest first."""
    earlier: tuple[EarlierPassage, ...] = ()
    """What was recalled of the story before those, the oldest first."""
    unreviewed: tuple[str, ...] = ()
    """What the story seems to have changed, but the author has not confirmed yet."""
    panel: Panel | None = None
    """The scene as it stands."""
    panel_fields: tuple[str, ...] = ()
    take: int = 1
    """Which alternative of the reply this is; another take should read differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisInputs:
    """For reading a turn (task `analyse_turn`, JSON with `updates` and `creations`)."""

    world: str
    turn: int
    messages: tuple[SpokenMessage, ...]
    """The author's message and the replies of this turn."""
    entries: tuple[KnownEntry, ...] = ()
    """The entries the turn may be about."""
    recent: tuple[SpokenMessage, ...] = ()
    panel: Panel | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RewriteInputs:
    """For rewriting one note (task `rewrite_note`, plain text)."""

    world: str
    entry: KnownEntry
    events: tuple[NoteEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreationInputs:
    """For writing a new entry (task `create_entity`, JSON)."""

    world: str
    turn: int
    entity_type: str
    name: str
    summary: str
    quote: str
    messages: tuple[SpokenMessage, ...] = ()
    """The turn the newcomer appeared in."""
    entries: tuple[KnownEntry, ...] = ()
    """Entries it may be connected to."""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationInputs:
    """For a world simulation (task `simulate_world`, JSON with `updates`)."""

    world: str
    turn: int
    entries: tuple[KnownEntry, ...]
    """The characters who are off scene."""
    recent: tuple[SpokenMessage, ...] = ()
    panel: Panel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A text an answer may rest on, under a short name."""

    name: str
    """`s1`, `s2`, …"""
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionInputs:
    """For answering a question (task `answer_question`, JSON with `statements`)."""

    world: str
    question: str
    sources: tuple[NamedSource, ...]
    """The most important first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadsInputs:
    """For what runs through a session (task `find_threads`, JSON with `themes` and `threads`)."""

    world: str
    sources: tuple[NamedSource, ...]
    """The oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedMessage:
    """A message of the story with its turn."""

    turn: int
    speaker: str
    text: str
    is_author: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSentence:
    """A sentence of a summary, with the turns it rests on."""

    text: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterInputs:
    """For summing up a chapter (task `summarise_chapter`, JSON with `sentences`)."""

    world: str
    chapter: int
    first_turn: int
    last_turn: int
    messages: tuple[NumberedMessage, ...]
    """The chapter, the oldest first; long ones may be shortened."""
    before: tuple[str, ...] = ()
    """What came before it, in summaries, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryInputs:
    """For summing up a story so far (task `summarise_story`, JSON with `sentences`)."""

    world: str
    last_turn: int
    chapters: tuple[tuple[ToldSentence, ...], ...]
    """The chapters to be taken in, the oldest first."""
    before: tuple[ToldSentence, ...] = ()
    """The summary of everything before them."""
    own: tuple[str, ...] = ()
    """Sentences of that which the author wrote: they stand, and need not be said again."""


TaskInputs = (
    ReplyInputs
    | AnalysisInputs
    | RewriteInputs
    | CreationInputs
    | SimulationInputs
    | QuestionInputs
    | ThreadsInputs
    | ChapterInputs
    | StoryInputs
)
"""What a model can be given to do."""
