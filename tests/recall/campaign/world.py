"""The world and the story of a generated campaign, as plain data that knows what is right."""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tests.recall.campaign import pools, words
from tests.recall.campaign.names import Namer
from tests.recall.campaign.words import Wording

CATEGORIES = ("character",) * 10 + ("location",) * 4 + ("item",) * 3 + ("faction",) * 3
ALIASED = 0.6
CAST_SHARE = 0.08
"""Of all entries, so many are part of the story."""
TURNS_EACH = 3
UNDONE, BY_HAND, TAKEN_BACK = 0.04, 0.1, 0.05
"""How often a turn is undone, a note is changed by hand, a change is taken back."""
MOST_TOPICS = 4
SECRET_SHARE = 0.05
VOICES = 6


class Hidden(StrEnum):
    """In what way a secret is kept."""

    ENTRY = "an entry nobody knows"
    ENTRY_KNOWN = "an entry another one knows"
    LORE_SENTENCE = "a sentence of an entry"
    NOTE_SENTENCE = "a sentence of a note"
    LEARNED = "an entry another one has learned"
    LEARNED_UNDONE = "an entry who speaks has learned in a turn that was undone"

    @property
    def is_known(self) -> bool:
        """Return whether there is somebody who knows it."""
        return self in {Hidden.ENTRY_KNOWN, Hidden.NOTE_SENTENCE, Hidden.LEARNED}


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in its three wordings."""

    lore: str
    said: str
    otherwise: str
    told: str = ""
    """As the story tells it."""
    topic: str = ""


@dataclass(slots=True, kw_only=True)
class Secret:
    """What stands in one entry and must not be told to everyone."""

    how: Hidden
    sentence: str
    asked: str
    """A word of it that may be asked for."""
    mark: str
    """A word of it that stands nowhere else: where it is in a prompt, the secret is."""
    keeper: int
    """Who knows it, where anybody does."""


@dataclass(slots=True, kw_only=True)
class Entry:
    """An entry of the world."""

    number: int
    category: str
    title: str
    aliases: tuple[str, ...]
    facts: tuple[Said, ...]
    secret: Secret | None = None
    changes: list["Change"] = field(default_factory=list)
    """Those that were not undone, in order."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the title and the aliases."""
        return (self.title, *self.aliases)

    @property
    def content(self) -> str:
        """Return the text of the lore."""
        said = [one.lore for one in self.facts]
        if self.secret is not None and self.secret.how is not Hidden.NOTE_SENTENCE:
            said.insert(len(said) // 2, self.secret.sentence)
        return " ".join(said)

    def note_at(self, turn: int) -> tuple[Said, ...]:
        """Return what the note says where the line ends with *turn*."""
        return next((one.note for one in reversed(self.changes) if one.turn <= turn), ())

    def is_plain_at(self, turn: int) -> bool:
        """Return whether nothing was written by hand later: that stays where the line goes back."""
        return not any(one.by_hand and one.turn > turn for one in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A note as a turn left it."""

    turn: int
    entry: Entry
    note: tuple[Said, ...]
    by_hand: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What the author and the narrator say, and what changes."""

    number: int
    asked: str
    reply: str
    place: str
    present: tuple[str, ...]
    changes: tuple[Change, ...]
    is_undone: bool = False


@dataclass(slots=True)
class Campaign:
    """All of it."""

    entries: list[Entry]
    voices: list[Entry]
    turns: list[Turn]
    undone: dict[int, Turn]
    """Turns that were taken back before the one of that number was written."""

    @property
    def cast(self) -> list[Entry]:
        """Return the entries that have a note at the end."""
        return [one for one in self.entries if one.changes]

    @property
    def secrets(self) -> list[Entry]:
        """Return the entries that hold a secret."""
        return [one for one in self.entries if one.secret is not None]

    def everything_noted(self) -> Iterator[tuple[int, Said]]:
        """Yield every sentence that ever stood in a note, each with its entry."""
        for turn in (*self.turns, *self.undone.values()):
            for change in turn.changes:
                for one in change.note:
                    yield change.entry.number, one


def made(entries: int, turns: int, seed: int) -> Campaign:
    """Return a campaign, the same for the same numbers."""
    return _Maker(random.Random(seed), entries).campaign(turns)


class _Maker:
    def __init__(self, chance: random.Random, entries: int) -> None:
        self._chance = chance
        self._size = entries
        self._namer = Namer(chance, entries)
        self._used: set[str] = set()

    def campaign(self, turns: int) -> Campaign:
        entries = [self._entry(number) for number in range(self._size)]
        people = [one for one in entries if one.category == "character"]
        voices = people[: max(2, min(VOICES, len(people) // 4))]
        keepers = people[len(voices) : len(voices) + 20]
        others = [one for one in entries if one not in voices and one not in keepers]
        cast_size = max(8, min(int(self._size * CAST_SHARE), turns // TURNS_EACH))
        cast = self._chance.sample(others, min(cast_size, len(others) // 2))
        for one in self._chance.sample(others, max(6, int(self._size * SECRET_SHARE))):
            one.secret = self._secret(self._chance.choice(keepers), noted=one in cast)
        made = Campaign(entries, voices, [], {})
        for number in range(1, turns + 1):
            if self._chance.random() < UNDONE:
                made.undone[number] = self._turn(number, cast, undone=True)
            made.turns.append(self._turn(number, cast))
        return made

    def _entry(self, number: int) -> Entry:
        category = self._chance.choice(CATEGORIES)
        return Entry(
            number=number,
            category=category,
            title=self._namer.title(category),
            aliases=(self._namer.alias(),) if self._chance.random() < ALIASED else (),
            facts=tuple(self._said(one) for one in words.LORE[category]),
        )

    def _secret(self, keeper: Entry, *, noted: bool) -> Secret:
        asked, mark = self._namer.word(), self._namer.word()
        ways = [one for one in Hidden if noted or one is not Hidden.NOTE_SENTENCE]
        return Secret(
            how=self._chance.choice(ways),
            sentence=f"Behind the word {asked} lies a thing of which nobody speaks: {mark}.",
            asked=asked,
            mark=mark,
            keeper=keeper.number,
        )

    def _turn(self, number: int, cast: Sequence[Entry], *, undone: bool = False) -> Turn:
        # Some are spoken of again and again, most of them rarely.
        entry = cast[int(len(cast) * self._chance.random() ** 1.5)]
        new = self._news()
        changed = self._change(number, entry, new, undone=undone)
        if not undone and not changed.taken_back:
            entry.changes.append(changed)
        name = self._chance.choice(entry.names)
        others = self._chance.sample(cast, 2)
        told = [self._chance.choice(words.FILLER), new.told, self._chance.choice(words.FILLER)]
        if undone:
            # Nothing else in the story says it in these words.
            told = [new.told, f"That was the hour of {self._namer.word()}."]
        return Turn(
            number=number,
            asked=self._chance.choice(words.ASKED).format(name),
            reply=" ".join(told),
            place=next((one.title for one in others if one.category == "location"), "the road"),
            present=tuple(one.title for one in others if one.category == "character"),
            changes=(changed,),
            is_undone=undone,
        )

    def _change(self, number: int, entry: Entry, new: Said, *, undone: bool) -> Change:
        before = entry.changes[-1].note if entry.changes else ()
        kept = [one for one in before if one.topic != new.topic][-MOST_TOPICS + 1 :]
        return Change(
            turn=number,
            entry=entry,
            note=(*kept, new),
            by_hand=not undone and self._chance.random() < BY_HAND,
            taken_back=not undone and self._chance.random() < TAKEN_BACK,
        )

    def _news(self) -> Said:
        topic = self._chance.choice(sorted(words.NEWS))
        wording, told = words.NEWS[topic]
        return self._said(wording, told, topic)

    def _said(self, wording: Wording, told: str = "", topic: str = "") -> Said:
        """Return a sentence that was never said before, where it is news."""
        while True:
            drawn = {name: self._chance.choice(pool) for name, pool in pools.POOLS.items()}
            first = {name: pair[0] for name, pair in drawn.items()}
            second = {name: pair[1] for name, pair in drawn.items()}
            found = Said(
                lore=_worded(wording.lore, first),
                said=_worded(wording.said, first),
                otherwise=_worded(wording.otherwise, second),
                told=_worded(told, first),
                topic=topic,
            )
            if not topic or found.lore not in self._used:
                self._used.add(found.lore)
                return found


def _worded(sentence: str, drawn: Mapping[str, str]) -> str:
    return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", sentence.format(**drawn))


def joined(said: Iterable[Said]) -> str:
    """Return the text of a note."""
    return " ".join(one.lore for one in said)
