"""The only module that knows chromadb: plain blocking calls, errors in our words.

Importing it takes about a second; `ChromaIndex` does so on its own thread, at the first call.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.request import getproxies, proxy_bypass

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError, InternalError, NotFoundError
from numpy.typing import NDArray

from loredesk.domain.errors import TransientError
from loredesk.storage.vectors.faults import BrokenIndexError, HungIndexError
from loredesk.storage.vectors.heartbeat import answers
from loredesk.storage.vectors.space import COLLECTION_PREFIX, VectorSpace

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_CONFIGURATION: Any = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
}

Metadata = dict[str, str]


class ChromaClient:
    """The collection of one space on one server."""

    def __init__(self, host: str, port: int, *, space: VectorSpace, seconds: float) -> None:
        self._host = host
        self._port = port
        self._space = space
        self._seconds = seconds
        self._api: ClientAPI | None = None
        self._open: Collection | None = None

    def upsert(
        self, keys: Sequence[str], vectors: NDArray[np.float32], notes: Sequence[Metadata]
    ) -> None:
        """Add or replace one batch."""
        with self._in_our_words() as collection:
            collection.upsert(ids=list(keys), embeddings=vectors, metadatas=[*notes])

    def delete(self, keys: Sequence[str]) -> None:
        """Forget one batch; unknown keys are passed over."""
        with self._in_our_words() as collection:
            collection.delete(ids=list(keys))

    def nearest(
        self, vectors: NDArray[np.float32], *, limit: int, where: dict[str, Any] | None = None
    ) -> list[list[tuple[str, float, Metadata]]]:
        """Return key, cosine distance and metadata of the closest, for every vector."""
        with self._in_our_words() as collection:
            found: Any = collection.query(
                query_embeddings=vectors,
                n_results=limit,
                where=where,
                include=["metadatas", "distances"],
            )
            columns = zip(found["ids"], found["distances"], found["metadatas"], strict=True)
            return [list(zip(*column, strict=True)) for column in columns]

    def page(self, offset: int, limit: int) -> list[tuple[str, Metadata]]:
        """Return *limit* keys with their metadata, from *offset* on."""
        with self._in_our_words() as collection:
            found: Any = collection.get(limit=limit, offset=offset, include=["metadatas"])
            return list(zip(found["ids"], found["metadatas"], strict=True))

    def count(self) -> int:
        """Return how many passages the collection holds."""
        with self._in_our_words() as collection:
            return collection.count()

    def clear(self) -> None:
        """Drop the collection and make it anew."""
        with self._in_our_words():
            self._client().delete_collection(self._space.collection)
            self._open = None
            self._collection()

    def drop_other_spaces(self) -> int:
        """Drop what other embedding models left behind; return how many collections."""
        with self._in_our_words():
            names = [found.name for found in self._client().list_collections()]
            others = [
                name
                for name in names
                if name.startswith(COLLECTION_PREFIX) and name != self._space.collection
            ]
            for name in others:
                self._client().delete_collection(name)
            return len(others)

    def close(self) -> None:
        """Let the connection go."""
        api, self._api, self._open = self._api, None, None
        if api is not None:
            for session in _sessions(api):
                session.close()  # its own `close` leaves the sockets open
            api.close()  # type: ignore[attr-defined] # every client it hands out has it

    def _client(self) -> ClientAPI:
        if self._api is None:
            # Asked first, because while being made the client waits without end.
            if not answers(self._host, self._port, seconds=self._seconds):
                message = "no answer"
                raise ConnectionError(message)
            self._api = _connect(self._host, self._port, self._seconds)
        return self._api

    def _collection(self) -> Collection:
        if self._open is None:
            self._open = self._client().get_or_create_collection(
                self._space.collection, configuration=_CONFIGURATION, embedding_function=None
            )
        return self._open

    @contextmanager
    def _in_our_words(self) -> Iterator[Collection]:
        """Hand out the collection; whatever goes wrong with it is transient: SQLite has it all."""
        try:
            yield self._collection()
        except InternalError as error:
            message = f"Chroma could not read its own files: {error}"
            raise BrokenIndexError(message) from error
        except NotFoundError as error:
            self._open = None
            message = "The Chroma collection was removed by someone else"
            raise TransientError(message) from error
        except ChromaError as error:
            message = f"Chroma refused the call: {error}"
            raise TransientError(message) from error
        except Exception as error:
            self._open = None
            address = f"{self._host}:{self._port}"
            if "Timeout" in type(error).__name__:  # httpx is not for this room to import
                message = f"Chroma at {address} did not answer within {self._seconds:g} seconds"
                raise HungIndexError(message) from error
            message = f"Chroma at {address} could not be reached"
            raise TransientError(message) from error


def _connect(host: str, port: int, seconds: float) -> ClientAPI:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic's own: no stray .env is read
        anonymized_telemetry=False,
        chroma_server_host=host,
        chroma_server_http_port=port,
    )
    with _no_proxy_for(host):
        client = chromadb.HttpClient(host=host, port=port, settings=settings)
    for session in _sessions(client):
        session.timeout = seconds  # it would wait without end, and has no setting for it
    return client


def _sessions(client: ClientAPI) -> list[Any]:
    """Return the HTTP sessions of *client*; none where a newer Chroma keeps them elsewhere."""
    owners = (client, getattr(client, "_admin_client", None))
    sessions = (getattr(getattr(owner, "_server", None), "_session", None) for owner in owners)
    return [session for session in sessions if session is not None]


@contextmanager
def _no_proxy_for(host: str) -> Iterator[None]:
    """Keep a proxy of the environment out of the way to our own machine.

    The client reads the environment once, when it is made, and has no setting for it.
    """
    if host not in _LOOPBACK or not getproxies() or proxy_bypass(host):
        yield
        return
    before = os.environ.get("no_proxy", os.environ.get("NO_PROXY", ""))
    had = "no_proxy" in os.environ
    os.environ["no_proxy"] = f"{before},{host}" if before else host
    try:
        yield
    finally:
        if had:
            os.environ["no_proxy"] = before
        else:
            del os.environ["no_proxy"]
