"""The terms of a text: what is compared when texts are searched by their words.

Words in Latin letters are brought to their stems by Porter's rules for English (M. F. Porter, "An
algorithm for suffix stripping", 1980); those of other alphabets count by their first letters, which
comes close in any language with endings. Scripts that put no spaces between words are cut into
signs and pairs of signs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import snowballstemmer

FIRST_LETTERS = 6
"""How much of a word counts where there are no rules for its endings."""
_STEMS_REMEMBERED = 100_000
_COMMON_WORDS = """
    a an and are as at be been but by can could did do does for from had has have he her here
    him his how i if in into is it its just me my no not of on or our out over she so some than
    that the their them then there they this through to too under up us was we were what when
    where which while who why will with would you your
"""
COMMON = frozenset(_COMMON_WORDS.split())
"""Words that tell no text from another."""

_POSSESSIVE = re.compile(r"['\u2019]s\b")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)


def words(text: str) -> list[str]:
    """Return the words of *text* in order, in small letters and without accents or possessives."""
    folded = _POSSESSIVE.sub(" ", text.casefold())
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return list(_runs(unicodedata.normalize("NFKC", folded)))


def terms(text: str) -> list[str]:
    """Return the terms of every word of *text*, in order."""
    return [term for word in words(text) for term in _terms_of(word)]


def telling_terms(text: str) -> list[str]:
    """Return the terms of *text* but for those of common words, unless nothing else is left."""
    found = words(text)
    telling = [word for word in found if word not in COMMON] or found
    return [term for word in telling for term in _terms_of(word)]


def sort_of_ending(prefix: str) -> str:
    """Return the term that words beginning with *prefix* may have, as far as it goes."""
    return prefix[:FIRST_LETTERS]


@lru_cache(_STEMS_REMEMBERED)
def _terms_of(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (_stemmer().stemWord(word),)
    if _UNSPACED.search(word):
        pairs = tuple(first + second for first, second in pairwise(word))
        return (*word, *pairs)
    plain = _plain(word)
    return (_stemmer().stemWord(plain) if plain.isascii() else plain[:FIRST_LETTERS],)


@cache
def _stemmer() -> Any:  # noqa: ANN401  # the library declares no types
    return snowballstemmer.stemmer("porter")


def _runs(text: str) -> Iterator[str]:
    """Yield what belongs together: letters, digits and the marks on them."""
    run = ""
    for character in text:
        if unicodedata.category(character)[0] in "LNM":
            run += character
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _plain(word: str) -> str:
    """Return *word* without the accents that Latin letters carry."""
    decomposed = unicodedata.normalize("NFKD", word)
    plain = "".join(one for one in decomposed if not unicodedata.combining(one))
    return plain if plain.isascii() else word
