"""Asking a model on behalf of a durable task: once, whole, and written down before it is used."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import aclosing, contextmanager
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from loredesk.domain.errors import AnswerError, TooLongError, TransientError
from loredesk.domain.services import Profile, Service
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import ModelRequest, TextModel
from loredesk.ports.task_inputs import TaskInputs
from loredesk.prompting.catalog import PromptCatalog
from loredesk.services.counting import TokenCounts
from loredesk.services.reach import Reach
from loredesk.tasks.journal import Journal

_STORY_SHARE = 0.7
"""The rest is for what the question itself says."""


class Asker:
    """Puts the questions of one service to its model."""

    def __init__(
        self,
        *,
        service: Service,
        model: TextModel,
        prompts: PromptCatalog,
        profile: Callable[[], Profile],
        counts: TokenCounts | None = None,
    ) -> None:
        self._service = service
        self._model = model
        self._prompts = prompts
        self._profile = profile
        self._reach = Reach(profile, counts)

    def called(self, prompt: str) -> str:
        """Return who answers *prompt*, as the audit log names it."""
        profile = self._profile()
        return f"model {profile.model or profile.provider}, {prompt}"

    def lore_room(self) -> int:
        """Return how many tokens of lore and notes a question to this model may carry."""
        return self._reach.budget() // 2

    def reading_room(self) -> int:
        """Return how many tokens of story a question may carry that carries nothing else."""
        return int(self._reach.budget() * _STORY_SHARE)

    async def json(
        self, prompt: str, inputs: TaskInputs, schema: Mapping[str, Any], journal: Journal
    ) -> Mapping[str, Any]:
        """Return the answer to *prompt* as a JSON object.

        Raises what the model raises, and AnswerError where the answer is no object.
        """
        request = self._request(prompt, inputs, schema)

        async def ask() -> object:
            with self._heeding(request):
                return (await self._model.json_generate(request)).data

        data = await journal.remember(_hash(request), ask)
        if not isinstance(data, Mapping):
            message = "The model did not answer with a JSON object."
            raise AnswerError(message, fault="invalid", raw=json.dumps(data))
        return data

    async def text(self, prompt: str, inputs: TaskInputs, journal: Journal) -> str:
        """Return the whole answer to *prompt* as text.

        Raises what the model raises, and AnswerError where the answer is empty or was cut.
        """
        request = self._request(prompt, inputs, None)

        async def ask() -> object:
            with self._heeding(request):
                return await self._written(request)

        text = await journal.remember(_hash(request), ask)
        if not isinstance(text, str) or not text:
            message = "The model answered with nothing."
            raise AnswerError(message, fault="empty")
        return text

    async def _written(self, request: ModelRequest) -> str:
        parts: list[str] = []
        async with aclosing(self._model.generate(request)) as pieces:
            async for piece in pieces:
                parts.append(piece.text)
                if piece.finish is not None and piece.finish.reason == "length":
                    message = "The model's answer was cut because it grew too long."
                    hint = "Raise the answer length of the maintenance model in Settings."
                    raise AnswerError(message, fault="truncated", raw="".join(parts), hint=hint)
        return "".join(parts).strip()

    @contextmanager
    def _heeding(self, request: ModelRequest) -> Iterator[None]:
        """Learn from a server that says how much it reads; the task then carries less."""
        try:
            yield
        except TooLongError as error:
            estimated = sum(estimate_tokens(message.content) for message in request.messages)
            if self._reach.heed(error, estimated):
                raise TransientError(error.message, hint=error.hint) from error
            raise

    def _request(
        self, prompt: str, inputs: TaskInputs, schema: Mapping[str, Any] | None
    ) -> ModelRequest:
        profile = self._profile()
        return ModelRequest(
            service=self._service,
            task=prompt,
            messages=self._prompts.render(prompt, inputs),
            inputs=inputs,
            max_tokens=profile.max_tokens,
            temperature=profile.temperature,
            schema=schema,
        )


def _hash(request: ModelRequest) -> str:
    asked = {
        "task": request.task,
        "inputs": asdict(request.inputs),
        "schema": request.schema,
        "max_tokens": request.max_tokens,
    }
    return sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()
