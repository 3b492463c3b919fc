"""A throw-away library to measure in, and giving what is put into it its vectors."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from loredesk.domain.documents import embedded, text_hash
from loredesk.domain.evaluations import Progress
from loredesk.domain.events import DocumentsChanged, StoryEmbedded
from loredesk.domain.hub import Hub
from loredesk.domain.ids import MessageId, SessionId
from loredesk.ports.models import Embedder, EmbedderInfo, Purpose, Vectors
from loredesk.ports.store import Repos, Store
from loredesk.recall.engine import RecallEngine
from loredesk.recall.likeness import WordVectors
from loredesk.recall.story_recall import StoryRecall
from loredesk.recall.weight_books import WeightBooks
from loredesk.services.documents import DocumentKeeper
from loredesk.services.evaluation.second_look import SecondLook
from loredesk.services.sample import SampleService

T = TypeVar("T")

TEXTS_PER_CALL = 64
"""Few enough for progress to be seen and for a wish to stop to be heard."""

Tell = Callable[[Progress], None]
Count = Callable[[int, int], None]
"""Hears how many of how many are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """An empty library with the author's own models and settings on it."""

    store: Store
    hub: Hub
    embedder: Embedder
    documents: DocumentKeeper
    recall: RecallEngine
    weights: WeightBooks
    sample: SampleService
    look: SecondLook
    likeness: Callable[[], WordVectors | None]
    thread: Executor
    new_id: Callable[[], str]

    def story(self, embedder: Embedder) -> StoryRecall:
        """Return a recall of what was said that asks *embedder*."""
        return StoryRecall(
            store=self.store,
            embedder=embedder,
            likeness=self.likeness,
            thread=self.thread,
            weights=self.weights,
            hub=self.hub,
        )


OpenBench = Callable[[], AbstractAsyncContextManager[Bench]]
"""Opens a throw-away library, which is gone again on leaving."""


class PreparedEmbedder:
    """An embedder that was told beforehand what it will be asked, and has it ready."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self._ready: dict[str, Vectors] = {}

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors it makes."""
        return self._inner.info

    async def prepare(self, queries: Sequence[str], tell: Callable[[int], None]) -> None:
        """Embed *queries* many at a time; *tell* hears how many are done."""
        unknown = [one for one in dict.fromkeys(queries) if one not in self._ready]
        done = 0
        for some in slices(unknown, TEXTS_PER_CALL):
            rows = await self._inner.embed(some, purpose="query")
            self._ready.update(zip(some, rows, strict=True))
            done += len(some)
            tell(done)

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text, in order."""
        if purpose == "query" and texts and all(text in self._ready for text in texts):
            return np.stack([self._ready[text] for text in texts])
        return await self._inner.embed(texts, purpose=purpose)


async def embed_story(
    bench: Bench,
    story: StoryRecall,
    session_id: SessionId,
    head: MessageId | None,
    tell: Count,
) -> None:
    """Give every text of the line to *head* its vector; *tell* hears how many of how many."""
    missing = await story.without_vector(session_id, head, most=10**9)
    done = 0
    for names in slices(list(missing), TEXTS_PER_CALL):
        await _embed(bench, {name: missing[name] for name in names})
        done += len(names)
        tell(done, len(missing))
    bench.hub.publish(StoryEmbedded(session_id=session_id))


async def embed_documents(bench: Bench, tell: Count) -> None:
    """Give every document its vector; *tell* hears how many of how many."""
    model = bench.embedder.info.model
    missing = await bench.store.read(
        lambda repos: repos.documents.without_vector(model, limit=10**9)
    )
    done = 0
    for names in slices(list(missing), TEXTS_PER_CALL):
        await _embed(bench, {name: embedded(missing[name]) for name in names})
        done += len(names)
        tell(done, len(missing))
    keys = await bench.store.read(lambda repos: tuple(repos.documents.hashes()))
    bench.hub.publish(DocumentsChanged(keys=keys))


async def bring_vectors(author: Store, bench: Bench, texts: Sequence[str]) -> None:
    """Copy the vectors of *texts* from the author's library, as far as they are there."""
    model = bench.embedder.info.model
    hashes = sorted({text_hash(text) for text in texts})
    known = await author.read(lambda repos: repos.documents.vectors(model, hashes))

    def keep(repos: Repos) -> None:
        repos.documents.put_vectors(model, known)

    if known:
        await bench.store.write(keep)


def slices(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield *items* in order, *size* at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


async def _embed(bench: Bench, texts: Mapping[str, str]) -> None:
    model = bench.embedder.info.model
    rows = await bench.embedder.embed(list(texts.values()), purpose="document")
    vectors = dict(zip(texts, rows, strict=True))
    await bench.store.write(lambda repos: repos.documents.put_vectors(model, vectors))
