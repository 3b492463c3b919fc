"""Writing entries for newcomers: a model's JSON, validated, into a proposal."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loredesk.domain.errors import AnswerError, TransientError
from loredesk.domain.ids import LoreId, ProposalId, SessionId
from loredesk.domain.lore import CATEGORIES, LoreEntry, World, name_key
from loredesk.domain.messages import Message
from loredesk.domain.proposals import (
    NewEntity,
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
)
from loredesk.domain.tasks import Task
from loredesk.ports.store import Repos, Store
from loredesk.ports.task_inputs import CreationInputs
from loredesk.prompting.schemas import CREATION_SCHEMA
from loredesk.recall.engine import Query, RecallEngine
from loredesk.services.asking import Asker
from loredesk.services.recognising import ALIKE, MeaningSearch, Roster, alike, roster
from loredesk.services.review import ReviewService
from loredesk.services.telling import fitting, spoken, world_text
from loredesk.services.updates import event_of, queue_update
from loredesk.tasks.attempt import Effect
from loredesk.tasks.journal import Journal

MOST_ENTRIES = 20
LONGEST_TITLE = 120
LONGEST_CONTENT = 8_000
MOST_WORDS = 12
RELATED = "is connected to"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Newcomer:
    session_id: SessionId
    world: World
    name: str
    entity_type: str
    event: ProposalEvent
    turn: tuple[Message, ...]


class CreationService:
    """Handles CREATE_ENTITY."""

    def __init__(
        self,
        *,
        store: Store,
        asker: Asker,
        recall: RecallEngine,
        meaning: MeaningSearch,
        review: ReviewService,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._asker = asker
        self._recall = recall
        self._meaning = meaning
        self._review = review
        self._new_id = new_id

    async def run(self, tasks: Sequence[Task], journal: Journal) -> Effect:
        """Write the entry of one newcomer and return the proposing of it.

        Who is known already under that name is not asked about: what happened goes to that entry.
        """
        task = tasks[0]
        newcomer, is_known = await self._store.read(
            lambda repos: ((one := _read(repos, task)), _same_as(repos, one) is not None)
        )
        if is_known:
            return lambda repos: self._hand_over(repos, newcomer)
        close = await alike(
            self._meaning,
            f"{newcomer.name}\n{newcomer.event.summary}",
            world_id=newcomer.world.id,
            session_id=newcomer.session_id,
            at_least=ALIKE,
        )
        query = Query(
            world_id=newcomer.world.id,
            session_id=newcomer.session_id,
            text="\n".join(message.text for message in newcomer.turn),
        )
        found = [one.entry_id for one in (await self._recall.find(query))[:MOST_ENTRIES]]
        entries = await self._store.read(lambda repos: repos.lore.many(found))
        known = [entries[one] for one in found if one in entries]
        answer = await self._asker.json(
            "create_entity",
            CreationInputs(
                world=world_text(newcomer.world),
                turn=newcomer.event.turn,
                entity_type=newcomer.entity_type,
                name=newcomer.name,
                summary=newcomer.event.summary,
                quote=newcomer.event.quote,
                messages=spoken(newcomer.turn),
                entries=fitting(known, {}, self._asker.lore_room()),
                categories=CATEGORIES,
            ),
            CREATION_SCHEMA,
            journal,
        )
        entity = read_entity(answer, newcomer.name, newcomer.entity_type, known)
        return lambda repos: self._propose(repos, newcomer, entity, close, task)

    def _hand_over(self, repos: Repos, newcomer: _Newcomer) -> Mapping[str, Any]:
        same = _same_as(repos, newcomer)
        if same is None:
            message = f"Who {newcomer.name!r} is has changed while it was being looked up."
            raise TransientError(message)
        queue_update(repos, self._new_id, newcomer.session_id, same.id, newcomer.event)
        return {"same_as": same.id}

    def _propose(
        self,
        repos: Repos,
        newcomer: _Newcomer,
        entity: NewEntity,
        close: Collection[LoreId],
        task: Task,
    ) -> Mapping[str, Any]:
        session_id = newcomer.session_id
        repos.ledger.acting(self._asker.called("create_entity"))
        # The answer is slow: somebody may have added the same name in the meantime.
        same = _same_as(repos, newcomer, entity.title)
        if same is not None:
            queue_update(repos, self._new_id, session_id, same.id, newcomer.event)
            return {"same_as": same.id}
        resembled = _resembled(repos, newcomer, close)
        entity = replace(
            entity,
            resembles=tuple(one.title for one in resembled),
            resembles_ids=tuple(one.id for one in resembled),
        )
        proposal = _open_twin(repos, newcomer, entity)
        if proposal is not None:
            if newcomer.event in proposal.events:
                return {"proposal_id": proposal.id}
            proposal = replace(proposal, events=(*proposal.events, newcomer.event))
            repos.proposals.put(proposal)
        else:
            proposal = Proposal(
                id=ProposalId(self._new_id()),
                session_id=session_id,
                kind=ProposalKind.CREATE_ENTITY,
                title=entity.title,
                entry_id=LoreId(self._new_id()),
                proposed=entity.content,
                entity=entity,
                events=(newcomer.event,),
                task_id=task.id,
                created_at=repos.now,
            )
            repos.proposals.add(proposal)
        self._review.opened(repos, proposal)
        return {"proposal_id": proposal.id}


def read_entity(
    answer: Mapping[str, Any], name: str, entity_type: str, known: Sequence[LoreEntry]
) -> NewEntity:
    """Return the entity in *answer*; unknown connections and overlong lists are dropped.

    Raises AnswerError where there is no content.
    """
    content = _text(answer.get("content"), LONGEST_CONTENT)
    if not content:
        message = f"The model wrote nothing about {name!r}."
        raise AnswerError(message, fault="invalid", raw=str(answer))
    title = _text(answer.get("title"), LONGEST_TITLE) or name
    handles = {entry.handle for entry in known}
    connections = answer.get("connections")
    return NewEntity(
        title=title,
        category=_text(answer.get("category"), LONGEST_TITLE).casefold() or entity_type,
        content=content,
        tags=_words(answer.get("tags")),
        aliases=tuple(
            one for one in _words(answer.get("aliases")) if name_key(one) != name_key(title)
        ),
        connections=tuple(
            (_text(one["to"], LONGEST_TITLE), _text(one.get("relation"), LONGEST_TITLE) or RELATED)
            for one in (connections if isinstance(connections, list) else [])[:MOST_WORDS]
            if isinstance(one, Mapping) and _text(one.get("to"), LONGEST_TITLE) in handles
        ),
    )


def _read(repos: Repos, task: Task) -> _Newcomer:
    if task.session_id is None:
        message = "A CREATE_ENTITY task has no session"
        raise ValueError(message)
    session = repos.sessions.get(task.session_id)
    event = event_of(task.task_data["event"])
    line = repos.messages.line(event.anchor, last=2)
    return _Newcomer(
        session_id=session.id,
        world=repos.worlds.get(session.world_id),
        name=task.task_data["name"],
        entity_type=task.task_data["entity_type"],
        event=event,
        turn=line,
    )


def _known(repos: Repos, newcomer: _Newcomer) -> Roster:
    """Return who is known on the newcomer's own line, whichever is shown by now."""
    return roster(repos, newcomer.world.id, newcomer.session_id, head=newcomer.event.anchor)


def _same_as(repos: Repos, newcomer: _Newcomer, title: str = "") -> LoreEntry | None:
    known = _known(repos, newcomer)
    found = (known.identify(name).same for name in (newcomer.name, title) if name)
    return next((entry for entry in found if entry is not None), None)


def _resembled(
    repos: Repos, newcomer: _Newcomer, close: Collection[LoreId]
) -> tuple[LoreEntry, ...]:
    """Return who the newcomer may be: by name, or by what is said about somebody of its kind."""
    known = _known(repos, newcomer)
    similar = known.identify(newcomer.name).similar
    standing = repos.redirects.standing(
        newcomer.world.id, newcomer.session_id, head=newcomer.event.anchor
    )
    wanted = {standing.get(one, one) for one in close} - {one.id for one in similar}
    return (
        *similar,
        *(
            one
            for one in known.entries
            if one.id in wanted and one.category == newcomer.entity_type
        ),
    )


def _open_twin(repos: Repos, newcomer: _Newcomer, entity: NewEntity) -> Proposal | None:
    names = {name_key(newcomer.name), name_key(entity.title)}
    for proposal in repos.proposals.of_session(newcomer.session_id, ProposalState.OPEN):
        if (
            proposal.kind is ProposalKind.CREATE_ENTITY
            and name_key(proposal.title) in names
            and proposal.anchors == repos.messages.on_line(proposal.anchors)
        ):
            return proposal
    return None


def _text(value: object, longest: int) -> str:
    return value.strip()[:longest] if isinstance(value, str) else ""


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    words = (_text(one, LONGEST_TITLE) for one in value[:MOST_WORDS])
    return tuple(dict.fromkeys(word for word in words if word))
