"""Search by meaning: an exact mirror in memory, Chroma kept in step beside it, SQLite the truth."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence

from loredesk.domain.errors import LoredeskError, TransientError
from loredesk.domain.events import DocumentsChanged, IndexStateChanged, ModelsChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import IndexReport
from loredesk.domain.settings import Engine
from loredesk.ports.models import Embedder
from loredesk.ports.store import Repos, Store
from loredesk.ports.vectors import IndexedPassage, SecondIndex, VectorIndex
from loredesk.services.index_kinds import MakeSecond, Mirror
from loredesk.services.index_readings import joined, unfindable, with_vectors

logger = logging.getLogger(__name__)

EXACT_IS_FASTER_UP_TO = 50_000
"""Passages; above, a Chroma server answers sooner than a scan of everything."""
PASSAGES_PER_HIT = 4
"""How many passages are asked for per entry wanted, since several may belong to one."""


class IndexService:
    """Keeps the indexes in step with the documents in force, and asks them.

    Follows `DocumentsChanged`. The mirror is brought up to date before every search; the second
    index follows in the background, and while it is behind or away the mirror answers.
    """

    def __init__(
        self,
        *,
        store: Store,
        embedder: Embedder,
        mirror: Callable[[], Mirror],
        second: MakeSecond | None,
        engine: Callable[[], Engine],
        hub: Hub,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._new_mirror = mirror
        self._make_second = second
        self._engine = engine
        self._mirror: Mirror | None = None
        self._second: SecondIndex | None = None
        self._model = ""
        self._second_model = ""
        self._dirty: set[str] = set()
        self._behind: set[str] = set()
        self._reconcile = True
        self._lock = asyncio.Lock()
        self._second_lock = asyncio.Lock()
        self._changed = asyncio.Event()
        self._in_step = asyncio.Event()
        self._follower: asyncio.Task[None] | None = None
        self._hub = hub
        hub.subscribe(DocumentsChanged, self._documents_changed)
        hub.subscribe(ModelsChanged, self._models_changed)

    def start(self) -> None:
        """Begin to keep the second index in step in the background."""
        if self._make_second is not None:
            loop = asyncio.get_running_loop()
            self._follower = loop.create_task(self._follow(), name="index-follower")
            self._changed.set()

    async def closest(
        self,
        text: str,
        *,
        world_id: WorldId,
        session_id: SessionId | None,
        limit: int,
        engine: Engine | None = None,
    ) -> Mapping[LoreId, float]:
        """Return the entries in force closest to *text*, with their cosine similarity."""
        vector = (await self._embedder.embed([text], purpose="query"))[0]
        mirror = await self._settled()
        wanted = limit * PASSAGES_PER_HIT
        index = await self._answering(mirror, engine)
        try:
            hits = await index.query(vector, world_id=world_id, session_id=session_id, limit=wanted)
        except TransientError:
            if index is mirror:
                raise
            hits = await mirror.query(
                vector, world_id=world_id, session_id=session_id, limit=wanted
            )
        return await self._store.read(lambda repos: joined(repos, hits, session_id, limit))

    async def in_step(self) -> None:
        """Wait until the second index holds everything, or has given up."""
        await self._settled()
        if self._follower is not None:
            self._in_step.clear()
            self._changed.set()
            await self._in_step.wait()

    async def check(self, engine: Engine | None = None) -> IndexReport:
        """Compare an index with what should be in it, asking every document for itself."""
        engine = engine or self._engine()
        mirror = await self._settled()
        index: VectorIndex = mirror
        name = Engine.EXACT
        if engine is Engine.CHROMA:
            index, name = await self._second_in_step(), Engine.CHROMA
        held = dict(await index.contents())
        model = self._embedder.info.model

        def work(repos: Repos) -> tuple[Mapping[str, str], list[IndexedPassage]]:
            return repos.documents.hashes(), list(repos.documents.passages(model))

        documents, passages = await self._store.read(work)
        right = [one for one in passages if held.get(one.key) == one.text_hash]
        if self._second is not None and index is self._second:
            vectors = {one.key: one.vector for one in right}
            lost = len(await self._second.unfindable(vectors))
        else:
            lost = await unfindable(index, right)
        return IndexReport(
            documents=len(documents),
            indexed=sum(held.get(key) == name for key, name in documents.items()),
            missing=sum(key not in held for key in documents),
            stale=sum(key in held and held[key] != name for key, name in documents.items()),
            ghosts=sum(key not in documents for key in held),
            unfindable=lost,
            engine=name.value,
        )

    async def rebuild(self, engine: Engine | None = None) -> IndexReport:
        """Fill an index anew from the vectors in SQLite, without asking for a single one."""
        engine = engine or self._engine()
        async with self._lock:
            self._mirror = None
        if engine is Engine.CHROMA or (engine is Engine.AUTO and self._second is not None):
            second = await self._second_in_step()
            async with self._second_lock:
                await second.clear()
                self._reconcile = True
                await self._catch_up()
        return await self.check(engine)

    async def aclose(self) -> None:
        """Stop following and end the second index."""
        if self._follower is not None:
            self._follower.cancel()
            await asyncio.gather(self._follower, return_exceptions=True)
        if self._second is not None:
            await self._second.aclose()

    async def _settled(self) -> Mirror:
        """Return the mirror, holding everything that is committed."""
        async with self._lock:
            model = self._embedder.info.model
            if self._mirror is None or self._model != model:
                self._dirty.clear()
                self._mirror = await self._store.read(lambda repos: self._filled(repos, model))
                self._model = model
            while self._dirty:
                keys = sorted(self._dirty)
                self._dirty.clear()
                await self._bring(self._mirror, keys)
            return self._mirror

    def _filled(self, repos: Repos, model: str) -> Mirror:
        mirror = self._new_mirror()
        mirror.load(list(repos.documents.passages(model)))
        return mirror

    async def _bring(self, index: VectorIndex, keys: Sequence[str]) -> Sequence[IndexedPassage]:
        """Bring *keys* in an index to what is in force; return what it holds of them."""
        model = self._model
        passages = await self._store.read(
            lambda repos: list(repos.documents.passages(model, keys=keys))
        )
        there = {one.key for one in passages}
        gone = [key for key in keys if key not in there]
        if gone:
            await index.delete(gone)
        if passages:
            await index.upsert(passages)
        return passages

    async def _answering(self, mirror: Mirror, asked: Engine | None) -> VectorIndex:
        """Return the index that answers; asked for by name, the second one is waited for."""
        if asked is Engine.CHROMA:
            return await self._second_or(mirror)
        engine = asked or self._engine()
        if engine is Engine.EXACT or self._make_second is None:
            return mirror
        if engine is Engine.AUTO:
            count = await self._store.read(lambda repos: repos.documents.count())
            if count <= EXACT_IS_FASTER_UP_TO:
                return mirror
        second = self._second
        return second if second is not None and second.state == "healthy" else mirror

    async def _second_or(self, mirror: Mirror) -> VectorIndex:
        try:
            return await self._second_in_step()
        except LoredeskError as error:
            name, message = Engine.CHROMA.value, error.sentence()
            self._hub.publish(IndexStateChanged(engine=name, state="missing", message=message))
            return mirror

    async def _second_in_step(self) -> SecondIndex:
        if self._make_second is None:
            message = "Chroma is not installed, so there is no such index."
            raise TransientError(message, hint="The exact index finds everything without it.")
        await self._settled()
        async with self._second_lock:
            return await self._catch_up()

    async def _follow(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._engine() is not Engine.EXACT:
                await self._try_to_catch_up()
            self._in_step.set()

    async def _try_to_catch_up(self) -> None:
        try:
            await self._settled()
            async with self._second_lock:
                await self._catch_up()
        except LoredeskError as error:
            logger.info("The second index is not in step: %s", error.message)

    async def _catch_up(self) -> SecondIndex:
        """Bring the second index up to date: all of it at first, then what has changed."""
        if self._second is not None and self._second_model != self._model:
            await self._second.aclose()
            self._second = None
        if self._second is None:
            self._second, self._reconcile = await self._made(), True
            self._second_model = self._model
        second = self._second
        await second.start()
        if self._reconcile:
            held = await second.contents()
            wanted = await self._store.read(lambda repos: with_vectors(repos, self._model))
            different = {key for key, name in wanted.items() if held.get(key) != name}
            self._behind = different | (set(held) - set(wanted))
            self._reconcile = False
        keys = sorted(self._behind)
        if keys:
            try:
                passages = await self._bring(second, keys)
            except LoredeskError:
                self._reconcile = True
                raise
            self._behind.difference_update(keys)
            await self._store.write(lambda repos: self._receive(repos, keys, passages))
        second.mark_healthy()
        return second

    async def _made(self) -> SecondIndex:
        if self._make_second is None:
            message = "There is no second index"
            raise ValueError(message)
        probe = await self._embedder.embed(["dimension"], purpose="document")
        return self._make_second(
            self._model, int(probe.shape[1]), on_restarted=self._second_restarted
        )

    def _receive(
        self, repos: Repos, keys: Sequence[str], passages: Sequence[IndexedPassage]
    ) -> None:
        repos.documents.drop_receipts(self._model, keys)
        repos.documents.put_receipts(
            self._model, {passage.key: passage.text_hash for passage in passages}
        )

    def _second_restarted(self) -> None:
        self._reconcile = True
        self._changed.set()

    def _documents_changed(self, event: DocumentsChanged) -> None:
        self._dirty.update(event.keys)
        self._behind.update(event.keys)
        self._changed.set()

    def _models_changed(self, _event: ModelsChanged) -> None:
        self._changed.set()
