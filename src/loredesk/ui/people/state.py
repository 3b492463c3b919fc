"""What choosing people shows, as frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from loredesk.domain.ids import LoreId, MessageId
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility
from loredesk.ui.notice import Notice


class Purpose(Enum):
    """What people are chosen for."""

    ENTRY = "entry"
    SENTENCE = "sentence"
    LEARNED = "learned"
    VOICE = "voice"


class Choice(Enum):
    """Who knows a thing, roughly."""

    AS_ENTRY = "as its entry"
    EVERYONE = "everyone"
    NOBODY = "nobody"
    SOME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """An entry that can be chosen."""

    id: LoreId
    title: str
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A turn of the line: the message it ends with, and what that says."""

    message_id: MessageId
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the author is asked."""

    purpose: Purpose
    about: str
    """The title of the entry, or of the session."""
    sentence: str = ""
    visibility: Visibility | None = EVERYONE
    """Who knows it now; None where it is what its entry is."""
    chosen: tuple[Somebody, ...] = ()
    """Those who are chosen now."""
    moments: Mapping[int, Moment] = field(default_factory=dict, hash=False)
    """The turns somebody may have learned it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the author has chosen."""

    people: tuple[Somebody, ...] = ()
    visibility: Visibility | None = EVERYONE
    at: MessageId | None = None

    @property
    def ids(self) -> tuple[LoreId, ...]:
        """Return the ids of those who were chosen."""
        return tuple(one.id for one in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleState:
    """A question about people, and what has been chosen so far."""

    open: bool = False
    question: Question = Question(purpose=Purpose.ENTRY, about="")
    choice: Choice = Choice.EVERYONE
    rows: tuple[Somebody, ...] = ()
    """Who can be ticked, those first who were ticked when the list was read."""
    ticked: tuple[Somebody, ...] = ()
    wanted: str = ""
    has_more: bool = False
    loading: bool = False
    turn: int = 0
    notice: Notice | None = None

    @property
    def purpose(self) -> Purpose:
        """Return what people are chosen for."""
        return self.question.purpose

    @property
    def asks_for_choice(self) -> bool:
        """Return whether it is asked who knows a thing, and not only for people."""
        return self.purpose in {Purpose.ENTRY, Purpose.SENTENCE}

    @property
    def lists_people(self) -> bool:
        """Return whether people are to be ticked."""
        return not self.asks_for_choice or self.choice is Choice.SOME

    @property
    def asks_for_turn(self) -> bool:
        """Return whether it is asked in which turn something was learned."""
        return self.purpose is Purpose.LEARNED and bool(self.question.moments)

    @property
    def moment(self) -> Moment | None:
        """Return the message of the turn that is chosen."""
        return self.question.moments.get(self.turn) if self.asks_for_turn else None

    @property
    def can_accept(self) -> bool:
        """Return whether what is chosen is an answer."""
        return bool(self.ticked) or not self.lists_people

    @property
    def answer(self) -> Answer:
        """Return what is chosen."""
        people = self.ticked if self.lists_people else ()
        visibility = {
            Choice.AS_ENTRY: None,
            Choice.EVERYONE: EVERYONE,
            Choice.NOBODY: SECRET,
            Choice.SOME: Visibility(frozenset(one.id for one in people)),
        }[self.choice]
        at = self.moment.message_id if self.moment else None
        return Answer(people=people, visibility=visibility, at=at)


def choice_of(visibility: Visibility | None) -> Choice:
    """Return which choice *visibility* is."""
    if visibility is None:
        return Choice.AS_ENTRY
    kinds = {"everyone": Choice.EVERYONE, "secret": Choice.NOBODY, "known": Choice.SOME}
    return kinds[visibility.kind]


def somebodies(visibility: Visibility | None, names: Mapping[LoreId, str]) -> tuple[Somebody, ...]:
    """Return those who know a thing, by title; who has no title is gone for good."""
    known = [one for one in (visibility or EVERYONE).by or () if one in names]
    return tuple(Somebody(id=one, title=names[one]) for one in sorted(known, key=names.__getitem__))
