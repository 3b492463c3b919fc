"""Checking that what a model quotes is really there."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_LOOKALIKES = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
    }
)
_INSIDE_A_WORD = (r"(?<![^\W_])", r"(?![^\W_])")
"""No letter or digit may come before the first word of a quote, nor after its last."""
EDGES = " \t\n\"'.,;:!?-*_"


def find_quote(quote: str, text: str) -> bool:
    """Return whether *quote* stands in *text*.

    Case, spacing, kinds of quotation marks and dashes, and punctuation at the edges of the quote
    do not count; every word in between does, and whole. A quote without a word is never found.
    """
    wanted = plain(quote).strip(EDGES)
    if not any(character.isalnum() for character in wanted):
        return False
    start = _INSIDE_A_WORD[0] if wanted[0].isalnum() else ""
    end = _INSIDE_A_WORD[1] if wanted[-1].isalnum() else ""
    return re.search(start + re.escape(wanted) + end, plain(text)) is not None


def plain(text: str) -> str:
    """Return *text* as quotes are compared: case, spacing and kinds of marks do not count."""
    straight = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return _SPACES.sub(" ", straight).casefold()
