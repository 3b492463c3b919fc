"""Knowing the built-in narrator's turns of phrase again: they tell, but nothing happens in them."""

import re
from collections.abc import Iterable, Mapping

from loredesk.gateway.builtin import phrases

_FAMILIES = (
    phrases.ARRIVALS,
    phrases.TURNS,
    phrases.NEWCOMERS,
    phrases.REMEMBERED,
    phrases.INTRODUCED,
    phrases.HOOKS,
    phrases.HOURS,
)
_SLOT = re.compile(r"\{\w+\}")


def is_stock(line: str) -> bool:
    """Return whether *line* is one of the narrator's phrases, whatever stands in its slots."""
    return any(form.fullmatch(line.strip()) for form in _FORMS)


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


_FORMS = tuple(_form(phrase) for family in _FAMILIES for phrase in _flat(family))
