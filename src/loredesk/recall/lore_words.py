"""Search by words: every document in memory, followed from the store; until then, the full text."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from itertools import islice
from typing import TypeVar

from loredesk.domain.events import DocumentsChanged, SearchLoaded
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.ports.store import Store
from loredesk.recall.lexical import telling_words
from loredesk.recall.likeness import WordVectors
from loredesk.recall.lore.words import Judged, LoreWords
from loredesk.recall.terms import COMMON, telling_terms, words

T = TypeVar("T")

READ_AT_ONCE = 5_000
"""Up to so many documents are read into memory before the first search; more of them meanwhile."""
_BATCH = 500


class WordSearch:
    """Finds entries by words.

    Reading texts into memory runs on *thread*; so does every search in it, and the call of
    *likeness* for what knows how alike words are.
    """

    def __init__(
        self,
        *,
        store: Store,
        likeness: Callable[[], WordVectors | None],
        thread: Executor,
        hub: Hub,
    ) -> None:
        self._store = store
        self._likeness = likeness
        self._thread = thread
        self._hub = hub
        self._held: LoreWords | None = None
        self._filling: asyncio.Task[None] | None = None
        self._dirty: set[str] = set()
        self._lock = asyncio.Lock()
        hub.subscribe(DocumentsChanged, self._documents_changed)

    async def find(
        self,
        texts: Sequence[tuple[float, str]],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> Mapping[LoreId, float]:
        """Return the entries that hold words of *texts*, each of which counts as is said."""
        weighed = [(weight, telling_terms(text)) for weight, text in texts if text.strip()]
        if not any(terms for _, terms in weighed):
            return {}
        held = await self._settled()
        if held is None:
            return await self._by_full_text(texts, world_id, session_id, limit)
        return await self._there(
            lambda: held.best(weighed, world_id=world_id, session_id=session_id, limit=limit)
        )

    async def judge(
        self,
        entry_ids: Collection[LoreId],
        texts: Sequence[tuple[float, str]],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
    ) -> Judged:
        """Return what the words of *texts* say of *entry_ids*, and those of the first otherwise.

        It is asked what `find` has looked through, and nothing that came later; nothing is said
        while the texts of the entries are still read into memory.
        """
        held = self._held
        if held is None:
            return Judged({}, {})
        weighed = [(weight, telling_terms(text)) for weight, text in texts if text.strip()]
        wanted = [word for word in dict.fromkeys(words(texts[0][1])) if word not in COMMON]
        return await self._there(
            lambda: held.judge(
                entry_ids,
                weighed,
                wanted,
                self._likeness(),
                world_id=world_id,
                session_id=session_id,
            )
        )

    async def aclose(self) -> None:
        """Stop reading."""
        if self._filling is not None:
            self._filling.cancel()
            await asyncio.gather(self._filling, return_exceptions=True)

    async def _settled(self) -> LoreWords | None:
        """Return what is held, with everything that is committed; None where it is still read."""
        if self._held is None and self._filling is None:
            count = await self._store.read(lambda repos: repos.documents.count())
            reading = self._reading()
            if reading is not None and count <= READ_AT_ONCE:
                await asyncio.wait([reading])
        if self._filling is not None and self._filling.done():
            # What it failed with is raised here, and the next search tries again.
            filling, self._filling = self._filling, None
            filling.result()
        if self._held is not None:
            await self._bring(self._held)
        return self._held

    def _reading(self) -> asyncio.Task[None] | None:
        """Return what reads everything, begun now where nothing did; None where all is read."""
        if self._filling is None and self._held is None:
            loop = asyncio.get_running_loop()
            self._filling = loop.create_task(self._fill(), name="read words")
        return self._filling

    async def _fill(self) -> None:
        changed = set(self._dirty)
        self._dirty -= changed
        held = LoreWords()
        keys = sorted(await self._store.read(lambda repos: repos.documents.hashes()))
        for start in range(0, len(keys), _BATCH):
            await self._read_into(held, keys[start : start + _BATCH])
        self._held = held
        self._hub.publish(SearchLoaded())

    async def _bring(self, held: LoreWords) -> None:
        async with self._lock:
            # What has changed by now: what changes meanwhile is for the search after this one.
            changed = iter(set(self._dirty))
            while keys := list(islice(changed, _BATCH)):
                # Taken out first: one that changes while it is read comes back by itself.
                self._dirty.difference_update(keys)
                try:
                    await self._read_into(held, keys)
                except BaseException:
                    self._dirty.update(keys)
                    raise

    async def _read_into(self, held: LoreWords, keys: Iterable[str]) -> None:
        wanted = list(keys)
        found = await self._store.read(lambda repos: list(repos.documents.texts(keys=wanted)))

        def work() -> None:
            for key in set(wanted) - {document.key for document in found}:
                held.drop(key)
            for document in found:
                held.put(document)

        await self._there(work)

    async def _by_full_text(
        self,
        texts: Sequence[tuple[float, str]],
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
    ) -> Mapping[LoreId, float]:
        (_, text), *scene = texts
        looked_for = telling_words(text, "\n".join(said for _, said in reversed(scene)))
        hits = await self._store.read(
            lambda repos: repos.words.find(
                looked_for, world_id=world_id, session_id=session_id, limit=limit
            )
        )
        return {hit.entry_id: hit.score for hit in hits}

    async def _there(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _documents_changed(self, event: DocumentsChanged) -> None:
        self._dirty.update(event.keys)
