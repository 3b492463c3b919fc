"""Names for a generated world, and the ways in which people get them wrong."""

import random
import string
from collections import Counter
from collections.abc import Iterable

from tests.recall.campaign import pools

READERS_GUESS = 3
"""A word that stands in the names of more entries is a riddle to a reader, too."""
SHORTEST = 4
LONG = 8
"""From so many letters on, two may be wrong in one word."""


class Namer:
    """Invents names: words nobody uses for anything else, shared by some as families share them."""

    def __init__(self, chance: random.Random, entries: int) -> None:
        self._chance = chance
        self._taken: set[str] = set()
        self._own = [self.word() for _ in range(max(entries // 2, 20))]
        self._family = [self.word() for _ in range(max(entries // 5, 10))]
        self._titles: set[str] = set()

    def word(self) -> str:
        """Return a word that was never returned before."""
        while True:
            parts = [self._chance.choice(pools.FIRST_SOUNDS), self._chance.choice(pools.VOWELS)]
            for _ in range(self._chance.choice((0, 1, 1, 2))):
                parts += self._chance.choice(pools.MIDDLE_SOUNDS), self._chance.choice(pools.VOWELS)
            parts += (
                self._chance.choice(pools.MIDDLE_SOUNDS),
                self._chance.choice(pools.LAST_SOUNDS),
            )
            found = "".join(parts)
            if found not in self._taken and len(found) >= SHORTEST:
                self._taken.add(found)
                return found

    def title(self, category: str) -> str:
        """Return a title nobody else has."""
        while True:
            own, family = self._chance.choice(self._own), self._chance.choice(self._family)
            found = {
                "character": f"{own} {family}",
                "location": f"{own} {self._chance.choice(pools.PLACES)}",
                "item": f"{family}'s {self._chance.choice(pools.ITEMS)}",
                "faction": f"The {self._chance.choice(pools.FACTIONS)} of {own}",
            }[category]
            if found not in self._titles:
                self._titles.add(found)
                return found

    def alias(self) -> str:
        """Return a byname nobody else has, or a short name of its own."""
        byname = f"the {self._chance.choice(pools.BYNAMES)} {self._chance.choice(pools.BEINGS)}"
        if self._chance.random() < 0.5 or byname in self._titles:
            return self.word()
        self._titles.add(byname)
        return byname.title().replace("The ", "the ")


def name_words(names: Iterable[str]) -> list[str]:
    """Return the words that stand in *names*, and mean somebody: what kind of thing is not one."""
    kinds = {*pools.PLACES, *pools.ITEMS, *pools.FACTIONS, "The", "the", "of"}
    found = [word.removesuffix("'s") for name in names for word in name.split()]
    return [word for word in found if word not in kinds]


def riddles(names: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return the words that stand in the names of too many entries to mean one of them."""
    counts = Counter(word for some in names for word in set(name_words(some)))
    return frozenset(word for word, count in counts.items() if count > READERS_GUESS)


def misspelt(name: str, chance: random.Random) -> str:
    """Return *name* with a letter wrong, or two: in one long word, or in two pools."""
    parts = name.split()
    places = [
        at
        for at, part in enumerate(parts)
        if len(part.removesuffix("'s")) >= SHORTEST and part[0].isupper()
    ]
    for at in chance.sample(places, chance.randint(1, min(2, len(places)))):
        parts[at] = _slip(parts[at], chance)
    if (
        len(places) == 1
        and len(parts[places[0]].removesuffix("'s")) >= LONG
        and chance.random() < 0.5
    ):
        parts[places[0]] = _slip(parts[places[0]], chance)
    return " ".join(parts)


def _slip(word: str, chance: random.Random) -> str:
    """Return *word* with one letter left out, added, replaced or swapped, but for the first."""
    stem, ending = (word[:-2], "'s") if word.endswith("'s") else (word, "")
    at = chance.randrange(1, len(stem))
    letter = chance.choice(string.ascii_lowercase)
    found = chance.choice(
        (
            stem[:at] + stem[at + 1 :],
            stem[:at] + letter + stem[at:],
            stem[:at] + letter + stem[at + 1 :],
            stem[: at - 1] + stem[at] + stem[at - 1] + stem[at + 1 :]
            if at > 1
            else stem[:at] + letter + stem[at:],
        )
    )
    return (found if found != stem else stem[:at] + stem[at + 1 :]) + ending
