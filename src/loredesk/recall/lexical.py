"""Which of an author's words are looked for."""

import re
import unicodedata

from loredesk.recall.terms import COMMON

_TOKEN = re.compile(r"\w+", re.UNICODE)
MOST_TOKENS = 64


def telling_words(text: str, scene: str = "") -> tuple[str, ...]:
    """Return the words of *text* and *scene* to look for, at most so many as a search takes.

    The words of *text* have first claim, then the latest of *scene*. Very common words are
    dropped unless nothing else is left.
    """
    tokens = dict.fromkeys((*_latest_first(text), *_latest_first(scene)))
    telling = [token for token in tokens if token not in COMMON] or list(tokens)
    return tuple(telling[:MOST_TOKENS])


def _latest_first(text: str) -> list[str]:
    # Not casefolded: the index does not read "strasse" where "Straße" is written.
    composed = unicodedata.normalize("NFC", text)
    return [token.lower() for token in reversed(_TOKEN.findall(composed))]
