"""The same questions for every model: what a port promises, each adapter must keep."""

import importlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from loredesk.domain.services import Profile, Provider, Service
from loredesk.domain.settings import Settings
from loredesk.gateway.adapters import OrderAsItCame
from loredesk.gateway.builtin import weights
from loredesk.gateway.builtin.embedder import EXACT, QUICK, built_in_embedder
from loredesk.gateway.builtin.graph_file import GraphFile
from loredesk.gateway.builtin.minilm_graph import RECIPE
from loredesk.gateway.switchboard import Switchboard
from loredesk.ports.models import Embedder, Reranker, TextModel
from tests.fakes.model_server import Manner, ModelServer
from tests.fakes.scripted_models import FakeEmbedder, FakeReranker, ScriptedTextModel

ANALYSIS = '{"updates": [], "creations": []}'
TEXT_MODELS = ("scripted", "builtin", "openai", "anthropic")
RERANKERS = ("fake", "builtin", "openai", "tei")
EMBEDDERS = ("fake", "quick", "exact", "spelling", "openai")


@dataclass(frozen=True)
class Subject:
    """A text model that answers two tasks, one with text and one with JSON."""

    model: TextModel
    json_model: TextModel


def profiles(provider: Provider, base_url: str) -> dict[Service, Profile]:
    return {
        service: Profile(
            service=service,
            provider=provider if service.is_text else Provider.OPENAI,
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
async def embedder(request, tmp_path) -> AsyncIterator[Embedder]:
    match request.param:
        case "fake":
            yield FakeEmbedder()
        case "quick" | "exact" | "spelling" as way:
            made = _built_in(way, tmp_path)
            yield made
            await made.aclose()
        case _:
            async with ModelServer() as server:
                board = _board(Provider.OPENAI, server)
                yield board.embedder
                await board.aclose()


@pytest.fixture(params=RERANKERS)
async def reranker(request) -> AsyncIterator[Reranker]:
    match request.param:
        case "fake":
            yield FakeReranker()
        case "builtin":
            yield OrderAsItCame()
        case name:
            async with ModelServer(Manner(name)) as server:
                board = _board(Provider.OPENAI, server)
                yield board.reranker
                await board.aclose()


def _built_in(way: str, folder: Path) -> Embedder:
    if way == "spelling":
        return built_in_embedder(folder)
    if weights.installed_folder() is None:
        pytest.skip(f"the package {weights.DISTRIBUTION} is not installed")
    if way == "exact":
        GraphFile(folder, weights.stamp(RECIPE)).refuse()
    made = built_in_embedder(graphs=folder)
    assert made.info is {"quick": QUICK, "exact": EXACT}[way]
    return made


def _board(provider: Provider, server: ModelServer) -> Switchboard:
    settings = Settings(profiles=profiles(provider, server.base_url))
    return Switchboard(settings=settings, key_of=lambda _: "sk-canary", on_call=lambda _: None)
