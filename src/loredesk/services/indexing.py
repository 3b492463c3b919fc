"""Search by meaning: an exact mirror in memory, Chroma kept in step beside it, SQLite the truth."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

from loredesk.domain.errors import LoredeskError, TransientError
from loredesk.domain.events import DocumentsChanged, IndexStateChanged, ModelsChanged, SearchLoaded
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import IndexReport
from loredesk.domain.settings import Engine
from loredesk.ports.models import Embedder
from loredesk.ports.store import Repos, Store
from loredesk.ports.vectors import IndexedPassage, SecondIndex, VectorHit, VectorIndex
from loredesk.services.index_kinds import MakeSecond, Mirror
from loredesk.services.index_readings import bring_mirror, joined, of_one_dimension
from loredesk.services.second_keeping import MOST_AT_ONCE, SecondKeeper

logger = logging.getLogger(__name__)

EXACT_IS_FASTER_UP_TO = 50_000
"""Passages; above, a Chroma server answers sooner than a scan of everything."""
PASSAGES_PER_HIT = 4
"""So many passages the second index is asked for per entry wanted: several may belong to one."""
NO_SECOND = "There is no Chroma here"
WHY_NO_SECOND = "It is not installed, or it belongs to the Loredesk that has this library open."


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
        self._engine = engine
        self._mirror: Mirror | None = None
        self._model = ""
        self._dirty: set[str] = set()
        self._lock = asyncio.Lock()
        self._changed = asyncio.Event()
        self._in_step = asyncio.Event()
        self._follower: asyncio.Task[None] | None = None
        self._second: SecondKeeper | None = None
        if second is not None:
            self._second = SecondKeeper(
                store=store, embedder=embedder, make=second, on_restarted=self._changed.set
            )
        self._hub = hub
        hub.subscribe(DocumentsChanged, self._documents_changed)
        hub.subscribe(ModelsChanged, self._models_changed)

    def start(self) -> None:
        """Begin to keep the second index in step in the background."""
        if self._second is not None:
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
        model = self._embedder.info.model
        vector = (await self._embedder.embed([text], purpose="query"))[0]
        mirror = await self._settled()
        if model != self._model:
            message = "The embedding model was changed during the search."
            raise TransientError(message, hint="Search again.")
        if mirror.dimension not in {None, len(vector)}:
            # The same name, but another model behind it: nothing can be compared.
            logger.warning("The embedder now makes vectors of dimension %d", len(vector))
            return {}
        index = await self._answering(mirror, engine)
        if index is not mirror:
            try:
                hits = await index.query(
                    vector,
                    world_id=world_id,
                    session_id=session_id,
                    limit=limit * PASSAGES_PER_HIT,
                )
                found = await self._store.read(lambda repos: joined(repos, hits, session_id))
                return dict(islice(found.items(), limit))
            except (TransientError, ValueError) as error:  # away, or of another dimension
                logger.info("The second index could not answer: %s", error)
        best = mirror.closest_entries(vector, world_id=world_id, session_id=session_id, limit=limit)
        return _by_entry(best)

    async def similarities(
        self,
        text: str,
        entry_ids: Collection[LoreId],
        *,
        world_id: WorldId,
        session_id: SessionId | None,
    ) -> Mapping[LoreId, float]:
        """Return the cosine similarity of *text* and each of *entry_ids* that has a vector.

        It is asked what `closest` has looked through, and nothing that came later.
        """
        model = self._embedder.info.model
        vector = (await self._embedder.embed([text], purpose="query"))[0]
        mirror = self._mirror
        same = model == self._model == self._embedder.info.model
        if mirror is None or not same or mirror.dimension != len(vector):
            return {}
        hits = mirror.closest_entries(
            vector,
            world_id=world_id,
            session_id=session_id,
            limit=len(entry_ids),
            only=entry_ids,
        )
        return _by_entry(hits)

    async def in_step(self) -> None:
        """Wait until the second index holds everything, or has given up."""
        await self._settled()
        if self._follower is not None:
            self._in_step.clear()
            self._changed.set()
            await self._in_step.wait()

    async def check(self, engine: Engine | None = None) -> IndexReport:
        """Compare an index with what should be in it, asking every document for itself.

        Where the settings name an index that is not to be had here, the exact one is looked
        through and that is said; asked for by name, it raises TransientError.
        """
        engine = engine or self._engine_here()
        mirror = await self._settled()
        second = await self._second_in_step() if engine is Engine.CHROMA else None
        held = await (second or mirror).contents()
        model = self._model

        def work(repos: Repos) -> tuple[Mapping[str, str], list[IndexedPassage]]:
            return repos.documents.hashes(), list(repos.documents.passages(model))

        documents, passages = await self._store.read(work)
        right = [one for one in passages if held.get(one.key) == one.text_hash]
        if second is not None:
            lost = await second.unfindable({one.key: one.vector for one in right})
        else:
            lost = await mirror.unfindable(right)
        return IndexReport(
            documents=len(documents),
            indexed=sum(held.get(key) == name for key, name in documents.items()),
            missing=sum(key not in held for key in documents),
            stale=sum(key in held and held[key] != name for key, name in documents.items()),
            ghosts=sum(key not in documents for key in held),
            unfindable=len(lost),
            engine=(Engine.EXACT if second is None else Engine.CHROMA).value,
        )

    async def rebuild(self, engine: Engine | None = None) -> IndexReport:
        """Fill an index anew from the vectors in SQLite, without asking for a single one."""
        engine = engine or self._engine_here()
        async with self._lock:
            self._mirror = None
        in_use = self._second is not None and self._second.index is not None
        if engine is Engine.CHROMA or (engine is Engine.AUTO and in_use):
            await self._second_in_step(afresh=True)
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
            mirror = self._mirror
            if mirror is None or self._model != model:
                mirror = await self._filled(model)
                self._mirror, self._model = mirror, model
                self._hub.publish(SearchLoaded())
            # What has changed by now: what changes meanwhile is for the search after this one.
            changed = iter(set(self._dirty))
            while keys := set(islice(changed, MOST_AT_ONCE)):
                # Taken out first: one that changes while it is brought comes back by itself.
                self._dirty -= keys
                try:
                    await bring_mirror(self._store, mirror, model, sorted(keys))
                except BaseException:
                    self._dirty |= keys
                    raise
            return mirror

    async def _filled(self, model: str) -> Mirror:
        """Return a new mirror; what has changed until now needs not be brought to it."""
        changed = set(self._dirty)
        self._dirty -= changed

        def work(repos: Repos) -> Mirror:
            mirror = self._new_mirror()
            passages = of_one_dimension(list(repos.documents.passages(model)))
            mirror.load(passages)
            mirror.expect(repos.documents.hashes().keys() - {one.key for one in passages})
            return mirror

        try:
            return await self._store.read(work)
        except BaseException:
            self._dirty |= changed
            raise

    async def _answering(self, mirror: Mirror, asked: Engine | None) -> VectorIndex:
        """Return the index that answers; asked for by name, the second one is waited for."""
        if asked is Engine.CHROMA:
            return await self._second_or(mirror)
        engine = asked or self._engine()
        if engine is Engine.EXACT or self._second is None:
            return mirror
        if engine is Engine.AUTO and len(mirror) <= EXACT_IS_FASTER_UP_TO:
            return mirror
        second = self._second.index
        return second if second is not None and second.state == "healthy" else mirror

    async def _second_or(self, mirror: Mirror) -> VectorIndex:
        try:
            return await self._second_in_step()
        except LoredeskError as error:
            self._say_missing(error.sentence())
            return mirror

    def _engine_here(self) -> Engine:
        """Return the engine of the settings, or the exact one where that is not to be had here."""
        engine = self._engine()
        if engine is Engine.CHROMA and self._second is None:
            self._say_missing(f"{NO_SECOND}: the exact index answers instead. {WHY_NO_SECOND}")
            return Engine.EXACT
        return engine

    def _say_missing(self, message: str) -> None:
        name = Engine.CHROMA.value
        self._hub.publish(IndexStateChanged(engine=name, state="missing", message=message))

    async def _second_in_step(self, *, afresh: bool = False) -> SecondIndex:
        if self._second is None:
            hint = f"{WHY_NO_SECOND} The exact index finds everything without it."
            raise TransientError(f"{NO_SECOND}.", hint=hint)
        await self._settled()
        return await self._second.in_step(self._model, afresh=afresh)

    async def _follow(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._engine() is not Engine.EXACT:
                await self._try_to_catch_up()
            self._in_step.set()

    async def _try_to_catch_up(self) -> None:
        try:
            await self._second_in_step()
        except LoredeskError as error:
            logger.info("The second index is not in step: %s", error.message)

    def _documents_changed(self, event: DocumentsChanged) -> None:
        self._dirty.update(event.keys)
        if self._second is not None:
            self._second.changed(event.keys)
        self._changed.set()

    def _models_changed(self, _event: ModelsChanged) -> None:
        self._changed.set()


def _by_entry(hits: Sequence[VectorHit]) -> dict[LoreId, float]:
    return {LoreId(hit.entry_id): hit.similarity for hit in hits}
