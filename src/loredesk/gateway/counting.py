"""Comparing our estimate of each prompt with what its server counts."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Protocol

from loredesk.domain.calibration import SMALLEST_PROMPT, PromptCount
from loredesk.domain.messages import Usage
from loredesk.domain.services import Profile
from loredesk.domain.tokens import estimate_tokens
from loredesk.ports.models import JsonAnswer, ModelRequest, Piece, TextModel

OnCount = Callable[[PromptCount], None]
FRAME_TOKENS = 5
"""What a server writes around each message of a chat: its role and two marks."""
COUNTED_AGAIN_AFTER = 20
"""So many prompts that come back without a count that can be believed."""


class Tokenizer(Protocol):
    """Counts as a model does."""

    async def count(self, text: str) -> int | None:
        """Return the tokens of *text*; None where they cannot be told."""
        ...

    async def aclose(self) -> None:
        """Close what it holds."""
        ...


class CountingTextModel:
    """A text model whose prompts are counted: by what comes back with an answer, or by asking.

    The tokenizer is asked beside everything else and after the answer, for the first prompt that
    says something, and now and then where no count comes back that can be believed.
    """

    def __init__(
        self,
        inner: TextModel,
        profile: Profile,
        *,
        on_count: OnCount,
        tokenizer: Tokenizer | None,
        tells_all: bool,
    ) -> None:
        """Begin; *tells_all* says that the server counts what it had in a cache as well."""
        self._inner = inner
        self._profile = profile
        self._on_count = on_count
        self._tokenizer = tokenizer
        self._tells_all = tells_all
        self._asking: asyncio.Task[None] | None = None
        self._uncounted = COUNTED_AGAIN_AFTER

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece]:
        """Stream the answer, and count the prompt at its end."""
        async with aclosing(self._inner.generate(request)) as pieces:
            async for piece in pieces:
                if piece.finish is not None:
                    self._heard(request, piece.finish.usage)
                yield piece

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Return the answer as JSON, and count the prompt."""
        answer = await self._inner.json_generate(request)
        self._heard(request, answer.usage)
        return answer

    async def aclose(self) -> None:
        """Stop asking, and close the tokenizer."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])
        if self._tokenizer is not None:
            await self._tokenizer.aclose()

    def _heard(self, request: ModelRequest, usage: Usage) -> None:
        estimated = sum(estimate_tokens(message.content) for message in request.messages)
        if estimated < SMALLEST_PROMPT:
            return
        said = self._count(estimated, usage.prompt_tokens, sure=self._tells_all)
        if not usage.estimated:
            self._on_count(said)
        self._uncounted += usage.estimated or not said.is_usable
        idle = self._asking is None or self._asking.done()
        if self._tokenizer is not None and idle and self._uncounted >= COUNTED_AGAIN_AFTER:
            self._uncounted = 0
            asking = self._ask(self._tokenizer, request, estimated)
            self._asking = asyncio.get_running_loop().create_task(asking, name="count tokens")

    async def _ask(self, tokenizer: Tokenizer, request: ModelRequest, estimated: int) -> None:
        text = "\n".join(message.content for message in request.messages)
        counted = await tokenizer.count(text)
        if counted is not None:
            real = counted + FRAME_TOKENS * len(request.messages)
            self._on_count(self._count(estimated, real, sure=True))

    def _count(self, estimated: int, real: int, *, sure: bool) -> PromptCount:
        return PromptCount(
            base_url=self._profile.base_url,
            model=self._profile.model,
            estimated=estimated,
            real=real,
            sure=sure,
        )
