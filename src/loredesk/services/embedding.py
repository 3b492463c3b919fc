"""Giving texts in force their vectors, so that they are found by meaning."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from loredesk.domain.documents import embedded
from loredesk.domain.errors import TransientError
from loredesk.domain.events import DocumentsChanged, StoryEmbedded
from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.tasks import Task
from loredesk.ports.models import Embedder, Vectors
from loredesk.ports.store import Repos, Store
from loredesk.services.documents import embedding_task, story_task
from loredesk.tasks.attempt import Effect
from loredesk.tasks.journal import Journal
from loredesk.tasks.queueing import queue_task

T = TypeVar("T")

TEXTS_PER_CALL = 256
OWNERS_PER_TRANSACTION = 50
"""Few enough for a turn that is written meanwhile to slip between."""


class Stories(Protocol):
    """Knows what was said in sessions."""

    async def without_vector(
        self, session_id: SessionId, head: MessageId | None, *, most: int
    ) -> Mapping[str, str]:
        """Return at most *most* texts of the line, by hash, that have no vector yet."""
        ...


class EmbeddingService:
    """Handles EMBED_DOCUMENT: documents of entries, and what was said in a session."""

    def __init__(
        self,
        *,
        store: Store,
        embedder: Embedder,
        stories: Stories,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._stories = stories
        self._new_id = new_id

    async def run(self, tasks: Sequence[Task], _journal: Journal) -> Effect:
        """Embed what a task names; return the keeping of the vectors.

        Raises TransientError where the model is another one by then.
        """
        data = tasks[0].task_data
        if data.get("story"):
            return await self._embed_story(SessionId(data["session_id"]))
        session_id, entry_id = data["session_id"], LoreId(data["entry_id"])
        model = self._embedder.info.model
        keys, texts = await self._store.read(
            lambda repos: _missing(repos, model, session_id, entry_id)
        )
        said = {name: embedded(text) for name, text in texts.items()}
        vectors = await self._vectors(model, said)

        def effect(repos: Repos) -> Mapping[str, Any]:
            repos.documents.put_vectors(model, vectors)
            repos.announce(DocumentsChanged(keys=keys))
            return {"embedded": len(vectors)}

        return effect

    async def queue_story(self, session_id: SessionId) -> None:
        """Queue the embedding of what was said in a session and has no vector yet."""
        await self._store.write(
            lambda repos: queue_task(repos, self._new_id, story_task(session_id))
        )

    async def _embed_story(self, session_id: SessionId) -> Effect:
        """Embed what was said on the line a session shows; what is too much for once comes next."""
        model = self._embedder.info.model
        head = await self._store.read(lambda repos: repos.sessions.get(session_id).head)
        texts = await self._stories.without_vector(session_id, head, most=TEXTS_PER_CALL)
        vectors = await self._vectors(model, texts)

        def effect(repos: Repos) -> Mapping[str, Any]:
            repos.documents.put_vectors(model, vectors)
            if vectors:
                repos.announce(StoryEmbedded(session_id=session_id))
            if len(texts) == TEXTS_PER_CALL:
                queue_task(repos, self._new_id, story_task(session_id))
            return {"embedded": len(vectors)}

        return effect

    async def _vectors(self, model: str, texts: Mapping[str, str]) -> Mapping[str, Vectors]:
        vectors: dict[str, Vectors] = {}
        for names in _slices(list(texts), TEXTS_PER_CALL):
            asked = [texts[name] for name in names]
            rows = await self._embedder.embed(asked, purpose="document")
            vectors.update(zip(names, rows, strict=True))
        if self._embedder.info.model != model:
            message = "The embedding model was changed while a text was embedded."
            raise TransientError(message)
        return vectors

    async def queue_missing(self) -> int:
        """Queue the embedding of everything that has no vector of the current model yet."""
        model = self._embedder.info.model
        owners = await self._store.read(lambda repos: repos.documents.owners_without_vector(model))
        for some in _slices(owners, OWNERS_PER_TRANSACTION):
            await self._store.write(partial(self._queue, owners=some))
        return len(owners)

    def _queue(self, repos: Repos, *, owners: Sequence[tuple[SessionId | None, LoreId]]) -> None:
        for session_id, entry_id in owners:
            queue_task(repos, self._new_id, embedding_task(session_id, entry_id))


def _missing(
    repos: Repos, model: str, session_id: SessionId | None, entry_id: LoreId
) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return the keys of a document, and its texts without a vector of *model*, by hash."""
    keys = tuple(document.key for document in repos.documents.of_entry(session_id, entry_id))
    texts: dict[str, str] = {}
    for some in _slices(keys, TEXTS_PER_CALL):
        texts |= repos.documents.without_vector(model, keys=some, limit=len(some))
    return keys, texts


def _slices(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
