"""Word search where words have no spaces between them: the text itself is looked through."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.words import WordHit
from loredesk.storage.schema.index import documents

SCORE = 5.0
"""What finding a term is worth beside the scores of the full text."""


def find_literally(
    connection: Connection,
    terms: Sequence[str],
    *,
    world_id: WorldId,
    session_id: SessionId | None,
    limit: int,
) -> list[WordHit]:
    """Return the entries a session sees whose text holds any of *terms* as it stands."""
    if not terms:
        return []
    query = (
        select(documents.c.entry_id, func.max(documents.c.revision).label("revision"))
        .where(
            documents.c.world_id == world_id,
            _in_sight(session_id),
            or_(*(documents.c.text.contains(term, autoescape=True) for term in terms)),
        )
        .group_by(documents.c.entry_id)
        .order_by(documents.c.entry_id)
        .limit(limit)
    )
    return [
        WordHit(entry_id=LoreId(row.entry_id), revision=row.revision, score=SCORE)
        for row in connection.execute(query)
    ]


def _in_sight(session_id: SessionId | None) -> ColumnElement[bool]:
    canon = documents.c.session_id.is_(None)
    if session_id is None:
        return canon
    own = documents.alias()
    told_anew = select(own.c.id).where(
        own.c.session_id == session_id, own.c.entry_id == documents.c.entry_id
    )
    return or_(documents.c.session_id == session_id, and_(canon, ~told_anew.exists()))


def together(found: Sequence[WordHit], more: Sequence[WordHit], limit: int) -> list[WordHit]:
    """Return the best of both, each entry once."""
    best: dict[LoreId, WordHit] = {}
    for hit in (*found, *more):
        known = best.get(hit.entry_id)
        if known is None or known.score < hit.score:
            best[hit.entry_id] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.entry_id))[:limit]
