"""Joining the services of an opened home to its store and its models."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from loredesk.bootstrap.parts import Core, Parts, asker, core_of
from loredesk.domain.damage import Circumstances
from loredesk.domain.services import Service
from loredesk.domain.tasks import TaskType
from loredesk.host import assets
from loredesk.host.clock import SystemClock
from loredesk.services.analysis import AnalysisService
from loredesk.services.answering import AnsweringService
from loredesk.services.audit import AuditService
from loredesk.services.canon import CanonService
from loredesk.services.context import ContextBuilder
from loredesk.services.creation import CreationService
from loredesk.services.desk import Desk
from loredesk.services.doctor import DoctorService
from loredesk.services.evaluation.service import EvaluationService
from loredesk.services.explaining import ExplainingService
from loredesk.services.generation import GenerationService
from loredesk.services.history import HistoryService
from loredesk.services.knowledge import KnowledgeService
from loredesk.services.library import LibraryService
from loredesk.services.mending import MendingService
from loredesk.services.merging import MergeService
from loredesk.services.notes import NoteService
from loredesk.services.queue import QueueService
from loredesk.services.reach import Reach
from loredesk.services.reranking import Reranking
from loredesk.services.sample import SampleService
from loredesk.services.search import SearchService
from loredesk.services.simulation import SimulationService
from loredesk.services.story import StoryService
from loredesk.services.summaries.service import SummaryService
from loredesk.services.summaries.writer import SummaryWriter
from loredesk.services.trash import TrashService
from loredesk.services.weights import WeightService
from loredesk.tasks.attempt import Attempts, Handler
from loredesk.tasks.engine import TaskEngine
from loredesk.tasks.policy import DEFAULT_LANES, RetryPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The services, and the engine behind them."""

    desk: Desk
    engine: TaskEngine | None
    """None beside the process that owns the home."""
    core: Core


def join(parts: Parts, evaluations: Callable[[Parts, WeightService], EvaluationService]) -> Joined:
    """Build every service; *evaluations* builds those that bring a library of their own."""
    core = core_of(parts)
    engine = _engine(parts, _handlers(parts, core)) if parts.owned else None
    weights = WeightService(store=parts.store, books=core.weights, may_write=parts.owned)
    desk = _desk(parts, core, engine, (weights, evaluations(parts, weights)))
    return Joined(desk=desk, engine=engine, core=core)


def context_of(parts: Parts, core: Core) -> ContextBuilder:
    """Build what decides what a model is told for a turn."""
    return ContextBuilder(
        store=parts.store,
        recall=core.recall,
        story=core.story,
        prompts=parts.prompts,
        reach=Reach(lambda: parts.models.profile(Service.GENERATION), parts.counts),
        new_id=parts.new_id,
        reranking=Reranking(
            reranker=parts.board.reranker,
            profile=lambda: parts.models.profile(Service.RERANKING),
            now=SystemClock().now,
            hub=parts.hub,
        ),
    )


def _handlers(parts: Parts, core: Core) -> Mapping[TaskType, Handler]:
    store, new_id, board = parts.store, parts.new_id, parts.board
    analyst = asker(parts, Service.ANALYSIS, board.analysis)
    keeper = asker(parts, Service.MAINTENANCE, board.maintenance)
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
        TaskType.SUMMARIZE: SummaryWriter(store=store, asker=keeper, new_id=new_id),
    }


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


def _desk(
    parts: Parts,
    core: Core,
    engine: TaskEngine | None,
    measuring: tuple[WeightService, EvaluationService],
) -> Desk:
    weights, evaluations = measuring
    store, new_id = parts.store, parts.new_id
    context = context_of(parts, core)
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
        summaries=SummaryService(store=store, new_id=new_id, may_write=parts.owned),
        history=HistoryService(store=store, timeline=core.timeline),
        knowledge=KnowledgeService(store=store, documents=core.documents, new_id=new_id),
        search=SearchService(store=store, recall=core.recall, index=core.index),
        explaining=ExplainingService(store=store, recall=core.recall, context=context),
        answering=AnsweringService(
            store=store,
            recall=core.recall,
            story=core.story,
            model=parts.board.analysis,
            prompts=parts.prompts,
            profile=lambda: parts.models.profile(Service.ANALYSIS),
            counts=parts.counts,
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
        evaluations=evaluations,
        weights=weights,
    )


def _doctor(parts: Parts, core: Core) -> DoctorService:
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
