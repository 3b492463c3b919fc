"""What an index says, held against what is in force."""

from collections.abc import Mapping, Sequence

from loredesk.domain.ids import LoreId, SessionId
from loredesk.ports.store import Repos
from loredesk.ports.vectors import IndexedPassage, VectorHit, VectorIndex

ROUNDING = 1e-4
"""How much a similarity may be off because vectors are float32."""


def with_vectors(repos: Repos, model: str) -> Mapping[str, str]:
    """Return the text hash of every passage in force that has a vector of *model*."""
    return {one.key: one.text_hash for one in repos.documents.passages(model)}


def joined(
    repos: Repos, hits: Sequence[VectorHit], session_id: SessionId | None, limit: int
) -> dict[LoreId, float]:
    """Return the best similarity of every entry whose passage is still in force as it was found."""
    seen = repos.documents.seen([hit.key for hit in hits], session_id)
    best: dict[LoreId, float] = {}
    for hit in hits:
        if seen.get(hit.key) != hit.text_hash:
            continue
        best.setdefault(LoreId(hit.entry_id), hit.similarity)
        if len(best) == limit:
            break
    return best


async def unfindable(index: VectorIndex, passages: Sequence[IndexedPassage]) -> int:
    """Return how many of *passages* do not turn up by their own vector."""
    lost = 0
    for passage in passages:
        hits = await index.query(
            passage.vector, world_id=passage.world_id, session_id=passage.session_id, limit=1
        )
        # Another passage may say the very same; what counts is that nothing closer is missed.
        itself = float(passage.vector @ passage.vector)
        if not hits or hits[0].similarity < itself - ROUNDING:
            lost += 1
    return lost
