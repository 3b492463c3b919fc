"""Preparing a reply: recall, budget, prompt, and the manifest that remembers all of it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from loredesk.domain.errors import TooLongError, UserFixableError
from loredesk.domain.ids import LoreId, ManifestId, MessageId, SessionId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.manifest import LORE_REVISION, ContextEntry, LeftOut, Manifest
from loredesk.domain.messages import Message, Session, last_panel
from loredesk.domain.notes import SessionNote
from loredesk.domain.panel import Panel
from loredesk.domain.services import Profile, Service
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import ChatMessage, ModelRequest
from loredesk.ports.store import Repos, Store
from loredesk.ports.task_inputs import ReplyInputs
from loredesk.prompting.catalog import PromptCatalog
from loredesk.prompting.templates import marker_for
from loredesk.recall.budget import Packed, pack
from loredesk.recall.engine import Candidate, Query, RecallEngine
from loredesk.services.blocks import blocks_of
from loredesk.services.locking import refuse_trashed_session
from loredesk.services.places import line_end
from loredesk.services.reach import Reach
from loredesk.services.telling import known, newest_within, spoken, world_text

MOST_MESSAGES = 2_000
"""How many of the last messages are read, to be told as far as the budget goes."""
SCENE_MESSAGES = 2
"""How many of the last messages help the search by words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a reply is asked for: the session, its world and the line it follows."""

    session: Session
    world: World
    before: tuple[Message, ...]
    """The line up to the author's new message, which is not part of it; of a long one its end."""
    last_turn: int = 0
    """The turn that line ends with."""
    take: int = 1
    goes_on: bool = False
    """Whether the narrator goes on from the line's end, without a new message of the author's."""

    @property
    def turn(self) -> int:
        """Return the number of the turn the reply belongs to."""
        return self.last_turn + (not self.goes_on)

    @property
    def panel(self) -> Panel | None:
        """Return the scene as it stands."""
        return last_panel(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A request ready to be sent, and what it tells."""

    request: ModelRequest
    manifest: Manifest
    recall_ms: float


class ContextBuilder:
    """Decides what the model is told for a turn."""

    def __init__(
        self,
        *,
        store: Store,
        recall: RecallEngine,
        prompts: PromptCatalog,
        profile: Callable[[], Profile],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._recall = recall
        self._prompts = prompts
        self._profile = profile
        self._reach = Reach(profile)
        self._new_id = new_id

    async def build(self, scene: Scene, text: str) -> Prepared:
        """Return the request for a reply to *text*, within the model's budget.

        *text* is empty where the narrator goes on: then the last words of the story are looked up.
        """
        started = time.perf_counter()
        candidates = await self._recall.find(_query(scene, text))
        ids = [candidate.entry_id for candidate in candidates]
        entries, notes, now = await self._store.read(
            lambda repos: _entries_and_notes(repos, scene.session.id, ids)
        )
        candidates = [one for one in candidates if one.entry_id in entries]
        recalled = (time.perf_counter() - started) * 1000
        profile = self._profile()
        budget = self._reach.shares()
        ranked = [known(entries[one.entry_id], notes.get(one.entry_id)) for one in candidates]
        must = sum(candidate.must for candidate in candidates)
        packed, _ = pack(ranked, budget.lore, must=must)
        inputs = _inputs(scene, text, packed, newest_within(scene.before, budget.recent))
        messages, packed, inputs = self._within(budget.total, inputs, packed)
        manifest = Manifest(
            id=ManifestId(self._new_id()),
            session_id=scene.session.id,
            tokens=_tokens(messages),
            budget=budget.total,
            blocks=blocks_of(messages, marker_for(inputs)),
            entries=_told(candidates, entries, notes, packed),
            left_out=_left_out(candidates, entries, packed),
            created_at=now,
        )
        request = ModelRequest(
            service=Service.GENERATION,
            task="reply",
            messages=messages,
            inputs=inputs,
            max_tokens=profile.max_tokens,
            temperature=profile.temperature,
        )
        return Prepared(request=request, manifest=manifest, recall_ms=recalled)

    def heed(self, error: TooLongError, prepared: Prepared) -> bool:
        """Learn how much the model reads from its refusal; tell whether less may fit."""
        return self._reach.heed(error, prepared.manifest.tokens)

    def _within(
        self, budget: int, inputs: ReplyInputs, packed: list[Packed]
    ) -> tuple[tuple[ChatMessage, ...], list[Packed], ReplyInputs]:
        """Render, dropping the oldest message or the least important entry until it fits."""
        packed = list(packed)
        messages = self._prompts.render("reply", inputs)
        while _tokens(messages) > budget:
            if len(inputs.recent) > (SCENE_MESSAGES if packed else 0):
                inputs = replace(inputs, recent=inputs.recent[1:])
            elif packed:
                packed.pop()
                inputs = replace(inputs, entries=tuple(one.entry for one in packed))
            else:
                raise UserFixableError(
                    f"This turn needs {_tokens(messages)} tokens, but the model reads {budget}.",
                    hint="Shorten the turn, or raise the context length in Settings.",
                )
            messages = self._prompts.render("reply", inputs)
        return messages, packed, inputs


def read_scene(
    repos: Repos,
    session_id: SessionId,
    head: MessageId | None,
    *,
    take: int = 1,
    goes_on: bool = False,
) -> Scene:
    """Return the scene after the message *head*."""
    session = repos.sessions.get(session_id)
    refuse_trashed_session(repos, session)
    return Scene(
        session=session,
        world=repos.worlds.get(session.world_id),
        before=line_end(repos, head, at_least=MOST_MESSAGES),
        last_turn=repos.messages.turn_of(head) if head else 0,
        take=take,
        goes_on=goes_on,
    )


def _entries_and_notes(
    repos: Repos, session_id: SessionId, ids: Sequence[LoreId]
) -> tuple[dict[LoreId, LoreEntry], Mapping[LoreId, SessionNote], datetime]:
    return repos.lore.many(ids), repos.notes.current_of(session_id, ids), repos.now


def _query(scene: Scene, text: str) -> Query:
    panel = scene.panel
    recent = [message.text for message in scene.before[-SCENE_MESSAGES:]]
    return Query(
        world_id=scene.world.id,
        session_id=scene.session.id,
        text=text or "".join(recent[-1:]),
        scene="\n".join(recent),
        on_scene=(panel.place, *panel.present) if panel else (),
    )


def _inputs(
    scene: Scene, text: str, packed: Sequence[Packed], recent: Sequence[Message]
) -> ReplyInputs:
    return ReplyInputs(
        world=world_text(scene.world),
        narrator=scene.world.narrator,
        message=text,
        turn=scene.turn,
        entries=tuple(one.entry for one in packed),
        recent=spoken(recent),
        panel=scene.panel,
        panel_fields=scene.world.panel_fields,
        take=scene.take,
    )


def _tokens(messages: Sequence[ChatMessage]) -> int:
    return sum(estimate_tokens(message.content) for message in messages)


def _told(
    candidates: Sequence[Candidate],
    entries: dict[LoreId, LoreEntry],
    notes: Mapping[LoreId, SessionNote],
    packed: Sequence[Packed],
) -> tuple[ContextEntry, ...]:
    by_handle = {one.entry.handle: one for one in packed}
    told = []
    for candidate in candidates:
        entry = entries[candidate.entry_id]
        shown = by_handle.get(entry.handle)
        if shown is None:
            continue
        note = notes.get(entry.id)
        told.append(
            ContextEntry(
                entry_id=entry.id,
                handle=entry.handle,
                title=entry.title,
                reason=candidate.reason,
                tokens=shown.tokens,
                revision=note.revision if note else f"{LORE_REVISION}{entry.revision}",
                scores=candidate.scores,
                cut=shown.cut,
            )
        )
    return tuple(told)


def _left_out(
    candidates: Sequence[Candidate], entries: dict[LoreId, LoreEntry], packed: Sequence[Packed]
) -> tuple[LeftOut, ...]:
    shown = {one.entry.handle for one in packed}
    return tuple(
        LeftOut(
            entry_id=candidate.entry_id,
            title=entries[candidate.entry_id].title,
            reason=f"{candidate.reason}, but the budget was full",
            scores=candidate.scores,
        )
        for candidate in candidates
        if entries[candidate.entry_id].handle not in shown
    )
