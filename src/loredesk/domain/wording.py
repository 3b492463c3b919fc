"""Sentences as what they say: the same one again, and the same thing in other words."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from loredesk.domain.documents import text_hash
from loredesk.domain.quotes import EDGES, plain

SHARED = 0.8
"""How much of the telling words of one sentence must stand in another that says the same."""
FEWEST = 2
"""A sentence with fewer telling words is compared letter by letter."""
NEARLY = 0.9
"""How alike two sentences are (Ratcliff/Obershelp, 0 to 1) that differ by hardly a word."""
WORDLESS = 0.75
"""The same for sentences without telling words."""
UNSPACED = 0.6
"""The same for scripts that leave no space between words, and say more with a letter."""

_TELLING = re.compile(r"[^\W\d_]{4,}", re.UNICODE)
_STEM = 4
"""So many letters of a word count: the rest is mostly how it is bent."""
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=8192)
def sentence_key(sentence: str) -> str:
    """Return the name of a sentence by what it says.

    Case, spacing, kinds of quotation marks and dashes, and punctuation at its edges do not count.
    """
    said = plain(sentence)
    return text_hash(said.strip(EDGES) or said.strip())


def says_the_same(one: str, other: str, *, about: Iterable[str] = ()) -> bool:
    """Return whether *other* may say what *one* says, or a part of it, in other words.

    Made to find too much rather than too little. That both name what they are *about* says nothing.
    """
    (one, words), (other, others) = _read(one), _read(other)
    if one == other:
        return True
    unspaced = _WITHOUT_SPACES.search(one) is not None
    if unspaced or min(len(words), len(others)) < FEWEST:
        return _alike(one, other, UNSPACED if unspaced else WORDLESS)
    shared = words & others
    names = frozenset[str]().union(*(_read(name)[1] for name in about))
    if len(shared) >= FEWEST and shared - names:
        for whole in (words, others - names):
            if len(shared & whole) >= SHARED * len(whole):
                return True
    return bool(shared) and _alike(one, other, NEARLY)


@lru_cache(maxsize=8192)
def _read(sentence: str) -> tuple[str, frozenset[str]]:
    """Return a sentence as it is compared, and its telling words."""
    said = plain(sentence).strip(EDGES)
    letters = unicodedata.normalize("NFKD", said)
    letters = "".join(one for one in letters if not unicodedata.combining(one))
    return said, frozenset(word[:_STEM] for word in _TELLING.findall(letters))


def _alike(one: str, other: str, wanted: float) -> bool:
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    if matcher.real_quick_ratio() < wanted or matcher.quick_ratio() < wanted:
        return False
    return matcher.ratio() >= wanted
