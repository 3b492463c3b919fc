"""Finding who and what a turn introduces: names nobody has written down yet."""

import re
from collections.abc import Iterable, Iterator

from loredesk.gateway.builtin.introducing import (
    Newcomer,
    acting,
    apposed,
    called,
    kind_named,
    met,
    titled,
    visited,
)
from loredesk.gateway.builtin.lexicon import HONORIFICS, NOT_NAMES
from loredesk.gateway.builtin.prose import WORD, Names
from loredesk.gateway.builtin.renaming import renamings
from loredesk.ports.task_inputs import KnownEntry

_MAX_PER_TURN = 6
_CHARACTER = "character"


def find_newcomers(
    lines: Iterable[str], names: Names, here: KnownEntry | None = None
) -> list[Newcomer]:
    """Return what the sentences *lines* introduce beyond *names*, each once, a handful at most.

    What a known entry is called from now on is no newcomer; *here* is the place of the scene.
    """
    lines = tuple(lines)
    new_names = {_bare(one.name) for one in renamings(lines, names, here)}
    found: dict[str, Newcomer] = {}
    for line in lines:
        for newcomer in _introduced(line, names, found):
            key = newcomer.name.casefold()
            known = set(re.findall(r"\w+", " ".join(found)))
            if key in found or _bare(newcomer.name) in new_names:
                continue
            if _is_new(newcomer.name, names, known):
                found[key] = newcomer
    return list(found.values())[:_MAX_PER_TURN]


def with_article(newcomer: Newcomer) -> str:
    """Return the name as it stands inside a sentence, with the article the turn gives it."""
    return spoken_name(newcomer.name, newcomer.category, newcomer.quote)


def spoken_name(name: str, category: str, told: str) -> str:
    """Return *name* with `the` where it is no person's and *told* puts it so, or says nothing."""
    if category == _CHARACTER or name.casefold().startswith("the "):
        return name
    has_article = re.search(rf"\bthe\s+{re.escape(name)}(?!\w)", told, re.IGNORECASE)
    return f"the {name}" if has_article or name not in told else name


def _introduced(line: str, names: Names, found: dict[str, Newcomer]) -> Iterator[Newcomer]:
    people = list(titled(line))
    yield from called(line)
    yield from apposed(line)
    yield from people
    yield from met(line)
    yield from acting(line)
    yield from kind_named(line)
    has_person = any(one.entry.category == _CHARACTER for one in names.mentions(line)) or any(
        one.category == _CHARACTER and one.name in line for one in found.values()
    )
    yield from visited(line, has_person=has_person)


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _is_new(name: str, names: Names, found: set[str]) -> bool:
    """Return whether *name* is nobody's yet; a family name alone may be shared."""
    for mention in names.mentions(name):
        is_whole = mention.start == 0 and mention.end == len(name)
        if is_whole or (mention.start == 0 and mention.entry.category == _CHARACTER):
            return False
    parts = [part.casefold() for part in WORD.findall(name) if part.casefold() not in HONORIFICS]
    if all(part in NOT_NAMES for part in parts):
        return False
    return not all(part in names.words or part in found for part in parts)
