"""A bench to measure on: a library of its own, with an embedder that compares words."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest

from loredesk.domain.services import Profile, Service
from loredesk.domain.settings import Engine
from loredesk.host import assets
from loredesk.recall.engine import RecallEngine
from loredesk.recall.lore_words import WordSearch
from loredesk.recall.name_books import NameBooks
from loredesk.recall.weight_books import WeightBooks
from loredesk.services.evaluation.bench import Bench
from loredesk.services.evaluation.second_look import SecondLook
from loredesk.services.indexing import IndexService
from loredesk.services.reranking import Reranking
from loredesk.services.sample import SampleService
from loredesk.storage.vectors.exact import ExactIndex
from tests.fakes.library import EMBEDDER, SqlLibrary
from tests.fakes.scripted_models import FakeEmbedder, FakeReranker


@pytest.fixture
def embedder():
    return FakeEmbedder(model=EMBEDDER)


@pytest.fixture
def reranker():
    """Is asked once it is given a provider."""
    made = FakeReranker()
    made.profile = Profile(service=Service.RERANKING)
    return made


@pytest.fixture
def open_bench(tmp_path, embedder, reranker):
    """Opens benches in folders of their own; says where they were."""
    opened = []

    @asynccontextmanager
    async def open_one():
        folder = tmp_path / f"bench{len(opened)}"
        folder.mkdir()
        opened.append(folder)
        async with SqlLibrary(folder) as library:
            with ThreadPoolExecutor(max_workers=1) as thread:
                yield await _bench(library, embedder, reranker, thread)

    open_one.opened = opened
    return open_one


@pytest.fixture
async def bench(open_bench):
    async with open_bench() as made:
        yield made


async def _bench(library, embedder, reranker, thread):
    index = IndexService(
        store=library.store,
        embedder=embedder,
        mirror=ExactIndex,
        second=None,
        engine=lambda: Engine.EXACT,
        hub=library.hub,
    )
    return Bench(
        store=library.store,
        hub=library.hub,
        embedder=embedder,
        documents=library.documents,
        recall=RecallEngine(
            store=library.store,
            meaning=index,
            words=WordSearch(
                store=library.store, likeness=lambda: None, thread=thread, hub=library.hub
            ),
            books=NameBooks(store=library.store, hub=library.hub),
        ),
        weights=WeightBooks(
            store=library.store, model=lambda: embedder.info.model, hub=library.hub
        ),
        sample=SampleService(
            store=library.store,
            documents=library.documents,
            folder=lambda: assets.folder("resources").joinpath("sample"),
            new_id=library.new_id,
        ),
        look=SecondLook(
            Reranking(
                reranker=reranker,
                profile=lambda: reranker.profile,
                now=library.clock.now,
                hub=library.hub,
                seconds=30.0,
            )
        ),
        likeness=lambda: None,
        thread=thread,
        new_id=library.new_id,
    )
