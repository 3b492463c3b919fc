"""The terms of a text: what is compared when texts are searched by their words.

Words in Latin letters are brought to their stems by Porter's rules for English (M. F. Porter, "An
algorithm for suffix stripping", 1980); those of other alphabets count by their first letters, which
comes close in any language with endings. Scripts that put no spaces between words, and Korean, which
writes particles onto them, are cut into signs and pairs of signs.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from threading import Lock
from typing import Any

from loredesk.domain.scripts import UNSPACED, is_unspaced

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
_PUNCTUATION = re.compile("[\u2010-\u2027\u2030-\u205e]+")
_UNSEEN = re.compile("[\u00ad\u200c\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
"""Hints to the typesetter: where to break a word, how to join or to draw its letters."""
_BORDER = re.compile(f"(?<=[{UNSPACED}])(?=[^{UNSPACED}])|(?<=[^{UNSPACED}])(?=[{UNSPACED}])")
_POINTS = range(10, 36)
"""The places of marks, as Unicode counts them, that vowels have in Hebrew and Arabic."""
_ABOVE_OR_BELOW = 200
"""From here on, marks stand where accents stand."""
_one_at_a_time = Lock()


def words(text: str) -> list[str]:
    """Return the words of *text* in order, in small letters and without accents or possessives."""
    folded = _POSSESSIVE.sub(" ", _folded(text))
    if not folded.isascii():
        # Most texts are in ASCII but for their quotation marks and dashes.
        folded = _PUNCTUATION.sub(" ", folded)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return [_plain(run) for run in _runs(_BORDER.sub(" ", folded))]


def terms(text: str) -> list[str]:
    """Return the terms of every word of *text*, in order."""
    return terms_of(words(text))


def telling_terms(text: str) -> list[str]:
    """Return the terms of *text* but for those of common words, unless nothing else is left."""
    return terms_of(telling(words(text)))


def telling(found: list[str]) -> list[str]:
    """Return the words *found* but for common ones, unless nothing else is left."""
    return [word for word in found if word not in COMMON] or found


def terms_of(found: Iterable[str]) -> list[str]:
    """Return the terms of the words *found*, in order."""
    return [term for word in found for term in _terms_of(word)]


def sort_of_ending(prefix: str) -> str:
    """Return how the terms of words begin that begin with *prefix*."""
    return prefix[:FIRST_LETTERS]


def _terms_of(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (_stem(word),)
    if is_unspaced(word):
        return (*word, *(first + second for first, second in pairwise(word)))
    return (word[:FIRST_LETTERS],)


@lru_cache(_STEMS_REMEMBERED)
def _stem(word: str) -> str:
    with _one_at_a_time:
        return str(_stemmer().stemWord(word)) or word


@cache
def _stemmer() -> Any:  # noqa: ANN401  # the library declares no types
    from snowballstemmer.porter_stemmer import PorterStemmer  # noqa: PLC0415 - loaded when needed

    return PorterStemmer()


def _folded(text: str) -> str:
    """Return *text* in small letters, each letter and sign written in one way only."""
    if text.isascii():
        return text.lower()
    seen = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFKC", seen.casefold())


def _runs(text: str) -> Iterator[str]:
    """Yield what belongs together: letters and digits, and the marks on them."""
    run = ""
    for character in text:
        kind = unicodedata.category(character)[0]
        if kind in "LN" or (run and kind == "M"):
            run += character
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _plain(word: str) -> str:
    """Return *word* without the marks that may as well be left out: accents, points of vowels.

    Marks that make another sound, as those of Indian scripts or of kana do, are kept.
    """
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(one for one in apart if not _may_be_left_out(one)))


def _may_be_left_out(character: str) -> bool:
    place = unicodedata.combining(character)
    return place >= _ABOVE_OR_BELOW or place in _POINTS
