"""Chroma behind the port of the vector index: one thread of its own, small batches."""

import asyncio
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.errors import TransientError
from loredesk.domain.ids import SessionId, WorldId
from loredesk.ports.vectors import IndexedPassage, VectorHit
from loredesk.storage.vectors.space import VectorSpace

T = TypeVar("T")

_UPSERT_BATCH = 32
_DELETE_BATCH = 256
_PAGE = 1000
_ASK_BATCH = 32
_ASK_WITHIN = 100
_SAME = 1e-5
"""Two documents nearer than this have the same vector; either may answer for the other."""


class ChromaIndex:
    """A `VectorIndex` on a Chroma server, our own child's or a remote one.

    No documents are stored there, only vectors and what a filter needs. Every failure of the
    server is a TransientError; a vector of the wrong length is a ValueError.
    """

    def __init__(self, host: str, port: int, *, space: VectorSpace, seconds: float = 30.0) -> None:
        self._address = (host, port)
        self._space = space
        self._seconds = seconds
        self._client: Any = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chroma-client")
        self._closed = False

    @property
    def space(self) -> VectorSpace:
        """The space its vectors belong to."""
        return self._space

    async def connect(self) -> int:
        """Open the collection, making it if need be; return how many passages it holds."""
        count: int = await self._call(lambda client: client.count())
        return count

    async def upsert(self, passages: Sequence[IndexedPassage]) -> None:
        """Add *passages*, replacing those with the same keys, in batches others may slip between.

        After an error some batches may stand; adding all again is harmless.
        """
        newest = {passage.key: passage for passage in passages}
        for batch in _batches(newest.values(), _UPSERT_BATCH):
            keys = [passage.key for passage in batch]
            vectors = self._matrix(passage.vector for passage in batch)
            notes = [_metadata(passage) for passage in batch]
            await self._call(_bound("upsert", keys, vectors, notes))

    async def delete(self, keys: Iterable[str]) -> None:
        """Forget the passages of *keys*; unknown keys are passed over."""
        for batch in _batches(dict.fromkeys(keys), _DELETE_BATCH):
            await self._call(_bound("delete", batch))

    async def query(
        self,
        vector: NDArray[np.float32],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> list[VectorHit]:
        """Return the *limit* closest passages, the closest first; equals are sorted by key."""
        if limit <= 0:
            return []
        asked = self._matrix([vector])
        where = _filter(world_id, session_id)
        found: list[list[tuple[str, float, dict[str, str]]]] = await self._call(
            lambda client: client.nearest(asked, limit=limit, where=where)
        )
        hits = [_hit(key, distance, metadata) for key, distance, metadata in found[0]]
        return sorted(hits, key=lambda hit: (-hit.similarity, hit.key))

    async def contents(self) -> Mapping[str, str]:
        """Return the text hash of every key in the index, read page by page."""
        everything: dict[str, str] = {}
        offset = 0
        while page := await self._call(_bound("page", offset, _PAGE)):
            everything.update((key, metadata["text_hash"]) for key, metadata in page)
            offset += len(page)
        return everything

    async def clear(self) -> None:
        """Forget everything of this space; the graph is built anew."""
        await self._call(lambda client: client.clear())

    async def drop_other_spaces(self) -> int:
        """Forget what other embedding models left behind; return how many collections went."""
        count: int = await self._call(lambda client: client.drop_other_spaces())
        return count

    async def unfindable(self, vectors: Mapping[str, NDArray[np.float32]]) -> list[str]:
        """Ask each document for itself; return the keys that do not turn up by their own vector.

        Chroma's graph loses live records after enough rewriting; `clear` and a new fill mend it.
        """
        lost: list[str] = []
        for keys in _batches(vectors, _ASK_BATCH):
            asked = self._matrix(vectors[key] for key in keys)
            found = await self._call(_nearest(asked))
            lost += [key for key, hits in zip(keys, found, strict=True) if not _turns_up(key, hits)]
        return lost

    def retire(self) -> None:
        """Refuse further calls and let the connection go once the last one has ended."""
        if not self._closed:
            self._closed = True
            self._thread.submit(self._disconnect)
            self._thread.shutdown(wait=False)

    async def aclose(self) -> None:
        """Refuse further calls and wait until the connection is gone."""
        if not self._closed:
            self._closed = True
            gone = asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
            self._thread.shutdown(wait=False)
            await gone

    async def _call(self, work: Callable[[Any], T]) -> T:
        if self._closed:
            message = "The Chroma index is closed"
            raise TransientError(message)
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    def _run(self, work: Callable[[Any], T]) -> T:
        if self._client is None:
            # Here and not above: the import takes a second, and the window must not wait for it.
            module = importlib.import_module("loredesk.storage.vectors.chroma_client")
            self._client = module.ChromaClient(
                *self._address, space=self._space, seconds=self._seconds
            )
        return work(self._client)

    def _disconnect(self) -> None:
        if self._client is not None:
            self._client.close()

    def _matrix(self, vectors: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
        rows = [np.asarray(vector, dtype=np.float32).reshape(-1) for vector in vectors]
        for row in rows:
            if row.shape[0] != self._space.dimension:
                message = (
                    f"The index holds vectors of dimension {self._space.dimension}, "
                    f"but one of dimension {row.shape[0]} came"
                )
                raise ValueError(message)
            if not np.isfinite(row).all():
                message = "A vector holds a value that is no finite number"
                raise ValueError(message)
        return np.stack(rows)


def _bound(name: str, *arguments: object) -> Callable[[Any], Any]:
    """Return the call of the client's method *name* with these arguments, for the other thread."""
    return lambda client: getattr(client, name)(*arguments)


def _nearest(asked: NDArray[np.float32]) -> Callable[[Any], Any]:
    return lambda client: client.nearest(asked, limit=_ASK_WITHIN)


def _turns_up(key: str, hits: Sequence[tuple[str, float, Mapping[str, str]]]) -> bool:
    """Tell whether *key* is among *hits*, or crowded out by documents with its very vector."""
    crowded = len(hits) == _ASK_WITHIN and hits[-1][1] < _SAME
    return crowded or any(found == key for found, _, _ in hits)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def _metadata(passage: IndexedPassage) -> dict[str, str]:
    return {
        "world": passage.world_id,
        "session": passage.session_id or "",
        "entry": passage.entry_id,
        "text_hash": passage.text_hash,
    }


def _filter(world_id: WorldId, session_id: SessionId | None) -> dict[str, Any]:
    base = {"$and": [{"world": world_id}, {"session": ""}]}
    return base if session_id is None else {"$or": [base, {"session": session_id}]}


def _hit(key: str, distance: float, metadata: Mapping[str, str]) -> VectorHit:
    session = metadata["session"]
    return VectorHit(
        key=key,
        entry_id=metadata["entry"],
        session_id=SessionId(session) if session else None,
        text_hash=metadata["text_hash"],
        similarity=min(1.0, max(-1.0, 1.0 - distance)),
    )
