"""A switchboard whose services all speak to one server, with no waiting between tries."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from loredesk.domain.calls import ModelCall
from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway.retry import Patience
from loredesk.gateway.switchboard import Switchboard
from loredesk.ports.models import ChatMessage, ModelRequest, Piece
from loredesk.ports.task_inputs import ReplyInputs
from tests.fakes.model_server import Manner, ModelServer

SCHEMA = {
    "type": "object",
    "properties": {"who": {"type": "string"}},
    "required": ["who"],
    "additionalProperties": False,
}


def settings_for(provider: Provider, base_url: str, **more: Any) -> Settings:
    """Return settings in which every service uses *base_url*."""
    return Settings(
        profiles={
            service: Profile(
                service=service,
                provider=provider,
                base_url=base_url,
                **{"model": "fake-model", **more},
            )
            for service in Service
        }
    )


def asking(text: str = "What now?", **more: Any) -> ModelRequest:
    """Return a request for a reply."""
    given: dict[str, Any] = {
        "service": Service.GENERATION,
        "task": "reply",
        "messages": (ChatMessage("system", "Tell."), ChatMessage("user", text)),
        "inputs": ReplyInputs(world="", narrator="", message=text, turn=1),
        "max_tokens": 100,
        "temperature": 0.7,
    }
    return ModelRequest(**{**given, **more})


async def collect(pieces: AsyncGenerator[Piece], into: list[Piece]) -> None:
    """Add *pieces* to *into* as they come, so that they are there when an error ends them."""
    async for piece in pieces:
        into.append(piece)  # noqa: PERF401 - a comprehension would lose them


@dataclass
class Bench:
    """A server, the switchboard in front of it, and what was written down."""

    server: ModelServer
    board: Switchboard
    calls: list[ModelCall] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    async def text(self, **more: Any) -> str:
        """Return the whole reply."""
        pieces = self.board.generation.generate(asking(**more))
        return "".join([piece.text async for piece in pieces])

    async def data(self, **more: Any) -> Any:
        """Return the whole reply as data."""
        answer = await self.board.generation.json_generate(asking(schema=SCHEMA, **more))
        return answer.data


@pytest.fixture
async def bench_of() -> AsyncIterator[Callable[..., Any]]:
    """Return a function that starts a server of some manner and a switchboard to it."""
    benches: list[Bench] = []

    async def start(manner: Manner = Manner.OPENAI, key: str | None = "sk-canary-123456", **more):
        server = await ModelServer(manner).__aenter__()
        provider = Provider.ANTHROPIC if manner is Manner.ANTHROPIC else Provider.OPENAI
        calls: list[ModelCall] = []
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        board = Switchboard(
            settings=settings_for(provider, server.base_url, **more),
            key_of=lambda _: key,
            on_call=calls.append,
            patience=Patience(sleep=sleep, chance=lambda: 1.0),
        )
        benches.append(Bench(server, board, calls, waits))
        return benches[-1]

    yield start
    for bench in benches:
        await bench.board.aclose()
        await bench.server.__aexit__()
