"""Reading a streamed answer off a connection, whichever protocol its events belong to."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing
from typing import Any, Protocol

import httpx2

from loredesk.gateway.faults import GarbledError
from loredesk.gateway.http import LARGEST_ANSWER, let_go, whole_body
from loredesk.gateway.server_events import EventReader, ServerEvent
from loredesk.gateway.wire import Chunk

_FAREWELL_SECONDS = 0.25
"""How long a server may take to end its body after saying that nothing follows."""
_GRACE_SECONDS = 2.0
"""How long the figures may take after the last word; a server may also just leave us hanging."""


class AnswerReader(Protocol):
    """Makes chunks of one protocol's events."""

    @property
    def has_finished(self) -> bool:
        """Return whether the server has said how the answer ended."""
        ...

    def take(self, data: dict[str, Any]) -> Iterator[Chunk]:
        """Yield what one event says."""
        ...

    def take_whole(self, data: dict[str, Any]) -> Iterator[Chunk]:
        """Yield what an answer says that came in one body, though a stream was asked for."""
        ...

    def finish(self, *, is_done: bool) -> Chunk:
        """Return the chunk with `end`; raise where the answer broke off."""
        ...


async def chunks_of(
    parts: AsyncIterator[bytes], headers: Mapping[str, str], reader: AnswerReader
) -> AsyncGenerator[Chunk]:
    """Yield the chunks of the answer whose body is *parts*; the last one carries `end`."""
    kind = headers.get("content-type", "").lower()
    is_whole = "json" in kind and "stream" not in kind and "ndjson" not in kind
    read = _whole if is_whole else _streamed
    try:
        if "html" in kind:
            raise GarbledError("a web page")
        async with aclosing(read(parts, reader)) as chunks:
            async for chunk in chunks:
                yield chunk
    finally:
        await let_go(parts)


async def _streamed(parts: AsyncIterator[bytes], reader: AnswerReader) -> AsyncGenerator[Chunk]:
    met = is_done = False
    async with aclosing(_events(parts, reader)) as events:
        async for event in events:
            met = True
            if event.is_done:
                is_done = True
                break
            for chunk in reader.take(event.read()):
                yield chunk
    if is_done:
        await let_go(parts, _FAREWELL_SECONDS)
    if not met:
        raise GarbledError("nothing")
    yield reader.finish(is_done=is_done)


async def _whole(parts: AsyncIterator[bytes], reader: AnswerReader) -> AsyncGenerator[Chunk]:
    for chunk in reader.take_whole(_object(await whole_body(parts))):
        yield chunk
    yield reader.finish(is_done=True)


async def _events(parts: AsyncIterator[bytes], reader: AnswerReader) -> AsyncGenerator[ServerEvent]:
    lines = EventReader()
    async with aclosing(_bounded(parts, reader)) as bounded:
        async for part in bounded:
            for event in lines.feed(part):
                yield event
    for event in lines.close():
        yield event


async def _bounded(parts: AsyncIterator[bytes], reader: AnswerReader) -> AsyncGenerator[bytes]:
    """Yield *parts* up to the largest size; what goes wrong after the end does not matter."""
    left = LARGEST_ANSWER
    while True:
        try:
            async with asyncio.timeout(_GRACE_SECONDS if reader.has_finished else None):
                part = await anext(parts, None)
        except (httpx2.HTTPError, httpx2.StreamError, TimeoutError):
            if reader.has_finished:
                return
            raise
        if part is None:
            return
        left -= len(part)
        if left < 0:
            raise GarbledError("far too much")
        yield part


def _object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        raise GarbledError("nothing")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise GarbledError("something unreadable") from error
    if isinstance(data, list) and data:
        data = data[0]
    if not isinstance(data, dict):
        raise GarbledError("something unreadable")
    return data
