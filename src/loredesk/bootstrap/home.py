"""An opened home: everything behind the services, from the lock to the last connection."""

import asyncio
import gc
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Self
from uuid import uuid4

from loredesk.bootstrap.evaluating import evaluations_of
from loredesk.bootstrap.joining import Joined, join
from loredesk.bootstrap.parts import Parts
from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import IndexStateChanged, ModelsChanged, SearchLoaded
from loredesk.domain.hub import Hub
from loredesk.domain.listings import Finding
from loredesk.domain.services import Profile
from loredesk.domain.settings import Settings
from loredesk.gateway.builtin.embedder import built_in_embedder
from loredesk.gateway.builtin.word_vectors import word_vectors
from loredesk.gateway.probe import find_servers
from loredesk.gateway.switchboard import Switchboard
from loredesk.host import assets, settings_file
from loredesk.host.clock import SystemClock
from loredesk.host.home import Home
from loredesk.host.home_lock import HomeLock
from loredesk.host.key_ring import HomeSecrets, KeyRing, key_for, key_name
from loredesk.host.logs import Logs
from loredesk.ports.vectors import SecondIndex
from loredesk.prompting.catalog import PromptCatalog
from loredesk.services import counting
from loredesk.services.backups import BackupService, Replace
from loredesk.services.counting import TokenCounts
from loredesk.services.desk import Desk
from loredesk.services.keys import KeyService
from loredesk.services.models import ModelsService
from loredesk.services.settings_keeping import SettingsKeeper
from loredesk.storage import health, restoring
from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import is_newest, upgrade
from loredesk.storage.store import SqlStore
from loredesk.storage.vectors.space import VectorSpace
from loredesk.storage.vectors.supervised import SupervisedChroma

CHECKED_WEIGHTS = "embedder-checked.json"
"""Remembers that the embedder's files were checked, so that not every start reads 90 MB."""


def new_id() -> str:
    """Return an id nobody else has."""
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a home is to be opened."""

    home: Home
    settings: Settings
    environ: Mapping[str, str]
    logs: Logs
    lock: HomeLock | None
    """None beside the process that owns the home: nothing is written then."""
    boot_id: str
    settings_problem: str = ""
    """Why the settings file is passed over; empty where it is not."""
    key_ring: KeyRing = field(default_factory=KeyRing)
    replace: Replace | None = None
    """Puts a backup in the place of the library; None where that cannot be done meanwhile."""


class OpenedHome:
    """Opens a home on entering and closes it on leaving, the file last."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._exits = AsyncExitStack()
        self._secrets = HomeSecrets(opening.key_ring)
        self._hub = Hub()
        self._joined: Joined | None = None
        self._chores: list[asyncio.Task[int]] = []
        self._keeper: asyncio.Task[None] | None = None

    @property
    def desk(self) -> Desk:
        """Return the services; there are none before the home is open."""
        if self._joined is None:
            message = "The home is not open"
            raise RuntimeError(message)
        return self._joined.desk

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except BaseException:
            await self._exits.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def start_work(self) -> None:
        """Take back orphans, begin to work the queue, and keep the second index in step."""
        if self._joined is None or self._joined.engine is None:
            return
        await self.desk.generation.recover()
        await self._joined.engine.start()
        # After orphans have been taken back, so that nothing is queued beside its twin.
        await self.desk.embedding.queue_missing()
        self._hub.subscribe(ModelsChanged, self._models_changed)
        self.desk.index.start()
        keeping = self.desk.backups.keep()
        self._keeper = asyncio.get_running_loop().create_task(keeping, name="backups")
        gc.freeze()
        # What recall keeps in memory stays: looking through it for cycles would stop the window.
        self._hub.subscribe(SearchLoaded, _hold)

    async def aclose(self) -> None:
        """Stop the work, then close everything."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
        await asyncio.gather(*self._chores, return_exceptions=True)
        await self._exits.aclose()
        gc.unfreeze()

    def _models_changed(self, _event: ModelsChanged) -> None:
        # Other models may make other vectors: what has none of theirs is embedded again.
        work = self.desk.embedding.queue_missing()
        self._chores.append(asyncio.get_running_loop().create_task(work, name="embed again"))

    async def _open(self) -> None:
        opening, home = self._opening, self._opening.home
        owned = opening.lock is not None
        await asyncio.to_thread(_make_ready if owned else _see_whether_ready, home)
        clock = SystemClock()
        store = SqlStore(
            home.db_file, now=clock.now, publish=self._hub.publish, read_only=not owned
        )
        self._exits.push_async_callback(store.aclose)
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recall")
        self._exits.push_async_callback(asyncio.to_thread, thread.shutdown, cancel_futures=True)
        counts = await _counts_kept_in(store)
        board = Switchboard(
            settings=opening.settings,
            key_of=self._key_of,
            on_call=lambda call: store.hand_in(lambda repos: repos.ledger.record_call(call)),
            on_count=counts.heard,
            built_in_embedder=lambda: built_in_embedder(
                receipt=home.path / CHECKED_WEIGHTS,
                graphs=home.index,
                on_other=lambda: self._hub.publish(ModelsChanged()),
            ),
        )
        self._exits.push_async_callback(board.aclose)
        await board.prepare()
        # In a thread: reading and checking every prompt takes longer than a window may stand still.
        prompts = await asyncio.to_thread(
            lambda: PromptCatalog.load(assets.folder("prompts"), home.prompts)
        )
        has_chroma = owned and importlib.util.find_spec("chromadb") is not None
        self._joined = join(
            Parts(
                hub=self._hub,
                store=store,
                board=board,
                counts=counts,
                prompts=prompts,
                models=self._models(store, board, prompts),
                backups=BackupService(
                    shelf=FolderShelf(home.db_file, home.backups),
                    hub=self._hub,
                    now=clock.now,
                    replace=opening.replace if owned else None,
                    may_write=owned,
                ),
                second_index=self._chroma if has_chroma else None,
                probes=(self._examine_machine,),
                boot_id=opening.boot_id,
                new_id=new_id,
                thread=thread,
                likeness=lambda: word_vectors(home.path / CHECKED_WEIGHTS),
                owned=owned,
            ),
            evaluations_of(home.path),
        )
        self._exits.push_async_callback(self._joined.desk.index.aclose)
        if self._joined.engine is not None:
            self._exits.push_async_callback(self._joined.engine.aclose)

    def _models(self, store: SqlStore, board: Switchboard, prompts: PromptCatalog) -> ModelsService:
        home = self._opening.home

        def save(before: Settings, after: Settings) -> None:
            if self._opening.lock is None:
                hint = "Do it there, or close it first."
                raise UserFixableError("Loredesk is open here.", hint=hint)
            settings_file.save(home.settings_file, before, after)

        return ModelsService(
            settings=self._opening.settings,
            board=board,
            keys=KeyService(secrets=self._secrets, key_of=self._key_of, key_name=key_name),
            keeper=SettingsKeeper(store=store, save=save),
            find_servers=find_servers,
            prompts=prompts,
            hub=self._hub,
        )

    def _key_of(self, profile: Profile) -> str | None:
        key = key_for(profile, self._secrets, self._opening.environ)
        if key:
            self._opening.logs.redactor.know(key)
        return key

    def _chroma(
        self, model: str, dimension: int, *, on_restarted: Callable[[], None]
    ) -> SecondIndex:
        def tell(state: str, message: str) -> None:
            self._hub.publish(IndexStateChanged(engine="chroma", state=state, message=message))

        return SupervisedChroma(
            self._opening.home.index,
            space=VectorSpace(model=model, dimension=dimension),
            on_state=tell,
            on_restarted=on_restarted,
        )

    async def _examine_machine(self) -> Sequence[Finding]:
        home = self._opening.home
        findings = [
            Finding(name="Loredesk", ok=True, count=0, detail=version("loredesk")),
            Finding(name="Python", ok=True, count=0, detail=sys.version.split()[0]),
            Finding(name="home", ok=True, count=0, detail=str(home.path)),
        ]
        findings += await asyncio.to_thread(health.examine, home.db_file)
        warnings = home.warnings()
        findings.append(
            Finding(
                name="place of the home",
                ok=not warnings,
                count=len(warnings),
                detail=" ".join(warnings) or "on a disk of this machine",
            )
        )
        findings.append(self._examine_settings())
        keys = await asyncio.to_thread(self._secrets.describe)
        findings.append(Finding(name="keys", ok=True, count=0, detail=keys))
        return findings

    def _examine_settings(self) -> Finding:
        problem = self._opening.settings_problem
        if problem:
            return Finding(name="settings", ok=False, count=1, detail=problem)
        file, environ = self._opening.home.settings_file, self._opening.environ
        unused = settings_file.unused_keys(file, environ)
        detail = f"unknown: {', '.join(unused)}" if unused else "every key is known"
        if forced := sorted(settings_file.set_by_environment(environ)):
            detail += f"; the environment sets {', '.join(forced)}, whatever the file says"
        return Finding(name="settings", ok=not unused, count=len(unused), detail=detail)


async def _counts_kept_in(store: SqlStore) -> TokenCounts:
    """Return how models count tokens as far as the library knows, and let it know what comes."""
    return TokenCounts(
        await store.read(lambda repos: repos.ledger.fact(counting.FACT)),
        keep=lambda told: store.hand_in(lambda repos: repos.ledger.put_fact(counting.FACT, told)),
    )


def _make_ready(home: Home) -> None:
    """Finish what a crash broke off, and bring the file to the newest version."""
    restoring.finish(home.db_file)
    restoring.refuse_if_lost(home.db_file, home.backups)
    upgrade(home.db_file, backups=home.backups)


def _see_whether_ready(home: Home) -> None:
    """Raise UserFixableError where the library cannot be read as it is."""
    if not home.db_file.exists():
        raise UserFixableError(f"There is no library in {home.path} yet.")
    if not is_newest(home.db_file):
        message = f"The library in {home.path} is of another version of Loredesk."
        raise UserFixableError(message, hint="Close the other Loredesk, then open it again.")


def _hold(_event: SearchLoaded) -> None:
    """Look through what is there now for the last time; what is young and garbage goes first."""
    gc.collect(1)
    gc.freeze()
