"""A temporary home with a made world in it, and services whose model answers at once."""

import gc
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import numpy as np

from loredesk.bootstrap.bench.made_world import MadeWorld, Maker
from loredesk.bootstrap.evaluating import evaluations_of
from loredesk.bootstrap.joining import Joined, join
from loredesk.bootstrap.parts import Parts
from loredesk.domain.events import SearchLoaded
from loredesk.domain.hub import Hub
from loredesk.domain.messages import Usage
from loredesk.domain.services import FoundServer, Profile
from loredesk.domain.settings import Engine, Settings
from loredesk.gateway.builtin.embedder import built_in_embedder
from loredesk.gateway.builtin.word_vectors import word_vectors
from loredesk.gateway.switchboard import Switchboard
from loredesk.host import assets
from loredesk.host.clock import SystemClock
from loredesk.host.home import Home
from loredesk.host.key_ring import HomeSecrets
from loredesk.ports.models import (
    Embedder,
    EmbedderInfo,
    Finish,
    JsonAnswer,
    ModelRequest,
    Piece,
    Purpose,
    TextModel,
    Vectors,
)
from loredesk.prompting.catalog import PromptCatalog
from loredesk.services.backups import BackupService
from loredesk.services.documents import DocumentKeeper
from loredesk.services.keys import KeyService
from loredesk.services.models import ModelsService
from loredesk.services.settings_keeping import SettingsKeeper
from loredesk.services.timeline import Timeline
from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import upgrade
from loredesk.storage.store import SqlStore


class AnswersAtOnce:
    """A text model that costs nothing, so that what is left of a reply is our own share."""

    async def generate(self, request: ModelRequest) -> AsyncGenerator[Piece, None]:
        """Answer with one word."""
        yield Piece(text="Yes.")
        yield Piece(finish=Finish(reason="stop", usage=Usage(), model="bench"))

    async def json_generate(self, request: ModelRequest) -> JsonAnswer:
        """Refuse: no benchmark asks for JSON."""
        message = "Only replies are measured"
        raise NotImplementedError(message)


class PresetEmbedder:
    """The built-in embedder, or, while `preset` is set, that vector for every text."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.preset: Vectors | None = None

    @property
    def info(self) -> EmbedderInfo:
        """Return which vectors the built-in embedder makes."""
        return self._inner.info

    async def embed(self, texts: Sequence[str], *, purpose: Purpose) -> Vectors:
        """Return one unit vector per text."""
        if self.preset is not None:
            return np.repeat(self.preset, len(texts), axis=0)
        return await self._inner.embed(texts, purpose=purpose)


class _Board(Switchboard):
    @property
    def generation(self) -> TextModel:
        """Return a model that costs nothing."""
        return AnswersAtOnce()


@dataclass(frozen=True, slots=True, kw_only=True)
class BareHome:
    """A home with nothing in it, and what fills it."""

    file: Path
    store: SqlStore
    parts: Parts
    joined: Joined
    embedder: PresetEmbedder
    documents: DocumentKeeper
    timeline: Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeHome:
    """Everything a benchmark of the services needs."""

    file: Path
    store: SqlStore
    parts: Parts
    joined: Joined
    embedder: PresetEmbedder
    maker: Maker
    world: MadeWorld


@asynccontextmanager
async def made_home(size: int) -> AsyncIterator[MadeHome]:
    """Yield a temporary home with a world of *size* entries."""
    async with bare_home() as bare:
        maker = Maker(
            store=bare.store,
            documents=bare.documents,
            timeline=bare.timeline,
            model=bare.embedder.info.model,
        )
        yield MadeHome(
            file=bare.file,
            store=bare.store,
            parts=bare.parts,
            joined=bare.joined,
            embedder=bare.embedder,
            maker=maker,
            world=await maker.make(size),
        )


@asynccontextmanager
async def bare_home() -> AsyncIterator[BareHome]:
    """Yield a temporary home with nothing in it."""
    async with AsyncExitStack() as exits:
        home = Home(Path(exits.enter_context(TemporaryDirectory(prefix="loredesk-bench-"))))
        home.create()
        upgrade(home.db_file, backups=home.backups)
        hub = Hub()
        # As in a home of an author's.
        hub.subscribe(SearchLoaded, lambda _event: gc.freeze())
        exits.callback(gc.unfreeze)
        store = SqlStore(home.db_file, now=SystemClock().now, publish=hub.publish)
        exits.push_async_callback(store.aclose)
        inner = built_in_embedder(graphs=home.index)
        exits.push_async_callback(inner.aclose)
        embedder = PresetEmbedder(inner)
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recall")
        exits.callback(thread.shutdown)
        parts = _parts(home, hub, store, await _board(exits, embedder), thread)
        documents = DocumentKeeper(new_id=new_id, embedding_model=lambda: embedder.info.model)
        yield BareHome(
            file=home.db_file,
            store=store,
            parts=parts,
            joined=join(parts, evaluations_of(home.path)),
            embedder=embedder,
            documents=documents,
            timeline=Timeline(documents=documents, new_id=new_id),
        )


def new_id() -> str:
    """Return an id nobody else has."""
    return uuid4().hex


async def _board(exits: AsyncExitStack, embedder: Embedder) -> Switchboard:
    board = _Board(
        settings=Settings(engine=Engine.EXACT),
        key_of=_no_key,
        on_call=lambda _call: None,
        built_in_embedder=lambda: embedder,
    )
    exits.push_async_callback(board.aclose)
    await board.prepare()
    return board


def _parts(home: Home, hub: Hub, store: SqlStore, board: Switchboard, thread: Executor) -> Parts:
    prompts = PromptCatalog.load(assets.folder("prompts"))
    return Parts(
        hub=hub,
        store=store,
        board=board,
        prompts=prompts,
        models=ModelsService(
            settings=Settings(engine=Engine.EXACT),
            board=board,
            keys=KeyService(secrets=HomeSecrets(), key_of=_no_key, key_name=lambda _profile: ""),
            keeper=SettingsKeeper(store=store, save=lambda _before, _after: None),
            find_servers=_no_servers,
            prompts=prompts,
            hub=hub,
        ),
        backups=BackupService(
            shelf=FolderShelf(home.db_file, home.backups),
            hub=hub,
            now=SystemClock().now,
            replace=None,
        ),
        second_index=None,
        probes=(),
        boot_id=new_id(),
        new_id=new_id,
        thread=thread,
        likeness=word_vectors,
        owned=True,
    )


def _no_key(_profile: Profile) -> str | None:
    return None


async def _no_servers() -> tuple[FoundServer, ...]:
    return ()
