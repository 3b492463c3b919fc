"""The Anthropic protocol, spoken to any server that speaks it.

Importing this module imports the library `anthropic`, which takes its time. The library sends the
request and sorts out the connection; the stream is read by ourselves, because the library takes
answers that broke off for whole ones.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from datetime import UTC, datetime

import anthropic

from loredesk.domain.errors import LoredeskError
from loredesk.domain.services import Provider
from loredesk.gateway import faults
from loredesk.gateway.anthropic_format import AnthropicReader, request_body
from loredesk.gateway.habits import Habits
from loredesk.gateway.http import (
    KEY_HEADER,
    PATIENCE,
    clean_key,
    in_our_words,
    open_client,
    translated,
)
from loredesk.gateway.places import Place
from loredesk.gateway.streamed_answer import chunks_of
from loredesk.gateway.wire import Chunk
from loredesk.ports.models import ModelRequest

_NOT_A_KEY = "none"
"""The library insists on a key; what is sent is decided by our own transport."""


class AnthropicWire:
    """Speaks the Anthropic protocol to one place."""

    def __init__(self, place: Place, *, key: Callable[[], Awaitable[str | None]]) -> None:
        self._place = place
        self._key = key
        self._client = anthropic.AsyncAnthropic(
            api_key=_NOT_A_KEY,
            base_url=place.base_url,
            max_retries=0,
            timeout=PATIENCE,
            http_client=open_client(place, Provider.ANTHROPIC),
        )

    async def stream(self, request: ModelRequest, habits: Habits) -> AsyncGenerator[Chunk]:
        """Send *request* once and yield the answer as it comes."""
        key = clean_key(self._place, await self._key())
        messages, rest = request_body(request, habits)
        reader = AnthropicReader(self._place, key)
        try:
            async with in_our_words(self._place):
                answering = self._client.messages.with_streaming_response.create(
                    model=self._place.model or "default",
                    max_tokens=max(1, request.max_tokens),
                    messages=messages,
                    stream=True,
                    extra_body=rest,
                    extra_headers={KEY_HEADER: key, "accept": "text/event-stream"},
                )
                async with answering as response:
                    chunks = chunks_of(response.iter_bytes(), response.headers, reader)
                    async with aclosing(chunks):
                        async for chunk in chunks:
                            yield chunk
        except anthropic.AnthropicError as error:
            raise self._in_our_words(error, key) from error

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    def _in_our_words(self, error: anthropic.AnthropicError, key: str) -> LoredeskError:
        if isinstance(error, anthropic.APIStatusError):
            answer = error.response
            return faults.from_status(
                self._place,
                answer.status_code,
                answer.headers,
                answer.content,
                now=datetime.now(UTC),
                key=key,
            )
        return translated(self._place, error.__cause__ or error)
