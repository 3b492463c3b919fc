"""The services of Loredesk on a file of their own, driven one step at a time."""

import asyncio
import itertools
import tempfile
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from loredesk.bootstrap.evaluating import evaluations_of
from loredesk.bootstrap.joining import join
from loredesk.bootstrap.parts import Parts
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import LoreEntry, World
from loredesk.domain.services import Profile, Service
from loredesk.domain.settings import Settings
from loredesk.domain.tasks import Lane, Task, TaskStatus
from loredesk.host import assets
from loredesk.prompting.catalog import PromptCatalog
from loredesk.storage.repos import SqlRepos
from loredesk.tasks.attempt import Effect, _complete
from loredesk.tasks.journal import Journal, SupersededError
from loredesk.tasks.policy import DEFAULT_LANES
from loredesk.tasks.queueing import announce, placed
from tests.fakes.library import CountedIds, HandClock, new_database
from tests.fakes.scripted_models import FakeEmbedder, FakeReranker, ScriptedTextModel
from tests.machine import speech
from tests.machine.inline_store import InlineStore

T = TypeVar("T")

WORLD = WorldId("world")
MOST_ROUNDS = 2_000
CHAPTER_TURNS = 2
CANON = {LoreId("mara"): "Mara", LoreId("tobin"): "Tobin"}


@cache
def _prompts() -> PromptCatalog:
    return PromptCatalog.load(assets.folder("prompts"), Path("/nonexistent"))


async def _no_backup(reason: str) -> None:
    """Make none: the machine's home lives for a minute."""


class MachineDesk:
    """One home without threads: what would run beside runs when it is told to."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="loredesk-machine-")
        self.clock = HandClock()
        self.new_id = CountedIds()
        self.by_hand = itertools.count(1_000_001)
        """Numbers what is done by hand and undone, so that nothing is written twice."""
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._boots = itertools.count(1)
        self._claims = itertools.count(1)
        self.model = ScriptedTextModel()
        self.model.always("analyse_turn", speech.analyse)
        self.model.always("rewrite_note", speech.rewrite)
        self.model.always("create_entity", speech.create)
        self.model.always("summarise_chapter", speech.sum_up_a_chapter)
        self.model.always("summarise_story", speech.sum_up_the_story)
        hub = Hub()
        self.file = new_database(Path(self._folder.name))
        self.store = InlineStore(self.file, now=self.clock.now, publish=hub.publish)
        self._join(hub)
        self.held: list[tuple[Sequence[Task], Effect]] = []
        self.session = self._lay_out()

    def close(self) -> None:
        """End it all."""
        self._runner.close()
        self._thread.shutdown()
        self.store.close()
        self._folder.cleanup()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run one thing to its end."""
        return self._runner.run(work)

    def read(self, work: Callable[[SqlRepos], T]) -> T:
        """Read the file."""
        return self.do(self.store.read(work))

    def write(self, work: Callable[[SqlRepos], T]) -> T:
        """Write to the file."""
        return self.do(self.store.write(work))

    def stream(self, events: AsyncGenerator[Any, None], most: int | None = None) -> list[Any]:
        """Take what a reply yields; all of it, or the first *most* pieces before it is stopped."""

        async def take() -> list[Any]:
            taken = []
            async with aclosing(events) as stream:
                async for event in stream:
                    taken.append(event)
                    if len(taken) == most:
                        break
            return taken

        return self.do(take())

    # The workers

    def claim(self, lane: Lane) -> tuple[Task, ...]:
        """Let a worker of *lane* take what is due."""
        token = f"{self.boot}:{next(self._claims)}"
        return self.write(
            lambda repos: repos.tasks.claim(
                lane, token=token, boot_id=self.boot, now=repos.now, batch=DEFAULT_LANES[lane].batch
            )
        )

    def begin(self, tasks: Sequence[Task]) -> None:
        """Do the slow part of *tasks* and hold what came of it."""
        handler = self.attempts._handlers[tasks[0].task_type]
        try:
            effect = self.do(handler.run(tasks, Journal(self.store, tasks)))
        except Exception as error:  # noqa: BLE001  # as the engine does
            self.do(self.attempts.fail(tasks, error))
        else:
            self.held.append((tasks, effect))

    def end(self, number: int) -> None:
        """Save what came of a piece of work that was held, be it ever so late."""
        tasks, effect = self.held.pop(number)
        try:
            self.write(lambda repos: _complete(repos, tasks, effect))
        except SupersededError:
            pass
        except Exception as error:  # noqa: BLE001
            self.do(self.attempts.fail(tasks, error))

    def work(self, lane: Lane) -> bool:
        """Run one piece of work of *lane*; False where there is none."""
        tasks = self.claim(lane)
        if tasks:
            held = len(self.held)
            self.begin(tasks)
            if len(self.held) > held:
                self.end(held)
        return bool(tasks)

    def drain(self) -> None:
        """Work until nothing is due; work that begets work without an end is a fault."""
        for _ in range(MOST_ROUNDS):
            if not sum(self.work(lane) for lane in Lane):
                return
        raise AssertionError(f"after {MOST_ROUNDS} rounds there is still work to do")

    def die(self) -> None:
        """Lose everything that is not in the file, and start again."""
        self.held.clear()
        self._join(Hub())
        boot = self.boot
        self.do(self.desk.generation.recover())

        def work(repos: SqlRepos) -> None:
            announce(repos, placed(repos, repos.tasks.requeue_orphans(boot_id=boot, now=repos.now)))

        self.write(work)

    def tasks(self, *statuses: TaskStatus) -> tuple[Task, ...]:
        """Return the tasks of the session in *statuses*."""
        return self.read(lambda repos: repos.queue.of_session(self.session, statuses))

    def _join(self, hub: Hub) -> None:
        self.boot = f"boot{next(self._boots)}"
        model, settings = self.model, Settings(engine="exact")
        board = SimpleNamespace(
            generation=model,
            analysis=model,
            maintenance=model,
            embedder=FakeEmbedder(),
            reranker=FakeReranker(),
        )
        models = SimpleNamespace(
            settings=lambda: settings,
            profile=lambda service: Profile(service=Service(service)),
            embedder_description=lambda: "words",
            prompt_problems=tuple,
        )
        joined = join(
            Parts(
                hub=hub,
                store=self.store,
                board=board,  # type: ignore[arg-type]
                prompts=_prompts(),
                models=models,  # type: ignore[arg-type]
                backups=SimpleNamespace(create=_no_backup),  # type: ignore[arg-type]
                second_index=None,
                probes=(),
                boot_id=self.boot,
                new_id=self.new_id,
                thread=self._thread,
                likeness=lambda: None,
                owned=True,
            ),
            evaluations_of(Path(tempfile.gettempdir())),
        )
        assert joined.engine is not None
        self.desk = joined.desk
        self.history = joined.desk.history
        self.attempts = joined.engine._attempts

    def _lay_out(self) -> SessionId:
        def work(repos: SqlRepos) -> None:
            repos.worlds.add(World(id=WORLD, title="Underquay", opening="The tide is out."))
            for entry_id, title in CANON.items():
                repos.lore.add(
                    LoreEntry(
                        id=entry_id,
                        world_id=WORLD,
                        handle=repos.lore.next_handle(WORLD, "character"),
                        title=title,
                        category="character",
                        content=f"{title} lives by the sea.",
                    ),
                    by="author",
                )
                self.desk.library._documents.entry_changed(repos, repos.lore.get(entry_id))

        self.write(work)
        session = self.do(self.desk.library.new_session(WORLD)).id
        self.do(self.desk.summaries.set_chapters(session, CHAPTER_TURNS))
        return session

    def line(self) -> list[MessageId]:
        """Return the ids on the line, the oldest first."""
        return [
            one.id
            for one in self.read(
                lambda repos: repos.messages.line(repos.sessions.get(self.session).head)
            )
        ]
