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
    documents = repos.documents.by_key([hit.key for hit in hits])
    own = repos.documents.own_documents(session_id) if session_id is not None else {}
    best: dict[LoreId, float] = {}
    for hit in hits:
        document = documents.get(hit.key)
        if document is None or document.text_hash != hit.text_hash:
            continue
        if document.session_id is None and document.entry_id in own:
            continue
        best.setdefault(document.entry_id, hit.similarity)
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
