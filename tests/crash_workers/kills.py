"""Workers killed at random moments, three at a time, on one file."""

import asyncio
import itertools
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from tests.crash_workers.arena import Arena, judged
from tests.crash_workers.report import Report
from tests.crash_workers.worker import Worker, forked, new_task

WORKERS = 3
KILLS_PER_FILE = 50
TASKS_PER_FILE = 600
ENTITIES = 24
SPEED = 150.0
LIFE_SECONDS = 0.35


def kill_at_random(kills: int, seed: int) -> Report:
    """Kill *kills* workers, over one file after another."""
    report = Report(kind="kills", seed=seed)
    started = time.monotonic()
    for number, begin in enumerate(range(0, kills, KILLS_PER_FILE)):
        chance = random.Random(f"{seed}:{number}")
        here = min(KILLS_PER_FILE, kills - begin)
        with tempfile.TemporaryDirectory(prefix="loredesk-workers-") as folder:
            _File(Path(folder), chance).suffer(here, report)
    report.seconds = time.monotonic() - started
    return report


class _File:
    """One file on its way through its kills."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._arena = Arena.made(folder, speed=SPEED)
        self._chance = chance
        self._boots = itertools.count(1)

    def suffer(self, kills: int, report: Report) -> None:
        """Fill the queue, kill, let the rest be finished in peace, and judge."""
        run_to_end(lambda: asyncio.run(self._fill()))
        living = [self._begin() for _ in range(WORKERS)]
        for _ in range(kills):
            time.sleep(self._chance.random() * LIFE_SECONDS / WORKERS)  # no window here
            victim = living.pop(self._chance.randrange(WORKERS))
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)
            living.append(self._begin())
        for victim in living:
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)
        end_in_peace(self._arena, f"boot{next(self._boots)}", report)
        report.files += 1
        report.kills += kills + WORKERS
        report.add(judged(self._arena, disturbances=kills + WORKERS))

    def _begin(self) -> int:
        boot, seed = f"boot{next(self._boots)}", self._chance.random()
        return forked(lambda: asyncio.run(self._live(boot, random.Random(seed))))

    async def _fill(self) -> None:
        worker = Worker(self._arena, "boot0", _deaf, shared=True)
        for place in range(1, TASKS_PER_FILE // ENTITIES + 1):
            for entity in range(ENTITIES):
                more = "+" if (entity + place) % 7 == 0 else ""
                new = new_task(f"entity {entity}", place, fails=int((entity * place) % 11 == 0))
                await worker.queue(f"{entity}.{place}{more}", new)

    async def _live(self, boot: str, chance: random.Random) -> None:
        worker = Worker(self._arena, boot, _deaf, shared=True, thinking=0.004)
        await worker.engine.start()
        await worker.meddle(chance)


def end_in_peace(arena: Arena, boot: str, report: Report) -> None:
    """Let one worker that is alone take back everything and finish it."""

    def body() -> None:
        asyncio.run(Worker(arena, boot, _deaf, shared=False).finish())

    if run_to_end(body) != 0:
        report.violations.append(f"the worker {boot} that was left in peace failed")


def run_to_end(body: object) -> int:
    """Run *body* in a process and return how it ended."""
    assert callable(body)
    _, status = os.waitpid(forked(body), 0)
    return os.waitstatus_to_exitcode(status)


def _deaf(_moment: str) -> None:
    return None
