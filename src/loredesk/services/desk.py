"""The desk: every service of an opened home, for whoever shows them."""

from dataclasses import dataclass

from loredesk.domain.hub import Hub
from loredesk.services.answering import AnsweringService
from loredesk.services.audit import AuditService
from loredesk.services.backups import BackupService
from loredesk.services.canon import CanonService
from loredesk.services.doctor import DoctorService
from loredesk.services.embedding import EmbeddingService
from loredesk.services.evaluation.service import EvaluationService
from loredesk.services.explaining import ExplainingService
from loredesk.services.generation import GenerationService
from loredesk.services.history import HistoryService
from loredesk.services.indexing import IndexService
from loredesk.services.knowledge import KnowledgeService
from loredesk.services.library import LibraryService
from loredesk.services.merging import MergeService
from loredesk.services.models import ModelsService
from loredesk.services.queue import QueueService
from loredesk.services.review import ReviewService
from loredesk.services.sample import SampleService
from loredesk.services.search import SearchService
from loredesk.services.story import StoryService
from loredesk.services.summaries.service import SummaryService
from loredesk.services.trash import TrashService
from loredesk.services.weights import WeightService


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an author can ask of Loredesk."""

    hub: Hub
    library: LibraryService
    stories: StoryService
    generation: GenerationService
    review: ReviewService
    canon: CanonService
    merging: MergeService
    trash: TrashService
    queue: QueueService
    summaries: SummaryService
    history: HistoryService
    knowledge: KnowledgeService
    search: SearchService
    explaining: ExplainingService
    answering: AnsweringService
    index: IndexService
    embedding: EmbeddingService
    models: ModelsService
    sample: SampleService
    backups: BackupService
    audit: AuditService
    doctor: DoctorService
    evaluations: EvaluationService
    weights: WeightService
