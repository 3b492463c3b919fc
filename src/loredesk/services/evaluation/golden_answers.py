"""Reading the answer to a golden prompt the way the product reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loredesk.domain.errors import AnswerError
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry
from loredesk.domain.messages import Message, Role
from loredesk.domain.panel import Panel, split_reply
from loredesk.domain.proposals import NewEntity, ProposalEvent
from loredesk.ports.task_inputs import (
    AnalysisInputs,
    CreationInputs,
    KnownEntry,
    ReplyInputs,
    SimulationInputs,
    SpokenMessage,
    TaskInputs,
)
from loredesk.services.creation import read_entity
from loredesk.services.intentions import Turn, read_intentions

_SESSION = SessionId("golden")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenAnswer:
    """What a model answered, as far as it can be used."""

    text: str
    """Everything an author would read."""
    updates: Mapping[str, tuple[ProposalEvent, ...]] = field(default_factory=dict, hash=False)
    """What happened to known entries, by handle."""
    creations: Mapping[str, ProposalEvent] = field(default_factory=dict, hash=False)
    """Who is new, by name."""
    entity: NewEntity | None = None
    panel: Panel | None = None
    problems: tuple[str, ...] = ()
    """What cannot be used, as sentences."""

    @property
    def events(self) -> tuple[ProposalEvent, ...]:
        """Return every event it tells of."""
        told = (event for events in self.updates.values() for event in events)
        return (*told, *self.creations.values())


def read_answer(inputs: TaskInputs, raw: object) -> GoldenAnswer:
    """Return what *raw* says: text, or a JSON object where the task asks for one."""
    if isinstance(inputs, ReplyInputs):
        prose, panel = split_reply(str(raw), inputs.panel_fields)
        return GoldenAnswer(text=prose, panel=panel)
    if isinstance(inputs, CreationInputs):
        return _entity(inputs, raw)
    if isinstance(inputs, AnalysisInputs | SimulationInputs):
        return _intentions(inputs, raw)
    return GoldenAnswer(text=str(raw))


def _entity(inputs: CreationInputs, raw: object) -> GoldenAnswer:
    known = [_entry(one) for one in inputs.entries]
    try:
        entity = read_entity(_mapping(raw), inputs.name, inputs.entity_type, known)
    except AnswerError as error:
        return GoldenAnswer(text="", problems=(error.message,))
    return GoldenAnswer(text=f"{entity.title}\n{entity.content}", entity=entity)


def _intentions(inputs: AnalysisInputs | SimulationInputs, raw: object) -> GoldenAnswer:
    said = inputs.messages if isinstance(inputs, AnalysisInputs) else inputs.recent
    messages = tuple(_message(one, number) for number, one in enumerate(said))
    turn = Turn(number=inputs.turn, messages=messages or (_message(_NOTHING, 0),))
    found = read_intentions(_mapping(raw), turn, [_entry(one) for one in inputs.entries])
    updates: dict[str, tuple[ProposalEvent, ...]] = {}
    for one in found.updates:
        updates[one.entry.handle] = (*updates.get(one.entry.handle, ()), one.event)
    creations = {one.name: one.event for one in found.creations}
    lines = (event.summary for events in updates.values() for event in events)
    new = (f"{name}: {event.summary}" for name, event in creations.items())
    return GoldenAnswer(
        text="\n".join((*lines, *new)),
        updates=updates,
        creations=creations,
        problems=found.problems,
    )


def _mapping(raw: object) -> Mapping[str, Any]:
    return raw if isinstance(raw, Mapping) else {}


_NOTHING = SpokenMessage(speaker="", text="")


def _message(said: SpokenMessage, number: int) -> Message:
    return Message(
        id=MessageId(str(number)),
        session_id=_SESSION,
        parent_id=None,
        seq=number,
        role=Role.AUTHOR if said.is_author else Role.NARRATOR,
        speaker=said.speaker,
        text=said.text,
    )


def _entry(known: KnownEntry) -> LoreEntry:
    return LoreEntry(
        id=LoreId(known.handle),
        world_id=WorldId("golden"),
        handle=known.handle,
        title=known.title,
        category=known.category,
        content=known.content,
        aliases=known.aliases,
    )
