"""What happened, said after it was committed: small frozen facts that carry ids.

Announced inside a transaction, published after its commit through a `Hub`.
"""

from dataclasses import dataclass

from loredesk.domain.ids import LoreId, MessageId, ProposalId, SessionId, TaskId, WorldId
from loredesk.domain.proposals import ProposalState
from loredesk.domain.services import Service
from loredesk.domain.tasks import Lane, TaskStatus, TaskType


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldChanged(Event):
    """A world was added or its description changed."""

    world_id: WorldId


@dataclass(frozen=True, slots=True, kw_only=True)
class LoreChanged(Event):
    """An entry was added or has new content."""

    entry_id: LoreId
    world_id: WorldId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteChanged(Event):
    """The note of an entry reads differently in a session, or is gone from its line."""

    session_id: SessionId
    entry_id: LoreId


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeChanged(Event):
    """Other people know an entry, or a sentence of it, than did before."""

    entry_id: LoreId
    session_id: SessionId | None
    """The session it is so in; None where in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanged(Event):
    """A session was added, renamed or set differently."""

    session_id: SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadMoved(Event):
    """A session shows another line."""

    session_id: SessionId
    head: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariesChanged(Event):
    """A summary of a session was written, or is told or kept from the prompt."""

    session_id: SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLoaded(Event):
    """A search has read into memory what it keeps there: many small things that stay for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEmbedded(Event):
    """Messages of a session have vectors they did not have before."""

    session_id: SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsChanged(Event):
    """Weights were learned for the stories of a world, or the built-in ones count there again."""

    world_id: WorldId


@dataclass(frozen=True, slots=True, kw_only=True)
class SteeringChanged(Event):
    """The author has said something else about what recall should tell in a session."""

    session_id: SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMoved(Event):
    """A proposal opened, gained events or was decided."""

    session_id: SessionId
    proposal_id: ProposalId
    state: ProposalState


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMoved(Event):
    """A task was queued or changed its status."""

    task_id: TaskId
    task_type: TaskType
    status: TaskStatus
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePaused(Event):
    """The queue, one lane of it or the work of one session was paused or goes on."""

    paused: bool
    lane: Lane | None = None
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStateChanged(Event):
    """The search index became healthy, fell behind, is healing or is missing."""

    engine: str
    state: str
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsChanged(Event):
    """Passages came into force, went out of it, or got their vectors."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsChanged(Event):
    """Other models are in use: the author chose them, or one cannot be loaded here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTended(Event):
    """The author tried the model of a service and it answered, or gave it another key."""

    service: Service


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsChanged(Event):
    """A backup was made, or could not be made."""

    problem: str = ""
    """Why it could not, as a sentence; empty where it was."""
