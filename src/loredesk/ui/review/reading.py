"""Finding the titles behind the handles a model was given."""

from collections.abc import Iterable

from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.listings import LoreFilter
from loredesk.ui.review.needs import Library

_PAGE = 1000


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
