"""Questions to a generated campaign: turns that name or describe somebody, and who must not know."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.recall.campaign import words
from tests.recall.campaign.names import misspelt, name_words, riddles
from tests.recall.campaign.world import Campaign, Entry, Said

NAMED, ALIAS, MISSPELT, PARTLY = "named", "by an alias", "misspelt", "named in part"
DESCRIBED, PARAPHRASED = "described", "described in partly other words"
NEWS, ON_SCENE = "described by the news", "on scene"
OTHERWISE = "described without any of its words"
GOAL_KINDS = (NAMED, ALIAS, MISSPELT, PARTLY, DESCRIBED, PARAPHRASED, NEWS, ON_SCENE)
KINDS = (*GOAL_KINDS, OTHERWISE)
"""The last one is measured beside the others: every word of such a world belongs to hundreds of its
entries, and who uses none of them leaves only the sum of what is meant to tell one from the others."""
CLAUSES = 3
BEGUN_SHARE = 0.2
SECRETS_AT_ONCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A turn, and whose note must be told for it."""

    kind: str
    entry: Entry
    text: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretProbe:
    """A turn that asks for several secrets."""

    text: str
    entries: tuple[Entry, ...]


class Prober:
    """Asks for the cast of a campaign, as it stands where a turn has ended."""

    def __init__(self, campaign: Campaign, chance: random.Random) -> None:
        self._campaign = campaign
        self._chance = chance
        self._riddles = riddles(entry.names for entry in campaign.entries)
        self._ways: Mapping[str, Callable[[Entry, int], str | None]] = {
            NAMED: lambda entry, _: entry.title,
            ALIAS: lambda entry, _: entry.aliases[0] if entry.aliases else None,
            MISSPELT: lambda entry, _: misspelt(entry.title, self._chance),
            PARTLY: self._part,
            DESCRIBED: self._described,
            PARAPHRASED: self._paraphrased,
            OTHERWISE: self._otherwise,
            NEWS: self._by_news,
        }

    def probes(self, count: int, turn: int) -> Iterator[Probe]:
        """Yield *count* probes, the kinds in turns, of entries with a note after *turn*."""
        cast = [one for one in self._campaign.cast if one.note_at(turn) and one.is_plain_at(turn)]
        for number in range(count):
            kind = KINDS[number % len(KINDS)]
            probe = None
            while probe is None:
                probe = self._probe(kind, self._chance.choice(cast), turn, cast)
            yield probe

    def secrets(self, count: int) -> Iterator[SecretProbe]:
        """Yield turns that ask for *count* secrets together, each named, described or asked for."""
        everything = self._campaign.secrets
        for start in range(0, count, SECRETS_AT_ONCE):
            most = min(SECRETS_AT_ONCE, count - start, len(everything))
            entries = tuple(self._chance.sample(everything, most))
            asked = [self._secret(one) for one in entries]
            yield SecretProbe(text=" ".join(asked), entries=entries)

    def _probe(self, kind: str, entry: Entry, turn: int, cast: Sequence[Entry]) -> Probe | None:
        others = [one.title for one in self._chance.sample(cast, 2) if one is not entry]
        if kind == ON_SCENE:
            here = (entry.title, *others)
            return Probe(
                kind=kind, entry=entry, text=self._chance.choice(words.SILENT), present=here
            )
        name = self._ways[kind](entry, turn)
        if name is None:
            return None
        begins = kind in {NAMED, MISSPELT} and self._chance.random() < BEGUN_SHARE
        asked = self._chance.choice(words.BEGUN if begins else words.ASKED).format(name)
        text = f"{self._chance.choice(words.FILLER)} {asked}"
        return Probe(kind=kind, entry=entry, text=text, present=tuple(others))

    def _part(self, entry: Entry, _turn: int) -> str | None:
        known = [one for one in name_words([entry.title]) if one not in self._riddles]
        whole = len(entry.title.split()) == 1
        return self._chance.choice(known) if known and not whole else None

    def _described(self, entry: Entry, _turn: int) -> str | None:
        return _clauses(entry, self._chance.sample(entry.facts, CLAUSES), lambda one: one.said)

    def _paraphrased(self, entry: Entry, _turn: int) -> str | None:
        """Describe with one thing in the words that are remembered, and the rest in others."""
        facts = self._chance.sample(entry.facts, CLAUSES)
        kept = self._chance.choice(facts)
        return _clauses(entry, facts, lambda one: one.said if one is kept else one.otherwise)

    def _otherwise(self, entry: Entry, _turn: int) -> str | None:
        return _clauses(entry, self._chance.sample(entry.facts, CLAUSES), lambda one: one.otherwise)

    def _by_news(self, entry: Entry, turn: int) -> str | None:
        note = entry.note_at(turn)
        if len(note) < 2:
            return None
        return _clauses(entry, self._chance.sample(note, 2), lambda one: one.said)

    def _secret(self, entry: Entry) -> str:
        assert entry.secret is not None
        way = self._chance.choice((NAMED, ALIAS, DESCRIBED, ""))
        asked = entry.secret.asked
        if way:
            asked = self._ways[way](entry, 0) or entry.title
        return self._chance.choice(words.ASKED).format(asked)


def _clauses(entry: Entry, said: Sequence[Said], wording: Callable[[Said], str]) -> str:
    parts = [wording(one) for one in said]
    return f"{words.CALLED[entry.category]} {', '.join(parts[:-1])} and {parts[-1]}"
