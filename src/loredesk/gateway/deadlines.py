"""Watching how long an answer takes, by its content.

Comments and empty chunks that keep a connection alive are no content, so a server that only
drips meets the deadline all the same.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from loredesk.domain.services import Profile
from loredesk.gateway import faults
from loredesk.gateway.places import Place
from loredesk.gateway.wire import Chunk


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How many seconds an answer may take."""

    first: float
    """Until its first content."""
    idle: float
    """From one content to the next."""
    total: float


def deadlines_of(profile: Profile) -> Deadlines:
    """Return the deadlines the author set in *profile*."""
    return Deadlines(profile.first_token_seconds, profile.idle_seconds, profile.total_seconds)


async def paced(
    chunks: AsyncGenerator[Chunk], deadlines: Deadlines, place: Place
) -> AsyncGenerator[Chunk]:
    """Yield *chunks* while they keep to *deadlines*; else end the request and raise."""
    ends_at = asyncio.get_running_loop().time() + deadlines.total
    patience, complaint = deadlines.first, "did not begin to answer"
    async with aclosing(chunks):
        while True:
            chunk = await _next(chunks, patience, complaint, ends_at, deadlines, place)
            if chunk is None:
                return
            yield chunk
            patience, complaint = deadlines.idle, "did not go on with its answer"


async def _next(
    chunks: AsyncGenerator[Chunk],
    patience: float,
    complaint: str,
    ends_at: float,
    deadlines: Deadlines,
    place: Place,
) -> Chunk | None:
    loop = asyncio.get_running_loop()
    by = min(loop.time() + patience, ends_at)
    try:
        async with asyncio.timeout_at(by):
            return await anext(chunks, None)
    except TimeoutError as error:
        if by < ends_at:
            raise faults.too_slow(place, patience, complaint) from error
        raise faults.too_slow(place, deadlines.total, "did not finish its answer") from error
