"""What the services are built on, and what several of them share."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cache

from loredesk.domain.backups import BEFORE_BULK_ACCEPT
from loredesk.domain.hub import Hub
from loredesk.domain.ids import SessionId
from loredesk.domain.services import Service
from loredesk.gateway.switchboard import Switchboard
from loredesk.ports.models import TextModel
from loredesk.ports.store import Store
from loredesk.prompting.catalog import PromptCatalog
from loredesk.recall.engine import RecallEngine
from loredesk.recall.likeness import WordVectors
from loredesk.recall.lore_words import WordSearch
from loredesk.recall.name_books import NameBooks
from loredesk.recall.query_vectors import QueryVectors
from loredesk.recall.story_recall import StoryRecall
from loredesk.recall.weight_books import WeightBooks
from loredesk.services.asking import Asker
from loredesk.services.backups import BackupService
from loredesk.services.counting import TokenCounts
from loredesk.services.doctor import Probe
from loredesk.services.documents import DocumentKeeper
from loredesk.services.embedding import EmbeddingService
from loredesk.services.index_kinds import MakeSecond
from loredesk.services.indexing import IndexService
from loredesk.services.models import ModelsService
from loredesk.services.review import ReviewService
from loredesk.services.timeline import Timeline
from loredesk.storage.vectors.exact import ExactIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the services are built on."""

    hub: Hub
    store: Store
    board: Switchboard
    prompts: PromptCatalog
    models: ModelsService
    backups: BackupService
    second_index: MakeSecond | None
    probes: tuple[Probe, ...]
    boot_id: str
    new_id: Callable[[], str]
    thread: Executor
    """Where recall counts and ranks: one thread, beside the window's."""
    likeness: Callable[[], WordVectors | None]
    """Returns what knows how alike words are; called on that thread."""
    owned: bool
    """Whether this process owns the home, and may work its queue."""
    counts: TokenCounts = field(default_factory=TokenCounts)
    """How each model counts tokens; the board tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What several services share."""

    documents: DocumentKeeper
    timeline: Timeline
    index: IndexService
    recall: RecallEngine
    story: StoryRecall
    weights: WeightBooks
    review: ReviewService
    embedding: EmbeddingService


def core_of(parts: Parts) -> Core:
    """Build what several services share."""
    store, new_id, embedder = parts.store, parts.new_id, parts.board.embedder
    documents = DocumentKeeper(new_id=new_id, embedding_model=lambda: embedder.info.model)
    timeline = Timeline(documents=documents, new_id=new_id)
    asked = QueryVectors(embedder)
    index = IndexService(
        store=store,
        embedder=asked,
        mirror=ExactIndex,
        second=parts.second_index,
        engine=lambda: parts.models.settings().engine,
        hub=parts.hub,
    )
    books = NameBooks(store=store, hub=parts.hub)
    weights = WeightBooks(store=store, model=lambda: embedder.info.model, hub=parts.hub)
    likeness = cache(parts.likeness)
    words = WordSearch(store=store, likeness=likeness, thread=parts.thread, hub=parts.hub)
    embedding: list[EmbeddingService] = []

    async def queue_story(session_id: SessionId) -> None:
        await embedding[0].queue_story(session_id)

    story = StoryRecall(
        store=store,
        embedder=asked,
        likeness=likeness,
        thread=parts.thread,
        weights=weights,
        missing=queue_story if parts.owned else None,
        hub=parts.hub,
    )
    embedding.append(EmbeddingService(store=store, embedder=embedder, stories=story, new_id=new_id))
    return Core(
        documents=documents,
        timeline=timeline,
        index=index,
        recall=RecallEngine(store=store, meaning=index, words=words, books=books),
        story=story,
        weights=weights,
        review=ReviewService(
            store=store,
            timeline=timeline,
            documents=documents,
            new_id=new_id,
            before_several=lambda: parts.backups.create(BEFORE_BULK_ACCEPT),
        ),
        embedding=embedding[0],
    )


def asker(parts: Parts, service: Service, model: TextModel) -> Asker:
    """Return who puts the questions of *service* to *model*."""
    return Asker(
        service=service,
        model=model,
        prompts=parts.prompts,
        profile=lambda: parts.models.profile(service),
        counts=parts.counts,
    )
