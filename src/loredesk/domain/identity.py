"""Deciding whether a name a model uses belongs to an entry that is known already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType

from loredesk.domain.ids import LoreId
from loredesk.domain.lore import LoreEntry, name_key

SIMILAR = 0.84
"""How alike two names must be (Ratcliff/Obershelp, 0 to 1) to ask the author whether they are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a name may be."""

    same: LoreEntry | None = None
    """The entry it certainly is."""
    similar: tuple[LoreEntry, ...] = ()
    """Entries it may be; the author decides."""


def identify(
    name: str,
    entries: Iterable[LoreEntry],
    *,
    also: Mapping[LoreId, Iterable[str]] = MappingProxyType({}),
) -> Identity:
    """Return which of *entries* *name* is, by title and aliases, or which it resembles.

    *also* holds further names of an entry: those of what was merged into it.
    """
    wanted = name_key(name)
    similar: list[LoreEntry] = []
    for entry in entries:
        keys = [name_key(one) for one in (*entry.names, *also.get(entry.id, ()))]
        if wanted in keys:
            return Identity(same=entry)
        if any(_alike(wanted, key) for key in keys):
            similar.append(entry)
    return Identity(similar=tuple(similar))


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    shorter, longer = sorted((one.split(), other.split()), key=len)
    if len(longer) > len(shorter) and set(shorter) <= set(longer) and len(shorter[0]) > 3:  # noqa: PLR2004
        return True
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    return matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR
