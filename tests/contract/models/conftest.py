"""The same questions for every model: what a port promises, each adapter must keep."""

import importlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway.switchboard import Switchboard
from loredesk.ports.models import Embedder, TextModel
from tests.fakes.model_server import Manner, ModelServer
from tests.fakes.scripted_models import FakeEmbedder, ScriptedTextModel

ANALYSIS = '{"updates": [], "creations": []}'
TEXT_MODELS = ("scripted", "builtin", "openai", "anthropic")
EMBEDDERS = ("fake", "builtin", "openai")


@dataclass(frozen=True)
class Subject:
    """A text model that answers two tasks, one with text and one with JSON."""

    model: TextModel
    json_model: TextModel


def profiles(provider: Provider, base_url: str) -> dict[Service, Profile]:
    return {
        service: Profile(
            service=service,
            provider=Provider.OPENAI if service is Service.EMBEDDING else provider,
            base_url=base_url,
            model="fake-model",
        )
        for service in Service
    }


@pytest.fixture(params=TEXT_MODELS)
async def subject(request) -> AsyncIterator[Subject]:
    match request.param:
        case "scripted":
            model = ScriptedTextModel()
            model.always("reply", "The lamp burns in the tower.")
            model.always("analyse_turn", ANALYSIS)
            yield Subject(model, model)
        case "builtin":
            built_in = importlib.import_module("loredesk.gateway.builtin.models")
            model = built_in.BuiltInTextModel()
            yield Subject(model, model)
        case name:
            manner = Manner.ANTHROPIC if name == "anthropic" else Manner.OPENAI
            async with (
                ModelServer(manner, answer="The lamp burns in the tower.") as prose,
                ModelServer(manner, answer=ANALYSIS) as data,
            ):
                boards = [_board(Provider(name), server) for server in (prose, data)]
                yield Subject(boards[0].generation, boards[1].analysis)
                for board in boards:
                    await board.aclose()


@pytest.fixture(params=EMBEDDERS)
async def embedder(request) -> AsyncIterator[Embedder]:
    match request.param:
        case "fake":
            yield FakeEmbedder()
        case "builtin":
            built_in = importlib.import_module("loredesk.gateway.builtin.embedder")
            made = built_in.built_in_embedder()
            yield made
            await made.aclose()
        case _:
            async with ModelServer() as server:
                board = _board(Provider.OPENAI, server)
                yield board.embedder
                await board.aclose()


def _board(provider: Provider, server: ModelServer) -> Switchboard:
    settings = Settings(profiles=profiles(provider, server.base_url))
    return Switchboard(settings=settings, key_of=lambda _: "sk-canary", on_call=lambda _: None)
