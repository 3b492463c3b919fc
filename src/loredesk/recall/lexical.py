"""Which of an author's words are looked for."""

import re
import unicodedata

_TOKEN = re.compile(r"\w+", re.UNICODE)
MOST_TOKENS = 64

_COMMON_WORDS = """
    a an and are as at be been but by can could did do does for from had has have he her here
    him his how i if in into is it its just me my no not of on or our out over she so some than
    that the their them then there they this through to too under up us was we were what when
    where which while who why will with would you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def telling_words(text: str, scene: str = "") -> tuple[str, ...]:
    """Return the words of *text* and *scene* to look for, at most so many as a search takes.

    The words of *text* have first claim, then the latest of *scene*. Very common words are
    dropped unless nothing else is left.
    """
    tokens = dict.fromkeys((*_latest_first(text), *_latest_first(scene)))
    telling = [token for token in tokens if token not in _COMMON] or list(tokens)
    return tuple(telling[:MOST_TOKENS])


def _latest_first(text: str) -> list[str]:
    # Not casefolded: the index does not read "strasse" where "Straße" is written.
    composed = unicodedata.normalize("NFC", text)
    return [token.lower() for token in reversed(_TOKEN.findall(composed))]
