"""What an index says, held against what is in force."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence

from loredesk.domain.ids import LoreId, SessionId
from loredesk.ports.store import Repos, Store
from loredesk.ports.vectors import IndexedPassage, VectorHit, VectorIndex
from loredesk.services.index_kinds import Mirror

logger = logging.getLogger(__name__)


def with_vectors(repos: Repos, model: str, dimension: int) -> Mapping[str, str]:
    """Return the text hash of every passage in force with a vector of *model* of that length."""
    return {
        one.key: one.text_hash
        for one in repos.documents.passages(model)
        if len(one.vector) == dimension
    }


def of_one_dimension(
    passages: Sequence[IndexedPassage], dimension: int | None = None
) -> list[IndexedPassage]:
    """Return those of *passages* with vectors of *dimension*, or of the one most of them have.

    A server may begin to answer with another model under the same name: its vectors cannot be
    compared with the older ones.
    """
    if dimension is None and passages:
        dimension = Counter(len(one.vector) for one in passages).most_common(1)[0][0]
    fitting = [one for one in passages if len(one.vector) == dimension]
    if others := len(passages) - len(fitting):
        logger.warning("%d passages have no vector of dimension %s", others, dimension)
    return fitting


async def bring_mirror(store: Store, mirror: Mirror, model: str, keys: Sequence[str]) -> None:
    """Bring *keys* in the mirror to what is in force, also what has no vector yet."""

    def read(repos: Repos) -> tuple[list[IndexedPassage], frozenset[str]]:
        return list(repos.documents.passages(model, keys=keys)), repos.documents.in_force(keys)

    read_passages, in_force = await store.read(read)
    passages = await _put(mirror, read_passages, keys, mirror.dimension)
    mirror.expect(in_force - {one.key for one in passages})


async def bring(
    store: Store, index: VectorIndex, model: str, keys: Sequence[str], *, dimension: int | None
) -> Sequence[IndexedPassage]:
    """Bring *keys* in an index to what is in force; return what it holds of them."""
    read = await store.read(lambda repos: list(repos.documents.passages(model, keys=keys)))
    return await _put(index, read, keys, dimension)


async def _put(
    index: VectorIndex, read: Sequence[IndexedPassage], keys: Sequence[str], dimension: int | None
) -> Sequence[IndexedPassage]:
    passages = of_one_dimension(read, dimension)
    there = {one.key for one in passages}
    gone = [key for key in keys if key not in there]
    if gone:
        await index.delete(gone)
    if passages:
        await index.upsert(passages)
    return passages


def joined(
    repos: Repos, hits: Sequence[VectorHit], session_id: SessionId | None
) -> dict[LoreId, float]:
    """Return the best similarity of every entry whose passage is still in force as it was found.

    In the order of *hits*.
    """
    seen = repos.documents.seen([hit.key for hit in hits], session_id)
    best: dict[LoreId, float] = {}
    for hit in hits:
        if seen.get(hit.key) != hit.text_hash:
            continue
        best.setdefault(LoreId(hit.entry_id), hit.similarity)
    return best
