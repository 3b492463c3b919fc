"""The messages of one line, cut into passages and kept ready to be searched."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from sys import intern
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.documents import parts_of
from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Message, there_after
from loredesk.recall.postings import Postings
from loredesk.recall.story.vectors import TextVectors
from loredesk.recall.terms import COMMON, telling, terms, terms_of, words

SITTING_GAP = timedelta(hours=3)
"""After so long a pause a story is taken up again: another sitting."""
MOST_IN_A_SITTING = 60
"""Messages; a longer sitting is taken for several."""
_NOBODY = frozenset({"narrator"})
"""Words of a speaker's name that name nobody."""
_FIRST_ROOM = 64

_ASKS = re.compile("[?\uff1f\u061f]")
_TIMES = re.compile(
    r"\b(yesterday|today|tomorrow|tonight|last|next|ago|since|weeks?|months?|years?|days?|hours?"
    r"|minutes?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june"
    r"|july|august|september|october|november|december|morning|evening|night|noon|midnight|spring"
    r"|summer|autumn|winter|dawn|dusk|weekend|christmas|easter|birthday|o'clock)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six"
    r"|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
    r"|dozen|half|twice|once|first|second|third|couple|pair)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPassage:
    """A message of the line, or a part of a long one."""

    message_id: MessageId
    part: int
    """Counts the parts of a message from 0."""
    speaker: str
    text: str
    turn: int
    sitting: int
    """Counts the times the story was taken up, from 0."""
    message: int
    """The place of the message on the line, from 0."""
    present: tuple[str, ...] | None = None
    """Who was there, as the last panel up to then says; None where none says anything."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What of each passage does not depend on what is asked. All of shape (passages,)."""

    length: NDArray[np.float32]
    """log(1 + words)."""
    asks: NDArray[np.float32]
    """1 where it asks something."""
    times: NDArray[np.float32]
    """1 where it names a time."""
    numbers: NDArray[np.float32]
    """1 where it names a number."""
    sittings: NDArray[np.int32]
    """The sitting it belongs to; never falls."""


class _Placed(NamedTuple):
    """What is kept of a message of the line."""

    first_row: int
    moment: datetime
    speaker: str
    present: tuple[str, ...] | None


class StoryPassages:
    """The passages of one line. Not for two threads at once."""

    def __init__(self) -> None:
        self.words = Postings()
        self.rows: list[StoryPassage] = []
        self.said: list[tuple[str, ...]] = []
        """The words of each passage but for common ones, each once."""
        self._messages: list[_Placed] = []
        self._sitting_begins: list[int] = []
        """The message each sitting begins with."""
        self._speakers: Counter[str] = Counter()
        self._names: frozenset[str] = frozenset()
        self._vectors = TextVectors()
        self._traits = np.zeros((4, _FIRST_ROOM), np.float32)
        self._sittings = np.zeros(_FIRST_ROOM, np.int32)
        self._voices = np.zeros(_FIRST_ROOM, np.int32)
        self._voice_of: dict[str, int] = {}
        """Who ever spoke, by number."""

    @property
    def messages(self) -> int:
        """Return how many messages there are."""
        return len(self._messages)

    @property
    def names(self) -> frozenset[str]:
        """Return the words of the names of those who speak."""
        return self._names

    @property
    def traits(self) -> Traits:
        """Return what is known of every passage."""
        used = len(self.rows)
        length, asks, times, numbers = self._traits[:, :used]
        return Traits(length, asks, times, numbers, self._sittings[:used])

    def append(self, message: Message, turn: int) -> None:
        """Add a message behind those that are there."""
        self._begin_sitting(message.created_at)
        before = self._messages[-1].present if self._messages else None
        present = there_after(message, before)
        self._messages.append(_Placed(len(self.rows), message.created_at, message.speaker, present))
        for part, text in enumerate(parts_of(message.text)):
            passage = StoryPassage(
                message_id=message.id,
                part=part,
                speaker=message.speaker,
                text=text,
                turn=turn,
                sitting=len(self._sitting_begins) - 1,
                message=len(self._messages) - 1,
                present=present,
            )
            self._add(passage)
        self._speakers[message.speaker] += 1
        if self._speakers[message.speaker] == 1:
            self._learn_names()

    def truncate(self, messages: int) -> None:
        """Keep only the first *messages* messages."""
        if messages >= self.messages:
            return
        rows = self._messages[messages].first_row
        self._speakers.subtract(one.speaker for one in self._messages[messages:])
        self._speakers = +self._speakers
        self.words.truncate(rows)
        self._vectors.truncate(rows)
        del self.rows[rows:], self.said[rows:], self._messages[messages:]
        while self._sitting_begins and self._sitting_begins[-1] >= messages:
            self._sitting_begins.pop()
        self._learn_names()

    def spoken_by(self, names: Collection[str]) -> NDArray[np.bool_]:
        """Return which passages somebody speaks whose name has one of the words *names* in it."""
        said = [
            voice for one, voice in self._voice_of.items() if not {*words(one)}.isdisjoint(names)
        ]
        return np.isin(self._voices[: len(self.rows)], said)

    def without_vector(self) -> Mapping[str, str]:
        """Return the texts, by hash, that have no vector yet."""
        return dict(self._vectors.missing)

    def put_vectors(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Take the unit vectors of texts, by hash; those of texts that are not here are left."""
        self._vectors.put(vectors)

    def forget_vectors(self) -> None:
        """Keep no vector: another model is to make them."""
        self._vectors.forget()

    def similarity(self, vector: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """Return the cosine of each passage with a unit *vector*.

        Where that is not known, the mean of those that are: it says nothing.
        """
        return self._vectors.similarity(vector)

    def bare(self, text: str) -> str:
        """Return *text* as it is embedded: without the names of those who speak."""
        return without_names(text, self._names)

    def _add(self, passage: StoryPassage) -> None:
        row = len(self.rows)
        found = words(passage.text)
        self.rows.append(passage)
        # Most words come again and again: each is kept only once.
        self.said.append(tuple(dict.fromkeys(intern(one) for one in found if one not in COMMON)))
        self.words.put(row, Counter(terms_of(telling(found))))
        named = not self._names.isdisjoint(found)
        self._vectors.append(self.bare(passage.text) if named else passage.text)
        self._make_room(row + 1)
        self._traits[:, row] = (
            np.log1p(len(passage.text.split())),
            bool(_ASKS.search(passage.text)),
            bool(_TIMES.search(passage.text)),
            bool(_NUMBERS.search(passage.text)),
        )
        self._sittings[row] = passage.sitting
        self._voices[row] = self._voice_of.setdefault(passage.speaker, len(self._voice_of))

    def _begin_sitting(self, moment: datetime) -> None:
        if self._messages:
            paused = moment - self._messages[-1].moment >= SITTING_GAP
            long = self.messages - self._sitting_begins[-1] >= MOST_IN_A_SITTING
            if not paused and not long:
                return
        self._sitting_begins.append(self.messages)

    def _learn_names(self) -> None:
        """See who speaks now, and bring up to date what is embedded of passages that name them."""
        before = self._names
        spoken = {word for speaker in self._speakers for word in words(speaker)}
        self._names = frozenset(spoken) - COMMON - _NOBODY
        for word in before ^ self._names:
            for row in self.words.holders(terms(word)[-1]).tolist():
                self._vectors.replace(row, self.bare(self.rows[row].text))

    def _make_room(self, wanted: int) -> None:
        room = len(self._sittings)
        if wanted > room:
            self._traits = np.pad(self._traits, ((0, 0), (0, room)))
            self._sittings = np.pad(self._sittings, (0, room))
            self._voices = np.pad(self._voices, (0, room))


def without_names(text: str, names: Collection[str]) -> str:
    """Return *text* without the words that are among *names*; *text* itself where no other is left.

    Names are matched by themselves: what is embedded is what is said, not by or about whom.
    """
    said = text.split()
    kept = [word for word in said if not names_only(word, names)]
    return text if len(kept) in {0, len(said)} else " ".join(kept)


def names_only(word: str, names: Collection[str]) -> bool:
    """Return whether *word*, as it stands between spaces, is a name and nothing else."""
    found = words(word)
    return bool(found) and all(one in names for one in found)
