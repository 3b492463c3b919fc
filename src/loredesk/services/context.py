"""Preparing a reply: recall, budget, prompt, and the manifest that remembers all of it."""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from loredesk.domain.errors import TooLongError
from loredesk.domain.ids import ManifestId, MessageId
from loredesk.domain.manifest import Manifest
from loredesk.domain.messages import Message
from loredesk.domain.services import Service
from loredesk.ports.models import ModelRequest
from loredesk.ports.store import Store
from loredesk.prompting.catalog import PromptCatalog
from loredesk.prompting.templates import marker_for
from loredesk.recall.budget import answer_room
from loredesk.recall.engine import RecallEngine
from loredesk.recall.story.passages import StoryPassage
from loredesk.recall.story.ranking import Ranked
from loredesk.recall.story_recall import StoryRecall
from loredesk.services.blocks import blocks_of
from loredesk.services.context_choice import MOST_EARLIER, Material
from loredesk.services.context_fitting import Fitting
from loredesk.services.context_reading import Reading, read_for
from loredesk.services.context_record import (
    left_out,
    told,
    told_passages,
    told_summaries,
    told_waiting,
)
from loredesk.services.context_reranking import reranked
from loredesk.services.listening import read_listener, turns_without, unbound
from loredesk.services.reach import Reach
from loredesk.services.reranking import Reranking
from loredesk.services.scene import Scene, query_of
from loredesk.services.summaries.recaps import recaps_of
from loredesk.services.telling import message_tokens
from loredesk.services.weights import about_order

MOST_MESSAGES = 2_000
"""How many of the last messages are read at most, to be told as far as the budget goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A request ready to be sent, and what it tells."""

    request: ModelRequest
    manifest: Manifest
    speaker: str
    """Who speaks in the reply."""
    recall_ms: float


class ContextBuilder:
    """Decides what the model is told for a turn."""

    def __init__(
        self,
        *,
        store: Store,
        recall: RecallEngine,
        story: StoryRecall,
        prompts: PromptCatalog,
        reach: Reach,
        new_id: Callable[[], str],
        reranking: Reranking | None = None,
    ) -> None:
        self._store = store
        self._recall = recall
        self._story = story
        self._prompts = prompts
        self._reach = reach
        self._reranking = reranking
        self._new_id = new_id

    async def build(self, scene: Scene, text: str) -> Prepared:
        """Return the request for a reply to *text*, within the model's budget.

        *text* is empty where the narrator goes on: then the last words of the story are looked up.
        """
        started = time.perf_counter()
        listener = unbound(scene)
        if listener is None:
            listener = await self._store.read(lambda repos: read_listener(repos, scene))
        query = replace(query_of(scene, text), hidden=listener.hidden)
        candidates, (rows, ranked) = await asyncio.gather(
            self._recall.find(query),
            self._story.ranked(scene.session.id, scene.head, query.text),
        )
        reading = await self._store.read(lambda repos: read_for(repos, scene, listener, candidates))
        recalled = (time.perf_counter() - started) * 1000
        unheard = listener.missed(rows)
        reading, ranked, remarks = await reranked(
            self._reranking, query.text, reading, rows, ranked, unheard
        )
        budget = self._reach.budget()
        turns = None if listener.voice is None else turns_without(rows, unheard)
        material = self._material(reading, rows, ranked, unheard, turns)
        recent = await self._recent(scene, budget, unheard)
        material = replace(
            material,
            recent=[message for _, message in recent],
            places=[place for place, _ in recent],
            panel=listener.panel(scene.before),
        )
        fitted = Fitting(self._prompts, scene, text, material).within(budget)
        choice = fitted.choice
        manifest = Manifest(
            id=ManifestId(self._new_id()),
            session_id=scene.session.id,
            tokens=fitted.tokens,
            budget=budget,
            blocks=blocks_of(fitted.messages, marker_for(fitted.inputs)),
            entries=told(reading, choice),
            passages=(
                *told_summaries(choice),
                *told_passages(rows, ranked, choice),
                *told_waiting(choice),
            ),
            left_out=left_out(material, rows, ranked, choice, listener),
            remarks=(*remarks, *about_order(await self._story.learned(scene.session.id))),
            created_at=reading.now,
        )
        profile = self._reach.profile()
        request = ModelRequest(
            service=Service.GENERATION,
            task="reply",
            messages=fitted.messages,
            inputs=fitted.inputs,
            max_tokens=answer_room(profile.context_tokens, profile.max_tokens),
            temperature=profile.temperature,
        )
        speaker = reading.voice or scene.world.narrator
        return Prepared(request=request, manifest=manifest, speaker=speaker, recall_ms=recalled)

    def heed(self, error: TooLongError, prepared: Prepared) -> bool:
        """Learn how much the model reads from its refusal; tell whether less may fit."""
        return self._reach.heed(error, prepared.manifest.tokens)

    def _material(
        self,
        reading: Reading,
        rows: Sequence[StoryPassage],
        ranked: Ranked,
        unheard: Collection[MessageId],
        turns: Collection[int] | None,
    ) -> Material:
        """Return everything that could be told, but for the end of the line."""
        earlier = rows if self._prompts.uses("reply", "earlier") else ()
        order = map(int, ranked.order) if earlier else ()
        heard = (row for row in order if rows[row].message_id not in unheard)
        best = tuple(islice(heard, MOST_EARLIER))
        return Material(
            reading=reading,
            rows=earlier,
            ranked=best,
            worth=frozenset(ranked.worth_telling().tolist()),
            unheard=unheard,
            recaps=recaps_of(reading.summaries, turns=turns)
            if self._prompts.uses("reply", "summaries")
            else (),
        )

    async def _recent(
        self, scene: Scene, budget: int, unheard: Collection[MessageId]
    ) -> Sequence[tuple[int, Message]]:
        """Return the end of the line, as far as *budget* tokens could ever hold it.

        Each message comes with its place on the line; those *unheard* are missing.
        """
        near = _placed(scene.before, scene.place, unheard)
        cost = sum(message_tokens(message) for _, message in near)
        if not scene.place or cost >= budget:
            return near
        longer = await self._store.read(
            lambda repos: repos.messages.line(scene.head, last=MOST_MESSAGES)
        )
        return _placed(longer, scene.place + len(scene.before) - len(longer), unheard)


def _placed(
    messages: Sequence[Message], place: int, unheard: Collection[MessageId]
) -> list[tuple[int, Message]]:
    """Return *messages* but for those *unheard*, each with its place; the first stands at *place*."""
    places = enumerate(messages, start=place)
    return [(at, message) for at, message in places if message.id not in unheard]
