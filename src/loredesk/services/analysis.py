"""Reading a turn: what happened to whom, and who is new. Its findings become tasks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from loredesk.domain.ids import LoreId, MessageId, SessionId
from loredesk.domain.lore import CATEGORIES, LoreEntry, World, name_key
from loredesk.domain.messages import Message, Role, last_panel
from loredesk.domain.notes import SessionNote
from loredesk.domain.tasks import NewTask, Task, TaskType
from loredesk.ports.store import Repos, Store
from loredesk.ports.task_inputs import AnalysisInputs
from loredesk.prompting.schemas import ANALYSIS_SCHEMA
from loredesk.recall.candidates import NAMED
from loredesk.recall.engine import Query, RecallEngine
from loredesk.services.asking import Asker
from loredesk.services.intentions import Creation, Intentions, Turn, Update, read_intentions
from loredesk.services.places import line_end
from loredesk.services.recognising import roster
from loredesk.services.telling import fitting, spoken, world_text
from loredesk.services.updates import queue_update, was_rejected_as_newcomer
from loredesk.tasks.attempt import Effect
from loredesk.tasks.journal import Journal
from loredesk.tasks.queueing import queue_task

MOST_ENTRIES = 40
"""How many entries the model is shown to recognise."""
RECENT_MESSAGES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    world: World
    session_id: SessionId
    turn: Turn
    before: tuple[Message, ...]


class AnalysisService:
    """Handles ANALYZE_TURN."""

    def __init__(
        self,
        *,
        store: Store,
        asker: Asker,
        recall: RecallEngine,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._asker = asker
        self._recall = recall
        self._new_id = new_id

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Read one turn and return the queueing of what it calls for."""
        message_id = MessageId(tasks[0].task_data["message_id"])
        reading = await self._store.read(lambda repos: _read(repos, message_id))
        entries, notes, named = await self._candidates(reading)
        answer = await self._asker.json(
            "analyse_turn",
            AnalysisInputs(
                world=world_text(reading.world),
                turn=reading.turn.number,
                messages=spoken(reading.turn.messages),
                entries=fitting(entries, notes, self._asker.lore_room(), must=named),
                recent=spoken(reading.before[-RECENT_MESSAGES:]),
                panel=last_panel((*reading.before, *reading.turn.messages)),
                categories=CATEGORIES,
            ),
            ANALYSIS_SCHEMA,
            journal,
        )
        intentions = read_intentions(answer, reading.turn, entries)
        return lambda repos: self._queue(repos, reading, intentions)

    async def _candidates(
        self, reading: _Reading
    ) -> tuple[list[LoreEntry], Mapping[LoreId, SessionNote], int]:
        """Return the entries the turn may be about, their notes, and how many it names."""
        query = Query(
            world_id=reading.world.id,
            session_id=reading.session_id,
            text="\n".join(message.text for message in reading.turn.messages),
        )
        candidates = (await self._recall.find(query))[:MOST_ENTRIES]
        found = [one.entry_id for one in candidates]
        named = sum(one.reason == NAMED for one in candidates)

        def work(repos: Repos) -> tuple[list[LoreEntry], Mapping[LoreId, SessionNote], int]:
            entries = repos.lore.many(found)
            notes = repos.notes.all_current(reading.session_id)
            return [entries[one] for one in found if one in entries], notes, named

        return await self._store.read(work)

    def _queue(self, repos: Repos, reading: _Reading, intentions: Intentions) -> Mapping[str, Any]:
        known = roster(repos, reading.world.id, reading.session_id, head=reading.turn.anchor)
        updates = list(intentions.updates)
        creations: list[Creation] = []
        for creation in intentions.creations:
            identity = known.identify(creation.name)
            if identity.same is not None:
                updates.append(Update(entry=identity.same, event=creation.event))
            else:
                creations.append(creation)
        session_id = reading.session_id
        queued = [
            queue_update(repos, self._new_id, session_id, update.entry.id, update.event)
            for update in updates
        ]
        for creation in creations:
            if was_rejected_as_newcomer(repos, session_id, creation.name, creation.event):
                continue
            task = _creation_task(session_id, creation)
            queued.append(queue_task(repos, self._new_id, task) is not None)
        return {
            "updates": len(updates),
            "creations": len(creations),
            "queued": sum(queued),
            "problems": list(intentions.problems),
        }


def _creation_task(session_id: SessionId, creation: Creation) -> NewTask:
    key = name_key(creation.name)
    return NewTask(
        task_type=TaskType.CREATE_ENTITY,
        task_data={
            "entity_type": creation.entity_type,
            "name": creation.name,
            "event": asdict(creation.event),
        },
        session_id=session_id,
        entity_key=f"create:{session_id}:{key}",
        dedupe_key=f"create:{creation.event.anchor}:{key}",
        anchor=creation.event.anchor,
    )


def _read(repos: Repos, message_id: MessageId) -> _Reading:
    reply = repos.messages.get(message_id)
    session = repos.sessions.get(reply.session_id)
    line = line_end(repos, message_id)
    turn = [line[-1]]
    for message in reversed(line[:-1]):
        # A turn whose reply failed is read together with the next one that was answered; where a
        # reply goes on from another, that has been read by itself.
        if message.role is Role.NARRATOR:
            break
        turn.insert(0, message)
    return _Reading(
        world=repos.worlds.get(session.world_id),
        session_id=session.id,
        turn=Turn(number=repos.messages.turn_of(message_id), messages=tuple(turn)),
        before=line[: len(line) - len(turn)],
    )
