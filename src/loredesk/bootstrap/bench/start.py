"""The painted window of a full library, beside a process that paints an empty widget."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from loredesk.bootstrap.bench.made_home import MadeHome, made_home
from loredesk.cli.bench.measuring import Benchmark, Fact, Prepared, Way
from loredesk.domain.errors import UserFixableError
from loredesk.domain.ids import SessionId
from loredesk.domain.messages import Session
from loredesk.ports.store import Repos

SESSIONS_PER_ENTRY = 10
_PAINTED, _JOINED, _BARE, _PYTHON = "painted window", "library in it", "bare widget", "bare Python"
_OURS = "loredesk.bootstrap.bench.first_paint"
_TELL = (
    "import json, sys, time; print(json.dumps({'at': time.time(), 'modules': len(sys.modules)}))"
)
_WIDGET = f"""
from PySide6.QtWidgets import QApplication, QWidget

class Bare(QWidget):
    def paintEvent(self, event):
        {_TELL}
        sys.stdout.flush()
        application.quit()

application = QApplication([])
widget = Bare()
widget.resize(1200, 800)
widget.show()
application.exec()
"""


@asynccontextmanager
async def _prepared(size: int) -> AsyncIterator[Prepared]:
    async with made_home(size) as made:
        await made.store.write(partial(_add_sessions, made, max(size // SESSIONS_PER_ENTRY, 1)))
        starts = _Starts(made.file.parent)
        for warm_up in (starts.painted, starts.bare):
            await warm_up()
        yield Prepared(
            ways=(
                Way(name=_PAINTED, measure=starts.painted, limit=_BARE, goal="at most 2.2 times"),
                Way(name=_BARE, measure=starts.bare),
                Way(name=_JOINED, measure=starts.joined),
                Way(name=_PYTHON, measure=starts.python),
            ),
            facts=starts.facts,
        )


START = Benchmark(
    name="start",
    about="from starting the process to a painted window, entries and sessions on disk",
    unit="milliseconds",
    size=10_000,
    prepare=_prepared,
)


class _Starts:
    """Starts processes and waits for what they say."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._modules: dict[str, int] = {}

    async def painted(self) -> Sequence[float]:
        """Start Loredesk until its window is painted."""
        return await self._start(_PAINTED, "-m", _OURS, str(self._home), "painted")

    async def joined(self) -> Sequence[float]:
        """Start Loredesk until its window is joined to its library."""
        return await self._start(_JOINED, "-m", _OURS, str(self._home), "joined")

    async def bare(self) -> Sequence[float]:
        """Start a process that paints a widget with nothing in it."""
        return await self._start(_BARE, "-c", _WIDGET)

    async def python(self) -> Sequence[float]:
        """Start a process that does nothing."""
        return await self._start(_PYTHON, "-c", _TELL)

    def facts(self) -> dict[str, Fact]:
        """Return how many modules each process had imported."""
        goals = {_PAINTED: " (goal <= 300)"}
        return {
            f"modules, {name}{goals.get(name, '')}": count for name, count in self._modules.items()
        }

    async def _start(self, name: str, *argv: str) -> Sequence[float]:
        environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LOREDESK_ENGINE": "exact"}
        started = time.time()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *argv,
            env=environ,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        if process.returncode != 0 or not out.strip():
            problem = err.decode(errors="replace").strip().splitlines()
            message = f"The process for {name!r} ended with {process.returncode}."
            raise UserFixableError(message, hint=problem[-1] if problem else "")
        told = json.loads(out.splitlines()[0])
        self._modules[name] = int(told["modules"])
        return [(told["at"] - started) * 1000]


def _add_sessions(made: MadeHome, count: int, repos: Repos) -> None:
    for number in range(count):
        repos.sessions.add(
            Session(
                id=SessionId(f"session{number}"),
                world_id=made.world.world_id,
                title=f"Playthrough {number}",
                created_at=repos.now,
                updated_at=repos.now,
            )
        )
