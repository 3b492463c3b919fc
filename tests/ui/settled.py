"""Letting work that was started come to rest, without waiting a fixed time."""

import asyncio

_ROUNDS = 20


async def settled() -> None:
    """Give everything that is ready to run its turn, a number of times over."""
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)
