"""Knowing the built-in narrator's turns of phrase again: they tell, but nothing happens in them."""

import re
from collections.abc import Iterable, Mapping

from loredesk.domain.diff import pieces
from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.prose import SPEECH

_FAMILIES = (
    phrases.ARRIVALS,
    phrases.TURNS,
    phrases.NEWCOMERS,
    phrases.REMEMBERED,
    phrases.INTRODUCED,
    phrases.HOOKS,
    phrases.HOURS,
    phrases.HONESTY,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself|the traveller)\b", re.IGNORECASE)
_TELLING = 12
"""How many letters of its own a sentence must have to be known again."""
_SLOT = re.compile(r"\{\w+\}")


def is_stock(line: str) -> bool:
    """Return whether *line* is one of the narrator's phrases, whatever stands in its slots."""
    return any(form.fullmatch(line.strip()) for form in _FORMS)


def is_to_you(line: str) -> bool:
    """Return whether a narrator speaks to or of the author in *line*, outside of what is quoted."""
    return _YOU.search(SPEECH.sub("", line)) is not None


def _flat(family: object) -> Iterable[str]:
    if isinstance(family, str):
        yield family
    elif isinstance(family, Mapping):
        for part in family.values():
            yield from _flat(part)
    elif isinstance(family, Iterable):
        for part in family:
            yield from _flat(part)


def _form(phrase: str) -> re.Pattern[str]:
    fixed = map(re.escape, _SLOT.split(phrase))
    return re.compile(".+".join(fixed), re.DOTALL)


def _forms(phrase: str) -> Iterable[re.Pattern[str]]:
    """Yield how *phrase* reads as a whole, and each of its sentences when it is read alone."""
    yield _form(phrase)
    for piece in pieces(phrase):
        if piece.strip() not in {"", phrase} and len(_SLOT.sub("", piece)) > _TELLING:
            yield _form(piece.strip())


_FORMS = tuple(form for family in _FAMILIES for phrase in _flat(family) for form in _forms(phrase))
