"""One operation in a process whose writes fail: at its first write, its second, …

`python -m tests.faults.failing HOME CONTROL STRIDE KIND NUMBER…` prints one line of JSON for each
of the operations with these numbers.
"""

import asyncio
import errno
import json
import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from loredesk.bootstrap.home import OpenedHome, Opening
from loredesk.domain.settings import Engine, Settings
from loredesk.host import logs
from loredesk.host.home import Home
from loredesk.host.home_lock import take
from loredesk.storage.backups import FolderShelf
from tests.faults.operations import OPERATIONS, Failure, Operation, Place
from tests.faults.shim import Faults

MOST = 2_000
"""An operation that has not passed after so many writes never will."""
CLOSE, FAR, FAR_STRIDE = 2, 150, 41
"""The first few writes are all tried; of the many pages of a copy only some."""
_SECONDS = 60.0
_MOST_BACKUPS = 20
KINDS = ((errno.EIO, False), (errno.ENOSPC, True))
"""One write fails; or the disk is full from then on."""


async def main(home: Home, faults: Faults, stride: int, kind: int, numbers: list[int]) -> None:
    """Try the operations with these *numbers* in *home*, which is there and played."""
    lock = take(home, "faults")
    opening = Opening(
        home=home,
        settings=Settings(engine=Engine.EXACT),
        environ={},
        logs=logs.start(home),
        lock=lock,
        boot_id="faults",
    )
    async with OpenedHome(opening) as opened:
        sessions = await opened.desk.library.sessions()
        place = Place(
            desk=opened.desk,
            store=opened.desk.library._store,  # type: ignore[arg-type]
            home=home,
            session_id=sessions[0].id,
        )
        for number in numbers:
            # Which write fails how differs from one operation to the next in a short run.
            error, lasting = KINDS[(kind + number) % len(KINDS)]
            trial = _Trial(place, faults, OPERATIONS[number])
            told = await trial.tried(stride, error, lasting=lasting)
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


class _Trial:
    """One operation, again and again."""

    def __init__(self, place: Place, faults: Faults, operation: Operation) -> None:
        self._place = place
        self._faults = faults
        self._operation = operation
        self._told: dict[str, Any] = {"operation": operation.name, "writes": 0, "violations": []}

    async def tried(self, stride: int, error: int, *, lasting: bool) -> dict[str, Any]:
        """Let one write after the other fail; return what came of it."""
        for nth in _steps(stride):
            self._told["writes"] = nth
            if await self._once(nth, error, lasting=lasting):
                break
        self._look_over()
        return self._told

    async def _once(self, nth: int, error: int, *, lasting: bool) -> bool:
        """Let the *nth* write fail; return whether the operation makes fewer."""
        operation, place = self._operation, self._place
        where = f"write {nth}, {errno.errorcode[error]}"
        asked = await operation.prepare(place)
        self._faults.arm(nth, error, lasting=lasting)
        sentence = ""
        try:
            await asyncio.wait_for(operation.run(place, asked), _SECONDS)
        except Failure as failure:
            sentence = failure.sentence()
        except Exception as failure:  # noqa: BLE001  # whatever it is, it is no sentence
            self._blame(f"{where}: no sentence but {type(failure).__name__}: {failure}")
            sentence = "none"
        hits = self._faults.disarm()
        if not hits:
            if not await self._is_done(asked, where):
                self._blame(f"{where}: nothing failed, and yet it is not done")
            return True
        self._count("failed writes", hits)
        self._count("told in a sentence", int(bool(sentence)))
        await self._again(asked, where, sentence)
        await self._tidy()
        return False

    async def _tidy(self) -> None:
        """Keep the disk from filling up in earnest."""
        backups = await self._place.desk.backups.list()
        FolderShelf(self._place.home.db_file, self._place.home.backups).remove(
            one.name for one in backups[_MOST_BACKUPS:]
        )

    async def _again(self, asked: Any, where: str, sentence: str) -> None:
        """See that what failed did nothing by halves, and that trying again does it."""
        if await self._is_done(asked, where):
            self._count("done all the same")
            if sentence:
                self._count("done although it was said to have failed")
            return
        if not sentence and self._operation.tells:
            self._blame(f"{where}: it failed, and nobody was told")
        try:
            await asyncio.wait_for(self._operation.run(self._place, asked), _SECONDS)
        except Exception as failure:  # noqa: BLE001
            self._blame(f"{where}: trying again failed: {type(failure).__name__}: {failure}")
        if not await self._is_done(asked, where):
            self._blame(f"{where}: tried again it is still not done ({sentence})")
        else:
            self._count("done on trying again")

    async def _is_done(self, asked: Any, where: str) -> bool:
        try:
            return await self._operation.done(self._place, asked)
        except Exception as failure:  # noqa: BLE001
            self._blame(f"{where}: looked at: {type(failure).__name__}: {failure}")
            return False

    def _look_over(self) -> None:
        """Look a copy of the library over, the way SQLite does."""
        home = self._place.home
        made = FolderShelf(home.db_file, home.path / "looked-over").create(
            "looked over", datetime.now(UTC)
        )
        if made is None or not made.verified:
            self._blame(f"the library is damaged: {made.problem if made else 'no copy'}")

    def _count(self, what: str, number: int = 1) -> None:
        self._told[what] = self._told.get(what, 0) + number

    def _blame(self, violation: str) -> None:
        self._told["violations"].append(violation)


def _steps(stride: int) -> Iterator[int]:
    """Yield 1, 2, 3, … up to a few, then every *stride*-th."""
    nth = 1
    while nth < MOST:
        yield nth
        far = max(5 * stride, FAR_STRIDE) if nth >= FAR else stride
        nth += 1 if nth < CLOSE else far
    yield MOST


if __name__ == "__main__":
    logging.raiseExceptions = False
    path, control, *rest = sys.argv[1:]
    stride, kind, *numbers = map(int, rest)
    asyncio.run(main(Home(Path(path)), Faults(Path(control)), stride, kind, numbers))
