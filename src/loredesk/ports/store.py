"""The store: where everything durable is kept, one plain function a transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from loredesk.domain.events import Event
from loredesk.ports.branch_repos import BranchRepo
from loredesk.ports.damage import DamageRepo
from loredesk.ports.index_repos import DocumentRepo
from loredesk.ports.keeping_repos import RedirectRepo, TrashRepo
from loredesk.ports.knowledge_repos import KnowledgeRepo
from loredesk.ports.lore_repos import ListingRepo, LoreRepo, NoteRepo, ProposalRepo
from loredesk.ports.story_repos import (
    ManifestRepo,
    MessageRepo,
    SessionRepo,
    SteeringRepo,
    WeightRepo,
    WorldRepo,
)
from loredesk.ports.summary_repos import SummaryRepo
from loredesk.ports.words import Words
from loredesk.ports.work_repos import AnswerRepo, Ledger, QueueReadings, QueueUpkeep, TaskRepo

T = TypeVar("T")


class Repos(Protocol):
    """Everything a transaction may read and write."""

    @property
    def now(self) -> datetime:
        """Return when the transaction began."""
        ...

    @property
    def worlds(self) -> WorldRepo:
        """Return the worlds."""
        ...

    @property
    def sessions(self) -> SessionRepo:
        """Return the sessions."""
        ...

    @property
    def messages(self) -> MessageRepo:
        """Return the messages."""
        ...

    @property
    def branches(self) -> BranchRepo:
        """Return the lines that have a name."""
        ...

    @property
    def lore(self) -> LoreRepo:
        """Return the lore."""
        ...

    @property
    def knowledge(self) -> KnowledgeRepo:
        """Return who knows what."""
        ...

    @property
    def redirects(self) -> RedirectRepo:
        """Return which entries stand for others."""
        ...

    @property
    def trash(self) -> TrashRepo:
        """Return what is in the trash."""
        ...

    @property
    def notes(self) -> NoteRepo:
        """Return the notes."""
        ...

    @property
    def proposals(self) -> ProposalRepo:
        """Return the proposals."""
        ...

    @property
    def tasks(self) -> TaskRepo:
        """Return the tasks of the queue."""
        ...

    @property
    def queue(self) -> QueueReadings:
        """Return readings of the queue."""
        ...

    @property
    def upkeep(self) -> QueueUpkeep:
        """Return the upkeep of the queue."""
        ...

    @property
    def answers(self) -> AnswerRepo:
        """Return the journal of answers."""
        ...

    @property
    def summaries(self) -> SummaryRepo:
        """Return the summaries of stories."""
        ...

    @property
    def manifests(self) -> ManifestRepo:
        """Return what models were told."""
        ...

    @property
    def steering(self) -> SteeringRepo:
        """Return what the author says about recall."""
        ...

    @property
    def weights(self) -> WeightRepo:
        """Return what the clues of recall count, where that was learned."""
        ...

    @property
    def documents(self) -> DocumentRepo:
        """Return the documents that are searched."""
        ...

    @property
    def words(self) -> Words:
        """Return the full text of the documents."""
        ...

    @property
    def listings(self) -> ListingRepo:
        """Return readings of many rows."""
        ...

    @property
    def ledger(self) -> Ledger:
        """Return the books."""
        ...

    @property
    def damage(self) -> DamageRepo:
        """Return what finds and mends damage."""
        ...

    def announce(self, event: Event) -> None:
        """Publish *event* once this transaction has been committed."""
        ...


class Store(Protocol):
    """Runs transactions."""

    async def write(self, work: Callable[[Repos], T]) -> T:
        """Run *work* in one transaction and return what it returned.

        Commits when *work* returns, rolls back when it raises. Who is cancelled while waiting
        learns nothing, but the commit still happens.
        """
        ...

    async def read(self, work: Callable[[Repos], T]) -> T:
        """Run *work* against a snapshot and return what it returned; it must not write."""
        ...
