"""Giving texts in force their vectors, so that they are found by meaning."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from loredesk.domain.events import DocumentsChanged
from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.tasks import Task
from loredesk.ports.models import Embedder
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import embedding_task
from loredesk.tasks.attempt import Effect
from loredesk.tasks.journal import Journal
from loredesk.tasks.queueing import queue_task


class EmbeddingService:
    """Handles EMBED_DOCUMENT."""

    def __init__(self, *, store: Store, embedder: Embedder, new_id: Callable[[], str]) -> None:
        self._store = store
        self._embedder = embedder
        self._new_id = new_id

    async def run(self, tasks: Sequence[Task], _journal: Journal) -> Effect:
        """Embed the passages of one document; return the keeping of the vectors."""
        data = tasks[0].task_data
        session_id, entry_id = data["session_id"], LoreId(data["entry_id"])
        model = self._embedder.info.model
        keys, texts = await self._store.read(
            lambda repos: _missing(repos, model, session_id, entry_id)
        )
        names = list(texts)
        rows = (
            await self._embedder.embed([texts[name] for name in names], purpose="document")
            if names
            else ()
        )
        vectors = dict(zip(names, rows, strict=True))

        def effect(repos: Repos) -> Mapping[str, Any]:
            repos.documents.put_vectors(model, vectors)
            repos.announce(DocumentsChanged(keys=keys))
            return {"embedded": len(vectors)}

        return effect

    async def queue_missing(self) -> int:
        """Queue the embedding of everything that has no vector of the current model yet."""
        model = self._embedder.info.model

        def work(repos: Repos) -> int:
            owners = repos.documents.owners_without_vector(model)
            queued = [
                queue_task(repos, self._new_id, embedding_task(session_id, entry_id))
                for session_id, entry_id in owners
            ]
            return len(queued)

        return await self._store.write(work)


def _missing(
    repos: Repos, model: str, session_id: SessionId | None, entry_id: LoreId
) -> tuple[tuple[str, ...], Mapping[str, str]]:
    keys = tuple(document.key for document in repos.documents.of_entry(session_id, entry_id))
    return keys, repos.documents.without_vector(model, keys=keys)
