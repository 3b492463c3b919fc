"""The messages of one line, cut into passages and kept ready to be searched."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.documents import parts_of, text_hash
from loredesk.domain.ids import MessageId
from loredesk.domain.messages import Message
from loredesk.recall.postings import Postings
from loredesk.recall.terms import COMMON, telling_terms, words

SITTING_GAP = timedelta(hours=3)
"""After so long a pause a story is taken up again: another sitting."""
MOST_IN_A_SITTING = 60
"""Messages; a longer sitting is taken for several."""
_NOBODY = frozenset({"narrator"})
"""Words of a speaker's name that name nobody."""
_FIRST_ROOM = 64

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


class StoryPassages:
    """The passages of one line. Not for two threads at once."""

    def __init__(self) -> None:
        self.words = Postings()
        self.rows: list[StoryPassage] = []
        self._first_rows: list[int] = []
        """The first row of each message."""
        self._moments: list[datetime] = []
        """When each message was written."""
        self._sitting_begins: list[int] = []
        """The message each sitting begins with."""
        self._speakers: Counter[str] = Counter()
        self._hashes: list[str] = []
        self._rows_of: dict[str, list[int]] = {}
        self._vectors: NDArray[np.float32] = np.empty((0, 0), np.float32)
        self._has_vector = np.zeros(0, np.bool_)
        self._traits = np.zeros((4, _FIRST_ROOM), np.float32)
        self._sittings = np.zeros(_FIRST_ROOM, np.int32)

    @property
    def messages(self) -> int:
        """Return how many messages there are."""
        return len(self._first_rows)

    @property
    def names(self) -> frozenset[str]:
        """Return the words of the names of those who speak."""
        said = (word for speaker in self._speakers for word in words(speaker))
        return frozenset(said) - COMMON - _NOBODY

    @property
    def traits(self) -> Traits:
        """Return what is known of every passage."""
        used = len(self.rows)
        length, asks, times, numbers = self._traits[:, :used]
        return Traits(length, asks, times, numbers, self._sittings[:used])

    def append(self, message: Message, turn: int) -> None:
        """Add a message behind those that are there."""
        self._begin_sitting(message.created_at)
        self._first_rows.append(len(self.rows))
        self._moments.append(message.created_at)
        known = self.names
        self._speakers[message.speaker] += 1
        for part, text in enumerate(parts_of(message.text)):
            passage = StoryPassage(
                message_id=message.id,
                part=part,
                speaker=message.speaker,
                text=text,
                turn=turn,
                sitting=len(self._sitting_begins) - 1,
                message=len(self._first_rows) - 1,
            )
            self._add(passage)
        if self.names != known:
            self._name_anew()

    def truncate(self, messages: int) -> None:
        """Keep only the first *messages* messages."""
        if messages >= self.messages:
            return
        rows = self._first_rows[messages]
        for passage in {row.message: row for row in self.rows[rows:]}.values():
            self._speakers[passage.speaker] -= 1
        self._speakers = +self._speakers
        for row in range(rows, len(self.rows)):
            self._unname(row)
        self.words.truncate(rows)
        del self.rows[rows:], self._hashes[rows:]
        del self._first_rows[messages:], self._moments[messages:]
        while self._sitting_begins and self._sitting_begins[-1] >= messages:
            self._sitting_begins.pop()
        self._name_anew()

    def without_vector(self) -> Mapping[str, str]:
        """Return the texts, by hash, that have no vector yet."""
        return {
            name: self._bare(self.rows[rows[0]])
            for name, rows in self._rows_of.items()
            if not self._has_vector[rows[0]]
        }

    def put_vectors(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Take the unit vectors of texts, by hash; those of texts that are not here are left."""
        for name, vector in vectors.items():
            for row in self._rows_of.get(name, ()):
                self._put_vector(row, vector)

    def forget_vectors(self) -> None:
        """Keep no vector: another model is to make them."""
        self._vectors = np.empty((0, 0), np.float32)
        self._has_vector[:] = False

    def similarity(self, vector: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """Return the cosine of each passage with a unit *vector*.

        Where that is not known, the mean of those that are: it says nothing.
        """
        used = len(self.rows)
        known = self._has_vector[:used]
        found = np.zeros(used, np.float32)
        if vector is None or not known.any() or self._vectors.shape[1] != len(vector):
            return found
        found[:] = self._vectors[:used] @ np.asarray(vector, np.float32)
        found[~known] = found[known].mean()
        return found

    def bare(self, text: str) -> str:
        """Return *text* as it is embedded: without the names of those who speak."""
        return without_names(text, self.names)

    def _add(self, passage: StoryPassage) -> None:
        row = len(self.rows)
        self.rows.append(passage)
        self.words.put(row, Counter(telling_terms(passage.text)))
        self._make_room(row + 1)
        self._traits[:, row] = (
            np.log1p(len(passage.text.split())),
            "?" in passage.text or "\uff1f" in passage.text,
            bool(_TIMES.search(passage.text)),
            bool(_NUMBERS.search(passage.text)),
        )
        self._sittings[row] = passage.sitting
        self._hashes.append("")
        self._has_vector[row] = False
        self._name(row)

    def _begin_sitting(self, moment: datetime) -> None:
        if self._moments:
            paused = moment - self._moments[-1] >= SITTING_GAP
            long = len(self._first_rows) - self._sitting_begins[-1] >= MOST_IN_A_SITTING
            if not paused and not long:
                return
        self._sitting_begins.append(len(self._first_rows))

    def _bare(self, passage: StoryPassage) -> str:
        return self.bare(passage.text)

    def _name(self, row: int) -> None:
        name = text_hash(self._bare(self.rows[row]))
        self._hashes[row] = name
        self._rows_of.setdefault(name, []).append(row)
        other = self._rows_of[name][0]
        if other != row and self._has_vector[other]:
            self._put_vector(row, self._vectors[other])

    def _unname(self, row: int) -> None:
        rows = self._rows_of[self._hashes[row]]
        rows.remove(row)
        if not rows:
            del self._rows_of[self._hashes[row]]
        self._has_vector[row] = False

    def _name_anew(self) -> None:
        """Bring up to date what is embedded of each passage, now that others speak."""
        for row, passage in enumerate(self.rows):
            if self._hashes[row] != text_hash(self._bare(passage)):
                self._unname(row)
                self._name(row)

    def _put_vector(self, row: int, vector: NDArray[np.float32]) -> None:
        if self._vectors.shape[1] != len(vector):
            self._vectors = np.zeros((len(self._has_vector), len(vector)), np.float32)
            self._has_vector[:] = False
        self._vectors[row] = vector
        self._has_vector[row] = True

    def _make_room(self, wanted: int) -> None:
        room = len(self._sittings)
        if wanted > room:
            more = max(wanted, 2 * room) - room
            self._traits = np.pad(self._traits, ((0, 0), (0, more)))
            self._sittings = np.pad(self._sittings, (0, more))
        if len(self._has_vector) < len(self._sittings):
            self._has_vector = np.pad(
                self._has_vector, (0, len(self._sittings) - len(self._has_vector))
            )
        if self._vectors.shape[1] and len(self._vectors) < len(self._sittings):
            more = len(self._sittings) - len(self._vectors)
            self._vectors = np.pad(self._vectors, ((0, more), (0, 0)))


def without_names(text: str, names: Collection[str]) -> str:
    """Return *text* without the words that are among *names*; *text* itself where no other is left.

    Names are matched by themselves: what is embedded is what is said, not by or about whom.
    """
    if not names:
        return text
    kept = [word for word in text.split() if not names_only(word, names)]
    return " ".join(kept) or text


def names_only(word: str, names: Collection[str]) -> bool:
    """Return whether *word*, as it stands between spaces, is a name and nothing else."""
    found = words(word)
    return bool(found) and all(one in names for one in found)
