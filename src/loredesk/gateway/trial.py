"""Trying the model of a service with one real call."""

import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing

import numpy as np

from loredesk.domain.errors import LoredeskError
from loredesk.domain.services import ModelCheck, Profile, Provider, Service
from loredesk.ports.models import ChatMessage, Embedder, ModelRequest, Reranker, TextModel
from loredesk.ports.task_inputs import (
    AnalysisInputs,
    KnownEntry,
    NoteEvent,
    ReplyInputs,
    RewriteInputs,
    SpokenMessage,
    TaskInputs,
)

_TOKENS = 256
_LONGEST = 200
_SYSTEM = "You help to keep the notes of a story. Be brief."
_TURN = "Mira lights the lamp in the old tower."
_SCHEMA = {
    "type": "object",
    "properties": {"who": {"type": "string", "maxLength": 40}},
    "required": ["who"],
    "additionalProperties": False,
}
_INPUTS: dict[Service, TaskInputs] = {
    Service.GENERATION: ReplyInputs(world="", narrator="Narrator", message=_TURN, turn=1),
    Service.ANALYSIS: AnalysisInputs(
        world="", turn=1, messages=(SpokenMessage(speaker="Author", text=_TURN, is_author=True),)
    ),
    Service.MAINTENANCE: RewriteInputs(
        world="",
        entry=KnownEntry(handle="mira", title="Mira", category="character"),
        events=(NoteEvent(turn=1, summary=_TURN),),
    ),
}
_WISHES = {
    Service.GENERATION: ("reply", f"Go on with the story in one sentence: {_TURN}"),
    Service.ANALYSIS: ("analyse_turn", f'Answer with JSON {{"who": name}}: who acts here? {_TURN}'),
    Service.MAINTENANCE: ("rewrite_note", f"Note in one sentence what Mira did: {_TURN}"),
}
_BUILT_IN_ORDER = "the order of recall itself stands, and nothing is asked"
_QUESTION = "Where does the lamp burn?"
_TEXTS = ("a lamp in a tower", "a light in a spire", "salted herring")


async def try_text(model: TextModel, profile: Profile) -> ModelCheck:
    """Return what came of one call to the text model of a service."""
    service = profile.service
    task, wish = _WISHES[service]
    request = ModelRequest(
        service=service,
        task=task,
        messages=(ChatMessage("system", _SYSTEM), ChatMessage("user", wish)),
        inputs=_INPUTS[service],
        max_tokens=min(_TOKENS, profile.max_tokens),
        temperature=profile.temperature,
        schema=_SCHEMA if service is Service.ANALYSIS else None,
    )

    async def call() -> str:
        if service is Service.ANALYSIS:
            return (await model.json_generate(request)).raw
        async with aclosing(model.generate(request)) as pieces:
            return "".join([piece.text async for piece in pieces])

    return await _checked(profile, profile.model, call)


async def try_embedder(embedder: Embedder, profile: Profile) -> ModelCheck:
    """Return what came of one call to the embedder: how wide, and whether meaning shows."""

    async def call() -> str:
        vectors = await embedder.embed(_TEXTS, purpose="document")
        near, far = (float(np.dot(vectors[0], vectors[at])) for at in (1, 2))
        width = vectors.shape[1]
        return f"{width} numbers a vector; likeness {near:.2f} for like words, {far:.2f} for others"

    return await _checked(profile, profile.model or embedder.info.model, call)


async def try_reranker(reranker: Reranker, profile: Profile) -> ModelCheck:
    """Return what came of one call to the reranker: which of the texts it puts first."""

    async def call() -> str:
        if profile.provider is Provider.BUILT_IN:
            return _BUILT_IN_ORDER
        texts = _TEXTS[::-1]
        scores = await reranker.rerank(_QUESTION, texts)
        first = texts[scores.index(max(scores))]
        return f"to {_QUESTION!r} it puts {first!r} first, of {len(texts)} texts"

    return await _checked(profile, profile.model, call)


async def _checked(profile: Profile, model: str, call: Callable[[], Awaitable[str]]) -> ModelCheck:
    began = time.perf_counter()
    answer = problem = hint = ""
    try:
        answer = " ".join((await call()).split())
    except LoredeskError as error:
        problem, hint = error.message, error.hint
    if len(answer) > _LONGEST:
        answer = f"{answer[: _LONGEST - 1]}…"
    return ModelCheck(
        service=profile.service,
        provider=profile.provider,
        model=model,
        ok=not problem,
        answer=answer,
        ms=(time.perf_counter() - began) * 1000,
        problem=problem,
        hint=hint,
    )
