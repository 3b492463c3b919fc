"""Letting the world live on: what those who are off scene have been doing meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.lore import LoreEntry, World, name_key
from loredesk.domain.messages import Message, last_panel
from loredesk.domain.notes import SessionNote
from loredesk.domain.tasks import Task
from loredesk.ports.store import Repos, Store
from loredesk.ports.task_inputs import SimulationInputs
from loredesk.prompting.schemas import SIMULATION_SCHEMA
from loredesk.recall.triggers import TriggerTable
from loredesk.services.asking import Asker
from loredesk.services.intentions import Turn, read_intentions
from loredesk.services.places import line_end
from loredesk.services.telling import fitting, spoken, world_text
from loredesk.services.updates import queue_update
from loredesk.tasks.attempt import Effect
from loredesk.tasks.journal import Journal

MOST_CHARACTERS = 8
RECENT_MESSAGES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    session_id: SessionId
    world: World
    turn: int
    line: tuple[Message, ...]
    """Its end, which is the moment."""
    characters: tuple[LoreEntry, ...]
    notes: Mapping[LoreId, SessionNote]


class SimulationService:
    """Handles SIMULATE_WORLD."""

    def __init__(self, *, store: Store, asker: Asker, new_id: Callable[[], str]) -> None:
        self._store = store
        self._asker = asker
        self._new_id = new_id

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Ask what the characters off scene did; return the queueing of what came of it."""
        message_id = MessageId(tasks[0].task_data["message_id"])
        moment = await self._store.read(lambda repos: _read(repos, message_id))
        if not moment.characters:
            return _nobody
        turn = Turn(number=moment.turn, messages=(moment.line[-1],), source="simulated")
        answer = await self._asker.json(
            "simulate_world",
            SimulationInputs(
                world=world_text(moment.world),
                turn=turn.number,
                entries=fitting(moment.characters, moment.notes, self._asker.lore_room()),
                recent=spoken(moment.line[-RECENT_MESSAGES:]),
                panel=last_panel(moment.line),
            ),
            SIMULATION_SCHEMA,
            journal,
        )
        updates = read_intentions({"updates": answer.get("updates")}, turn, moment.characters)

        def effect(repos: Repos) -> Mapping[str, Any]:
            queued = [
                queue_update(repos, self._new_id, moment.session_id, one.entry.id, one.event)
                for one in updates.updates
            ]
            return {
                "updates": len(queued),
                "queued": sum(queued),
                "problems": list(updates.problems),
            }

        return effect


def _nobody(_repos: Repos) -> Mapping[str, Any]:
    return {"updates": 0, "queued": 0, "problems": []}


def _read(repos: Repos, message_id: MessageId) -> _Moment:
    line = line_end(repos, message_id)
    session = repos.sessions.get(line[-1].session_id)
    visible = repos.lore.visible(session.world_id, session.id)
    notes = repos.notes.all_current(session.id)
    off_scene = _off_scene([one for one in visible if one.category == "character"], line)
    # Those who were heard of longest ago live on first.
    off_scene.sort(key=lambda one: notes[one.id].last_updated_turn if one.id in notes else 0)
    return _Moment(
        session_id=session.id,
        world=repos.worlds.get(session.world_id),
        turn=repos.messages.turn_of(message_id),
        line=line,
        characters=tuple(off_scene[:MOST_CHARACTERS]),
        notes=notes,
    )


def _off_scene(characters: Sequence[LoreEntry], line: Sequence[Message]) -> list[LoreEntry]:
    table = TriggerTable()
    for entry in characters:
        table.put(entry.id, entry.names)
    recent = "\n".join(message.text for message in line[-2:])
    named = {mention.entry_id for mention in table.mentions(recent)}
    panel = last_panel(line)
    present = {name_key(name) for name in panel.present} if panel else set()
    return [
        entry
        for entry in characters
        if entry.id not in named and not present & {name_key(name) for name in entry.names}
    ]
