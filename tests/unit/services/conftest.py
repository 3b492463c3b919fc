"""A library with every service on it, and models that say what a test tells them to."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from loredesk.domain.ids import ProposalId
from loredesk.domain.listings import ReplyEvent
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.messages import Message, Session
from loredesk.domain.proposals import Proposal, ProposalState
from loredesk.domain.services import Profile, Service
from loredesk.domain.settings import Engine
from loredesk.domain.tasks import Lane, Task, TaskStatus, TaskType
from loredesk.prompting.catalog import PromptCatalog
from loredesk.recall.engine import RecallEngine
from loredesk.recall.lore_words import WordSearch
from loredesk.recall.name_books import NameBooks
from loredesk.recall.story_recall import StoryRecall
from loredesk.recall.weight_books import WeightBooks
from loredesk.services.analysis import AnalysisService
from loredesk.services.answering import AnsweringService
from loredesk.services.asking import Asker
from loredesk.services.canon import CanonService
from loredesk.services.context import ContextBuilder
from loredesk.services.creation import CreationService
from loredesk.services.embedding import EmbeddingService
from loredesk.services.explaining import ExplainingService
from loredesk.services.generation import GenerationService
from loredesk.services.indexing import IndexService
from loredesk.services.library import LibraryService
from loredesk.services.merging import MergeService
from loredesk.services.notes import NoteService
from loredesk.services.queue import QueueService
from loredesk.services.reach import Reach
from loredesk.services.reranking import Reranking
from loredesk.services.review import ReviewService
from loredesk.services.search import SearchService
from loredesk.services.simulation import SimulationService
from loredesk.services.story import StoryService
from loredesk.services.summaries.writer import SummaryWriter
from loredesk.services.trash import TrashService
from loredesk.services.updates import update_task
from loredesk.storage.vectors.exact import ExactIndex
from loredesk.tasks.attempt import Attempts
from loredesk.tasks.policy import DEFAULT_LANES, RetryPolicy
from tests.fakes.library import EMBEDDER, SqlLibrary
from tests.fakes.scripted_models import FakeEmbedder, FakeReranker, ScriptedTextModel
from tests.fakes.second_index import FakeSecond

PROMPTS = PromptCatalog.load(Path(__file__).parents[3] / "prompts")


@dataclass
class Campaign:
    """A world with a session, and everything that works on it."""

    library: SqlLibrary
    world: World
    session: Session
    model: ScriptedTextModel = field(default_factory=ScriptedTextModel)
    embedder: FakeEmbedder = field(default_factory=lambda: FakeEmbedder(model=EMBEDDER))
    second: FakeSecond = field(default_factory=FakeSecond)
    profile: Profile = field(default_factory=lambda: Profile(service=Service.GENERATION))
    reranker: FakeReranker = field(default_factory=FakeReranker)
    reranking_profile: Profile = field(default_factory=lambda: Profile(service=Service.RERANKING))
    engine: Engine = Engine.AUTO

    def __post_init__(self) -> None:
        store, new_id = self.library.store, self.library.new_id
        documents, timeline = self.library.documents, self.library.timeline
        self.index = IndexService(
            store=store,
            embedder=self.embedder,
            mirror=ExactIndex,
            second=self.second.made,
            engine=lambda: self.engine,
            hub=self.library.hub,
        )
        self.thread = ThreadPoolExecutor(max_workers=1)
        recall = RecallEngine(
            store=store,
            meaning=self.index,
            words=WordSearch(
                store=store, likeness=lambda: None, thread=self.thread, hub=self.library.hub
            ),
            books=NameBooks(store=store, hub=self.library.hub),
        )
        self.recall = recall
        self.books = WeightBooks(
            store=store, model=lambda: self.embedder.info.model, hub=self.library.hub
        )
        self.story = StoryRecall(
            store=store,
            embedder=self.embedder,
            likeness=lambda: None,
            thread=self.thread,
            weights=self.books,
            hub=self.library.hub,
        )
        self.context = ContextBuilder(
            store=store,
            recall=recall,
            story=self.story,
            prompts=PROMPTS,
            reach=Reach(lambda: self.profile),
            new_id=new_id,
            reranking=Reranking(
                reranker=self.reranker,
                profile=lambda: self.reranking_profile,
                now=self.library.clock.now,
                hub=self.library.hub,
                seconds=30.0,
            ),
        )
        self.review = ReviewService(
            store=store, timeline=timeline, documents=documents, new_id=new_id
        )
        self.generation = GenerationService(
            store=store,
            model=self.model,
            context=self.context,
            timeline=timeline,
            new_id=new_id,
        )
        self.lore = LibraryService(
            store=store, documents=documents, timeline=timeline, new_id=new_id
        )
        self.canon = CanonService(
            store=store, timeline=timeline, documents=documents, new_id=new_id
        )
        self.merging = MergeService(
            store=store, timeline=timeline, documents=documents, new_id=new_id
        )
        self.trash = TrashService(store=store, documents=documents)
        self.stories = StoryService(store=store, timeline=timeline, new_id=new_id)
        self.queue = QueueService(store=store, engine=None, new_id=new_id)
        self.explaining = ExplainingService(store=store, recall=recall, context=self.context)
        self.answering = AnsweringService(
            store=store,
            recall=recall,
            story=self.story,
            model=self.model,
            prompts=PROMPTS,
            profile=lambda: self.profile,
        )
        self.search = SearchService(store=store, recall=recall, index=self.index)
        self.embedding = EmbeddingService(
            store=store, embedder=self.embedder, stories=self.story, new_id=new_id
        )
        asker = Asker(
            service=Service.MAINTENANCE,
            model=self.model,
            prompts=PROMPTS,
            profile=lambda: self.profile,
        )
        self.handlers = {
            TaskType.ANALYZE_TURN: AnalysisService(
                store=store, asker=asker, recall=recall, new_id=new_id
            ),
            TaskType.UPDATE_NOTE: NoteService(
                store=store, asker=asker, review=self.review, new_id=new_id
            ),
            TaskType.CREATE_ENTITY: CreationService(
                store=store,
                asker=asker,
                recall=recall,
                meaning=self.index,
                review=self.review,
                new_id=new_id,
            ),
            TaskType.SIMULATE_WORLD: SimulationService(store=store, asker=asker, new_id=new_id),
            TaskType.EMBED_DOCUMENT: self.embedding,
            TaskType.SUMMARIZE: SummaryWriter(store=store, asker=asker, new_id=new_id),
        }
        self.attempts = Attempts(
            store=store,
            handlers=self.handlers,
            retries=RetryPolicy(base=timedelta(0)),
            now=self.library.clock.now,
            jitter=lambda: 1.0,
        )
        self._claims = 0

    async def add(self, title: str, content: str = "", **values: Any) -> LoreEntry:
        """Add an entry to the world."""
        return await self.library.add_entry(self.world, title, content, **values)

    async def turn(self, text: str = "", reply: str = "") -> Message:
        """Add a turn and return the reply to it."""
        return (await self.library.add_turn(self.session.id, text, reply))[1]

    async def update(self, entry: LoreEntry, event: Any) -> Task:
        """Queue the taking in of *event* into the note of *entry*."""
        return await self.library.add_task(update_task(self.session.id, entry.id, event))

    async def step(self, lane: Lane) -> tuple[Task, ...]:
        """Run what is due next in *lane*; return it as it stands afterwards."""
        batch = DEFAULT_LANES[lane].batch
        self._claims += 1
        token = f"boot:{self._claims}"
        claimed = await self.library.write(
            lambda repos: repos.tasks.claim(
                lane, token=token, boot_id="boot", now=repos.now, batch=batch
            )
        )
        if claimed:
            ending = await self.attempts.run(claimed)
            if ending.error is not None:
                await self.attempts.fail(claimed, ending.error)
        return tuple([await self.library.task(task.id) for task in claimed])

    async def work(self) -> None:
        """Run everything that is due, lane by lane, until nothing is."""
        busy = True
        while busy:
            busy = False
            for lane in Lane:
                while await self.step(lane):
                    busy = True

    async def tasks(self, task_type: TaskType | None = None) -> tuple[Task, ...]:
        """Return the tasks of a type, the newest first."""
        return await self.queue.tasks(task_type=task_type)

    async def status_of(self, *tasks: Task) -> list[TaskStatus]:
        """Return where tasks stand."""
        return [(await self.library.task(task.id)).status for task in tasks]

    async def analyse(self, reply: Message) -> Task:
        """Queue the reading of a reply and read it."""
        await self.queue.analyse(self.session.id)
        return (await self.step(Lane.ANALYSIS))[0]

    async def open_proposals(self) -> tuple[Proposal, ...]:
        """Return what waits for the author."""
        return await self.review.proposals(self.session.id, ProposalState.OPEN)

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        """Return a proposal as it stands."""
        return await self.review.proposal(proposal_id)

    async def note(self, entry: LoreEntry) -> str:
        """Return the note in force."""
        return await self.library.note_text(self.session.id, entry.id)

    async def line(self) -> tuple[Message, ...]:
        """Return the messages on the line."""
        story = await self.stories.story(self.session.id)
        return tuple(place.message for place in story.line)


async def collected(events: Any) -> list[ReplyEvent]:
    """Return everything a reply tells."""
    return [event async for event in events]


@pytest.fixture
async def campaign(tmp_path) -> AsyncIterator[Campaign]:
    async with SqlLibrary(tmp_path) as library:
        world = await library.add_world(panel_fields=("weather",))
        session = await library.add_session(world)
        made = Campaign(library=library, world=world, session=session)
        yield made
        await made.index.aclose()
        made.thread.shutdown()
