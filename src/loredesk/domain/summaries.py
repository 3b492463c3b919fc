"""Rolling summaries: what a stretch of a line told, each sentence with the turns it rests on.

A chapter is a number of turns of a line; the summary of the story so far takes in one chapter after
the other. In a tree the last message determines all that came before it, so a summary counts exactly
where its last message is on the line. What is written anew, edited or hidden stands as another
version beside what was there before: the newest of those with the same last message counts, and
nothing is erased.

The summary of the story is made from those of the chapters that are not hidden, and keeps the
fingerprint of what they said. It counts where they say that still, or where the author wrote it last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from loredesk.domain.diff import sentences as sentences_of
from loredesk.domain.documents import text_hash
from loredesk.domain.ids import MessageId, SessionId, SummaryId
from loredesk.domain.messages import MessageState, Role
from loredesk.domain.notes import Writer
from loredesk.domain.tokens import estimate_tokens

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class SummaryLevel(StrEnum):
    """How much a summary covers."""

    CHAPTER = "chapter"
    STORY = "story"
    """Everything from the beginning to the end of a chapter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence of a summary, and the turns it rests on."""

    text: str
    turns: tuple[int, ...] = ()
    """Empty where the author wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a line: a chapter, or everything up to the end of one."""

    chapter: int
    """The number of the chapter, or of the last one, from 1."""
    first: MessageId
    last: MessageId
    first_turn: int
    last_turn: int

    @property
    def turns(self) -> range:
        """Return the turns it reaches into."""
        return range(self.first_turn, self.last_turn + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One version of a summary."""

    id: SummaryId
    session_id: SessionId
    level: SummaryLevel
    stretch: Stretch
    text: str
    sentences: tuple[SummarySentence, ...]
    seq: int = 0
    """Counts the versions of all summaries of the session in the order they were written."""
    by: Writer = "model"
    hidden: bool = False
    """Whether the author keeps it from the prompt."""
    fingerprint: str = ""
    """What a chapter says, or what the chapters said that a story was made of."""
    created_at: datetime = _BEGINNING

    @property
    def tokens(self) -> int:
        """Return an upper estimate of what its text costs in a prompt."""
        return estimate_tokens(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a summary, without its text."""

    id: SummaryId
    level: SummaryLevel
    stretch: Stretch
    first_depth: int
    """Where on their lines its first message stands, and its last."""
    last_depth: int
    seq: int
    by: Writer
    hidden: bool
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What counts on a line, without the texts."""

    chapters: tuple[Version, ...] = ()
    """The chapters, the oldest first."""
    story: Version | None = None
    """What was told up to the end of one of them, the latest there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariesInForce:
    """What counts on a line."""

    chapters: tuple[Summary, ...] = ()
    """The chapters, the oldest first."""
    story: Summary | None = None
    """What was told up to the end of one of them, the latest there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Where on its line a chapter lies that is written, or that a task is going to write."""

    chapter: int
    first_depth: int
    last_depth: int
    last_turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePlace:
    """A message on a line, without its text."""

    id: MessageId
    depth: int
    turn: int
    role: Role
    state: MessageState


def outline(on_line: Iterable[Version]) -> Outline:
    """Return what counts of all versions whose last message is on a line."""
    newest: dict[tuple[SummaryLevel, MessageId], Version] = {}
    stories: list[Version] = []
    for one in sorted(on_line, key=lambda one: one.seq):
        newest[one.level, one.stretch.last] = one
        if one.level is SummaryLevel.STORY:
            stories.append(one)
    chapters = _one_behind_the_other(
        one for one in newest.values() if one.level is SummaryLevel.CHAPTER
    )
    said = dict(zip((one.stretch.chapter for one in chapters), fingerprints(chapters), strict=True))
    told = [
        story
        for story in stories
        if story.fingerprint == said.get(story.stretch.chapter)
        or (story.by == "author" and newest[story.level, story.stretch.last] is story)
    ]
    latest = max(told, key=lambda one: (one.stretch.chapter, one.seq), default=None)
    return Outline(chapters=tuple(chapters), story=latest)


def _one_behind_the_other(chapters: Iterable[Version]) -> list[Version]:
    """Return *chapters* from the beginning on, without those that reach into one before.

    Chapters written on different lines may overlap where those come together: of two that begin
    with one message the longer counts.
    """
    row: list[Version] = []
    for one in sorted(chapters, key=lambda one: (one.first_depth, -one.last_depth)):
        if not row or one.first_depth > row[-1].last_depth:
            row.append(one)
    return row


def fingerprint(text: str, *, hidden: bool) -> str:
    """Return what stands for what a chapter tells: nothing, where it is hidden."""
    return "" if hidden else text_hash(text)


def fingerprints(chapters: Iterable[Version]) -> Iterator[str]:
    """Yield for each of *chapters*, in order, what stands for everything told up to its end."""
    said = ""
    for chapter in chapters:
        said = text_hash(f"{said}\n{chapter.fingerprint}")
        yield said


def unbroken(chapters: Iterable[Version]) -> list[Version]:
    """Return *chapters*, which come in order, from the beginning of their line to the first gap."""
    row: list[Version] = []
    for one in chapters:
        if one.first_depth != (row[-1].last_depth + 1 if row else 0):
            break
        row.append(one)
    return row


def free_from(covered: Iterable[Covered]) -> tuple[int, int, int]:
    """Return the depth behind what is covered without a gap, and its last turn and chapter."""
    depth, turn, chapter = 0, 0, 0
    for one in sorted(covered, key=lambda one: one.first_depth):
        if one.first_depth > depth:
            break
        if one.last_depth >= depth:
            depth, turn, chapter = one.last_depth + 1, one.last_turn, one.chapter
    return depth, turn, chapter


def next_chapter(
    line: Sequence[LinePlace], size: int, *, chapter: int, before_depth: int | None = None
) -> Stretch | None:
    """Return the chapter *line* begins with, or None where it has not ended yet.

    A chapter is *size* turns, with whatever stands before its first one. It has ended once its
    last turn is answered, or another turn has begun; at *before_depth* another chapter begins.
    """
    if not line:
        return None
    # What goes on from the turn the last chapter ended with is not a turn of its own.
    begun = next((place.turn for place in line if place.role is Role.AUTHOR), line[0].turn)
    last_turn = max(begun, 1) + size - 1
    inside = [
        place
        for place in line
        if place.turn <= last_turn and (before_depth is None or place.depth < before_depth)
    ]
    if not inside:
        return None
    end = inside[-1]
    is_bounded = before_depth is not None and end.depth + 1 == before_depth
    has_followers = line[-1].depth > end.depth
    is_answered = end.turn == last_turn and end.role is Role.NARRATOR
    if not (
        is_bounded or has_followers or (is_answered and end.state is not MessageState.ARRIVING)
    ):
        return None
    return Stretch(
        chapter=chapter,
        first=inside[0].id,
        last=end.id,
        first_turn=inside[0].turn,
        last_turn=end.turn,
    )


def told_by(sentences: Iterable[SummarySentence]) -> str:
    """Return the text of *sentences*."""
    return " ".join(one.text for one in sentences)


def edited(before: Iterable[SummarySentence], text: str) -> tuple[SummarySentence, ...]:
    """Return the sentences of *text* as the author left it: what was not touched keeps its turns."""
    flat = " ".join(text.split())
    kept: list[tuple[int, SummarySentence]] = []
    taken = [False] * len(flat)
    for old in sorted(before, key=lambda one: -len(one.text)):
        for match in re.finditer(rf"(?<!\S){re.escape(old.text)}(?!\S)", flat):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * len(old.text)
                kept.append((match.start(), old))
                break
    found: list[SummarySentence] = []
    at = 0
    for start, old in sorted(kept, key=lambda one: one[0]):
        found += _own(flat[at:start])
        found.append(old)
        at = start + len(old.text)
    return (*found, *_own(flat[at:]))


def _own(text: str) -> list[SummarySentence]:
    """Return what the author wrote, sentence by sentence."""
    return [SummarySentence(text=one) for one in sentences_of(text)]
