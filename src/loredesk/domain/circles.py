"""Who belongs to whom: what a faction knows, those know who belong to it.

Only what clearly says so counts: a relation that is not understood joins nobody to anything.
"""

import re
from collections.abc import Iterable, Mapping

from loredesk.domain.ids import LoreId
from loredesk.domain.lore import Link

_BELONGS = re.compile(
    "belongs? to|chairs|commands|enrolled in|fights for|heads|joined|leads|lives in|member|rules|runs"
    "|serves(?: in)?|spies for|sworn to|works (?:for|in)"
    "|(?:agent|captain|chief|commander|elder|follower|founder|guard|head|heir|leader|lieutenant|master"
    "|member|mistress|officer|one|part|priest|priestess|ruler|servant|soldier|spy) (?:of|for|in)"
)
_HOLDS = re.compile(
    "(?:chaired|commanded|founded|headed|joined|led|ruled|run|served) by|counts|includes"
)
_FILLING = re.compile(r"^(?:(?:is|are|am|a|an|the|now|also|still)\s+)+")
_SPACES = re.compile(r"[\s_-]+")


def circle_of(link: Link) -> tuple[LoreId, LoreId] | None:
    """Return who belongs to whom by *link*, or None where it says nothing of that."""
    said = _FILLING.sub("", _SPACES.sub(" ", link.relation.casefold()).strip(" .:"))
    if _BELONGS.fullmatch(said):
        return link.from_id, link.to_id
    return (link.to_id, link.from_id) if _HOLDS.fullmatch(said) else None


def joined_to(one: LoreId, belongs: Mapping[LoreId, Iterable[LoreId]]) -> frozenset[LoreId]:
    """Return *one*, all it belongs to, and all those belong to."""
    found = {one}
    open_ones = [one]
    while open_ones:
        for further in belongs.get(open_ones.pop(), ()):
            if further not in found:
                found.add(further)
                open_ones.append(further)
    return frozenset(found)
