"""Reading what stands around a proposal: the note as it is now, names, and categories."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.listings import LoreFilter
from loredesk.domain.lore import CATEGORIES
from loredesk.domain.notes import SessionNote
from loredesk.domain.proposals import Proposal, ProposalState
from loredesk.ui.review.needs import Library

_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What has to be read to show a proposal whole."""

    standing: SessionNote | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    categories: tuple[str, ...] = CATEGORIES


def has_more(proposal: Proposal) -> bool:
    """Return whether there is something to read around *proposal*."""
    return proposal.entity is not None or proposal.state is ProposalState.CONFLICT


async def around(library: Library, world_id: WorldId | None, proposal: Proposal) -> Around:
    """Return what stands around *proposal*: the note it conflicts with, or a newcomer's world."""
    session_id, entity = proposal.session_id, proposal.entity
    if entity is not None and world_id is not None:
        names = await titles_of(library, world_id, session_id, entity.connections)
        facets = await library.facets(world_id, session_id)
        return Around(names=names, categories=facets.known_categories)
    if entity is None:
        view = await library.entry(proposal.entry_id, session_id)
        return Around(standing=view.note)
    return Around()


async def titles_of(
    library: Library,
    world_id: WorldId,
    session_id: SessionId,
    connections: Iterable[tuple[str, str]],
) -> dict[str, str]:
    """Return the titles of the entries *connections* lead to, by handle.

    A handle nobody has is left out.
    """
    wanted = {handle for handle, _ in connections}
    titles: dict[str, str] = {}
    offset = 0
    while wanted - titles.keys():
        rows = await library.entries(world_id, session_id, LoreFilter(), offset=offset, limit=_PAGE)
        titles |= {row.handle: row.title for row in rows if row.handle in wanted}
        if len(rows) < _PAGE:
            break
        offset += len(rows)
    return titles
