"""Joining the services of an opened home to its store and its models."""

import random
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

from loredesk.domain.backups import BEFORE_BULK_ACCEPT
from loredesk.domain.damage import Circumstances
from loredesk.domain.hub import Hub
from loredesk.domain.ids import SessionId
from loredesk.domain.services import Service
from loredesk.domain.tasks import TaskType
from loredesk.gateway.switchboard import Switchboard
from loredesk.host import assets
from loredesk.host.clock import SystemClock
from loredesk.ports.models import TextModel
from loredesk.ports.store import Store
from loredesk.prompting.catalog import PromptCatalog
from loredesk.recall.engine import RecallEngine
from loredesk.recall.lore_words import WordSearch
from loredesk.recall.name_books import NameBooks
from loredesk.recall.story.likeness import WordVectors
from loredesk.recall.story_recall import StoryRecall
from loredesk.services.analysis import AnalysisService
from loredesk.services.answering import AnsweringService
from loredesk.services.asking import Asker
from loredesk.services.audit import AuditService
from loredesk.services.backups import BackupService
from loredesk.services.canon import CanonService
from loredesk.services.context import ContextBuilder
from loredesk.services.creation import CreationService
from loredesk.services.desk import Desk
from loredesk.services.doctor import DoctorService, Probe
from loredesk.services.documents import DocumentKeeper
from loredesk.services.embedding import EmbeddingService
from loredesk.services.explaining import ExplainingService
from loredesk.services.generation import GenerationService
from loredesk.services.history import HistoryService
from loredesk.services.index_kinds import MakeSecond
from loredesk.services.indexing import IndexService
from loredesk.services.library import LibraryService
from loredesk.services.mending import MendingService
from loredesk.services.merging import MergeService
from loredesk.services.models import ModelsService
from loredesk.services.notes import NoteService
from loredesk.services.queue import QueueService
from loredesk.services.review import ReviewService
from loredesk.services.sample import SampleService
from loredesk.services.search import SearchService
from loredesk.services.simulation import SimulationService
from loredesk.services.story import StoryService
from loredesk.services.timeline import Timeline
from loredesk.services.trash import TrashService
from loredesk.storage.vectors.exact import ExactIndex
from loredesk.tasks.attempt import Attempts, Handler
from loredesk.tasks.engine import TaskEngine
from loredesk.tasks.policy import DEFAULT_LANES, RetryPolicy


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The services, and the engine behind them."""

    desk: Desk
    engine: TaskEngine | None
    """None beside the process that owns the home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Core:
    """What several services share."""

    documents: DocumentKeeper
    timeline: Timeline
    index: IndexService
    recall: RecallEngine
    story: StoryRecall
    review: ReviewService
    embedding: EmbeddingService


def join(parts: Parts) -> Joined:
    """Build every service."""
    core = _core(parts)
    engine = _engine(parts, _handlers(parts, core)) if parts.owned else None
    return Joined(desk=_desk(parts, core, engine), engine=engine)


def _core(parts: Parts) -> _Core:
    store, new_id, embedder = parts.store, parts.new_id, parts.board.embedder
    documents = DocumentKeeper(new_id=new_id, embedding_model=lambda: embedder.info.model)
    timeline = Timeline(documents=documents, new_id=new_id)
    index = IndexService(
        store=store,
        embedder=embedder,
        mirror=ExactIndex,
        second=parts.second_index,
        engine=lambda: parts.models.settings().engine,
        hub=parts.hub,
    )
    books = NameBooks(store=store, hub=parts.hub)
    words = WordSearch(store=store, thread=parts.thread, hub=parts.hub)
    embedding: list[EmbeddingService] = []

    async def queue_story(session_id: SessionId) -> None:
        await embedding[0].queue_story(session_id)

    story = StoryRecall(
        store=store,
        embedder=embedder,
        likeness=parts.likeness,
        thread=parts.thread,
        missing=queue_story if parts.owned else None,
        hub=parts.hub,
    )
    embedding.append(EmbeddingService(store=store, embedder=embedder, stories=story, new_id=new_id))
    return _Core(
        documents=documents,
        timeline=timeline,
        index=index,
        recall=RecallEngine(store=store, meaning=index, words=words, books=books),
        story=story,
        review=ReviewService(
            store=store,
            timeline=timeline,
            documents=documents,
            new_id=new_id,
            before_several=lambda: parts.backups.create(BEFORE_BULK_ACCEPT),
        ),
        embedding=embedding[0],
    )


def _handlers(parts: Parts, core: _Core) -> Mapping[TaskType, Handler]:
    store, new_id, board = parts.store, parts.new_id, parts.board
    analyst = _asker(parts, Service.ANALYSIS, board.analysis)
    keeper = _asker(parts, Service.MAINTENANCE, board.maintenance)
    return {
        TaskType.ANALYZE_TURN: AnalysisService(
            store=store, asker=analyst, recall=core.recall, new_id=new_id
        ),
        TaskType.UPDATE_NOTE: NoteService(
            store=store, asker=keeper, review=core.review, new_id=new_id
        ),
        TaskType.CREATE_ENTITY: CreationService(
            store=store,
            asker=keeper,
            recall=core.recall,
            meaning=core.index,
            review=core.review,
            new_id=new_id,
        ),
        TaskType.SIMULATE_WORLD: SimulationService(store=store, asker=keeper, new_id=new_id),
        TaskType.EMBED_DOCUMENT: core.embedding,
    }


def _asker(parts: Parts, service: Service, model: TextModel) -> Asker:
    return Asker(
        service=service,
        model=model,
        prompts=parts.prompts,
        profile=lambda: parts.models.profile(service),
    )


def _engine(parts: Parts, handlers: Mapping[TaskType, Handler]) -> TaskEngine:
    clock = SystemClock()
    attempts = Attempts(
        store=parts.store,
        handlers=handlers,
        retries=RetryPolicy(),
        now=clock.now,
        jitter=random.random,
    )
    return TaskEngine(
        store=parts.store,
        hub=parts.hub,
        attempts=attempts,
        lanes=DEFAULT_LANES,
        boot_id=parts.boot_id,
        now=clock.now,
    )


def _desk(parts: Parts, core: _Core, engine: TaskEngine | None) -> Desk:
    store, new_id = parts.store, parts.new_id
    context = ContextBuilder(
        store=store,
        recall=core.recall,
        story=core.story,
        prompts=parts.prompts,
        profile=lambda: parts.models.profile(Service.GENERATION),
        new_id=new_id,
    )
    return Desk(
        hub=parts.hub,
        library=LibraryService(
            store=store, documents=core.documents, timeline=core.timeline, new_id=new_id
        ),
        stories=StoryService(store=store, timeline=core.timeline, new_id=new_id),
        generation=GenerationService(
            store=store,
            model=parts.board.generation,
            context=context,
            timeline=core.timeline,
            new_id=new_id,
        ),
        review=core.review,
        canon=CanonService(
            store=store, timeline=core.timeline, documents=core.documents, new_id=new_id
        ),
        merging=MergeService(
            store=store, timeline=core.timeline, documents=core.documents, new_id=new_id
        ),
        trash=TrashService(store=store, documents=core.documents),
        queue=QueueService(store=store, engine=engine, new_id=new_id),
        history=HistoryService(store=store, timeline=core.timeline),
        search=SearchService(store=store, recall=core.recall, index=core.index),
        explaining=ExplainingService(store=store, recall=core.recall),
        answering=AnsweringService(
            store=store,
            recall=core.recall,
            story=core.story,
            model=parts.board.analysis,
            prompts=parts.prompts,
            profile=lambda: parts.models.profile(Service.ANALYSIS),
        ),
        index=core.index,
        embedding=core.embedding,
        models=parts.models,
        sample=SampleService(
            store=store,
            documents=core.documents,
            folder=lambda: assets.folder("resources").joinpath("sample"),
            new_id=new_id,
        ),
        backups=parts.backups,
        audit=AuditService(store=store),
        doctor=_doctor(parts, core),
    )


def _doctor(parts: Parts, core: _Core) -> DoctorService:
    store, embedder = parts.store, parts.board.embedder

    def here() -> Circumstances:
        return Circumstances(
            now=SystemClock().now(),
            boot_id=parts.boot_id if parts.owned else "",
            model=embedder.info.model,
        )

    return DoctorService(
        store=store,
        index=core.index,
        models=parts.models,
        mending=MendingService(
            store=store,
            audit=AuditService(store=store),
            timeline=core.timeline,
            documents=core.documents,
            here=here,
            copy=parts.backups.create,
            new_id=parts.new_id,
        ),
        backups=parts.backups,
        probes=parts.probes,
        may_repair=parts.owned,
    )
