"""What a reply used of what was told long before it, as far as words can show.

A word of a reply counts as used where it stands neither in the author's turn nor in the last
messages, which every prompt shows, but does stand in something older: an earlier message or an
entry. Only names and rare words count, since the others come up by themselves; and a rare word only
where it comes with another word of the reply from the same older text, since one alone comes up by
chance too often.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from loredesk.domain.measures import Wanted
from loredesk.recall.terms import COMMON, terms, words

RARE_SHARE = 0.02
"""A word is rare where no more than this share of all older things hold it,"""
ALWAYS_RARE = 3
"""or no more than so many of them."""
SHORTEST = 4
"""A shorter word is no rare one."""
TOGETHER = 2
"""So many words of one older text make it likely that the reply drew on it."""
NAMES, RARE = "names", "rare words"

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")
_SENTENCE_END = re.compile(
    r"(?:[.!?:\u2026\n\"\u201c\u2018]|^)[\s\"'\u201c\u201d\u2018\u2019*(\u2014-]*$"
)
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What a reply used: pieces by their sort, each with the things that hold it."""

    names: tuple[Wanted, ...]
    rare: tuple[Wanted, ...]

    @property
    def all(self) -> tuple[Wanted, ...]:
        """Return every piece."""
        return (*self.names, *self.rare)


class Holders:
    """Which things hold which terms."""

    def __init__(self) -> None:
        self._holders: dict[str, set[str]] = {}
        self._things: set[str] = set()

    def put(self, name: str, text: str) -> None:
        """Let the thing *name* hold the terms of *text*."""
        self._things.add(name)
        for term in set(terms(text)):
            self._holders.setdefault(term, set()).add(name)

    def of(self, term: str) -> frozenset[str]:
        """Return the things that hold *term*."""
        return frozenset(self._holders.get(term, ()))

    def is_rare(self, term: str) -> bool:
        """Return whether few enough things hold *term*."""
        return len(self._holders.get(term, ())) <= max(ALWAYS_RARE, RARE_SHARE * len(self._things))


def used_in(reply: str, shown: Iterable[str], older: Holders, known_names: Collection[str]) -> Used:
    """Return what *reply* used of *older* that stands in none of the texts *shown*.

    *known_names* are terms that are names wherever they stand.
    """
    seen = {term for text in shown for term in terms(text)}
    capitals = {term for word in capitals_inside(reply) for term in terms(word)}
    names: dict[str, Wanted] = {}
    rare: dict[str, Wanted] = {}
    for match in _WORD.finditer(reply):
        for word in words(match[0]):
            for term in terms(word):
                holders = older.of(term)
                if not holders or term in seen or word in COMMON or not older.is_rare(term):
                    continue
                if term in known_names or term in capitals:
                    names.setdefault(term, Wanted(name=match[0], carriers=holders))
                elif len(word) >= SHORTEST:
                    rare.setdefault(term, Wanted(name=match[0], carriers=holders))
    return Used(names=tuple(names.values()), rare=_not_alone(names.values(), rare.values()))


def _not_alone(names: Collection[Wanted], rare: Collection[Wanted]) -> tuple[Wanted, ...]:
    """Return the *rare* words that come with another from the same text, held by such texts only."""
    often = Counter(one for word in (*names, *rare) for one in word.carriers)
    kept = (
        Wanted(
            name=word.name,
            carriers=frozenset(one for one in word.carriers if often[one] >= TOGETHER),
        )
        for word in rare
    )
    return tuple(word for word in kept if word.carriers)


def capitals_inside(text: str) -> tuple[str, ...]:
    """Return the words that are written with a capital inside a sentence, and never without."""
    inside: dict[str, str] = {}
    small: set[str] = set()
    for match in _WORD.finditer(text):
        word = match[0]
        if word[0].islower():
            small.add(word.casefold())
        elif word[0].isupper() and len(word) > 1 and not _begins_sentence(text, match.start()):
            inside.setdefault(word.casefold(), word)
    return tuple(word for folded, word in inside.items() if folded not in small)


def _begins_sentence(text: str, start: int) -> bool:
    return _SENTENCE_END.search(text[max(0, start - _LOOK_BACK) : start]) is not None
