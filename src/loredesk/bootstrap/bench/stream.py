"""A streamed token into the chat, for histories of many lengths."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

from loredesk.cli.bench.measuring import Benchmark, Prepared, Way
from loredesk.host import assets

Measure = Callable[[], Awaitable[Sequence[float]]]

HISTORIES = (0, 20_000, 200_000, 1_000_000)
"""Characters that are in the chat already."""
_DEAR_TOKENS = 3
"""How many tokens are set the dear way: each costs up to half a second."""


@asynccontextmanager
async def _prepared(size: int) -> AsyncIterator[Prepared]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from loredesk.ui.chat.measuring import StreamBench

    benches = {history: StreamBench(assets.folder("resources"), history) for history in HISTORIES}
    ways: list[Way] = []
    for history, bench in benches.items():
        ours, bare = f"transcript, {history:,}", f"bare insert, {history:,}"
        goal = "<= 150, flat"
        ways += [
            Way(name=ours, measure=_one(bench.transcript, size), limit=bare, goal=goal),
            Way(name=bare, measure=_one(bench.bare, size)),
            Way(
                name=f"setMarkdown of all at each token, {history:,}",
                measure=_one(bench.markdown, min(size, _DEAR_TOKENS)),
                limit=ours,
                goal=">= 400 times" if history else "",
            ),
        ]
    try:
        yield Prepared(ways=ways)
    finally:
        for bench in benches.values():
            bench.close()


STREAM = Benchmark(
    name="stream",
    about="a streamed token into a chat that holds so many characters, painted",
    unit="microseconds a token",
    size=400,
    prepare=_prepared,
)


def _one(way: Callable[[int], float], tokens: int) -> Measure:
    return partial(_measured, way, tokens)


async def _measured(way: Callable[[int], float], tokens: int) -> Sequence[float]:
    return [way(tokens)]
