"""The repositories of one transaction, and what it announces."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from loredesk.domain.events import Event
from loredesk.storage.answers import SqlAnswerRepo
from loredesk.storage.branches import SqlBranchRepo
from loredesk.storage.checks.all import SqlDamageRepo
from loredesk.storage.dialect import is_postgres
from loredesk.storage.documents import SqlDocumentRepo
from loredesk.storage.knowledge import SqlKnowledgeRepo
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.listings import SqlListingRepo
from loredesk.storage.lore import SqlLoreRepo
from loredesk.storage.manifests import SqlManifestRepo
from loredesk.storage.messages import SqlMessageRepo
from loredesk.storage.notes import SqlNoteRepo
from loredesk.storage.postgres.queue import PostgresTaskRepo
from loredesk.storage.proposals import SqlProposalRepo
from loredesk.storage.queue import SqlTaskRepo
from loredesk.storage.queue_readings import SqlQueueReadings
from loredesk.storage.queue_upkeep import SqlQueueUpkeep
from loredesk.storage.redirects import SqlRedirectRepo
from loredesk.storage.steering import SqlSteeringRepo
from loredesk.storage.story import SqlSessionRepo, SqlWorldRepo
from loredesk.storage.summaries import SqlSummaryRepo
from loredesk.storage.trash import SqlTrashRepo
from loredesk.storage.values import seconds
from loredesk.storage.weights import SqlWeightRepo
from loredesk.storage.words.fts5 import Fts5Words
from loredesk.storage.words.tsvector import TsvectorWords


class SqlRepos:
    """Everything a transaction may read and write, on one connection."""

    def __init__(
        self,
        connection: Connection,
        *,
        now: Callable[[], datetime],
        queue: Connection | None = None,
    ) -> None:
        """Begin; the queue goes through *connection* unless it has one of its own."""
        queue = queue or connection
        on_server = is_postgres(connection)
        self.now = now()
        self.ledger = SqlLedger(connection, now=seconds(self.now))
        self.worlds = SqlWorldRepo(connection, self.ledger)
        self.sessions = SqlSessionRepo(connection, self.ledger)
        self.messages = SqlMessageRepo(connection)
        self.branches = SqlBranchRepo(connection)
        self.lore = SqlLoreRepo(connection, self.ledger)
        self.steering = SqlSteeringRepo(connection, self.ledger)
        self.weights = SqlWeightRepo(connection, self.ledger)
        self.knowledge = SqlKnowledgeRepo(connection, self.ledger)
        self.redirects = SqlRedirectRepo(connection, self.ledger)
        self.trash = SqlTrashRepo(connection, self.ledger)
        self.notes = SqlNoteRepo(connection, self.ledger)
        self.proposals = SqlProposalRepo(connection, self.ledger)
        self.tasks = PostgresTaskRepo(queue) if on_server else SqlTaskRepo(queue)
        self.queue = SqlQueueReadings(queue)
        self.upkeep = SqlQueueUpkeep(queue)
        self.answers = SqlAnswerRepo(queue)
        self.summaries = SqlSummaryRepo(connection, self.ledger)
        self.manifests = SqlManifestRepo(connection)
        self.words = TsvectorWords(connection) if on_server else Fts5Words(connection)
        self.documents = SqlDocumentRepo(connection, self.words)
        self.listings = SqlListingRepo(connection)
        self.damage = SqlDamageRepo(connection)
        self.announced: list[Event] = []

    def announce(self, event: Event) -> None:
        """Publish *event* once this transaction has been committed."""
        self.announced.append(event)
