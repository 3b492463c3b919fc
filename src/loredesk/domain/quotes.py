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
_EDGES = " \t\n\"'.,;:!?-*_"


def find_quote(quote: str, text: str) -> bool:
    """Return whether *quote* stands in *text*.

    Case, spacing, kinds of quotation marks and dashes, and punctuation at the edges of the quote
    do not count; every word in between does. A quote without a word is never found.
    """
    wanted = _plain(quote).strip(_EDGES)
    return any(character.isalnum() for character in wanted) and wanted in _plain(text)


def _plain(text: str) -> str:
    straight = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return _SPACES.sub(" ", straight).casefold()
