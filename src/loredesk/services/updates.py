"""Events on their way into notes: the task that carries one, and reading it back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.lore import name_key
from loredesk.domain.proposals import ProposalEvent
from loredesk.domain.tasks import NewTask, TaskType


def update_task(session_id: SessionId, entry_id: LoreId, event: ProposalEvent) -> NewTask:
    """Return the task that takes *event* into the note of an entry."""
    return NewTask(
        task_type=TaskType.UPDATE_NOTE,
        task_data={"entry_id": entry_id, "event": asdict(event)},
        session_id=session_id,
        entity_key=f"note:{session_id}:{entry_id}",
        dedupe_key=f"update:{event.anchor}:{entry_id}:{name_key(event.summary)}",
        anchor=event.anchor,
    )


def event_of(data: Mapping[str, Any]) -> ProposalEvent:
    """Read back an event that a task carries."""
    return ProposalEvent(**data)
