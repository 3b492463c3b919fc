"""Workers that are frozen for longer than their lease, and thawed when others have taken over."""

import asyncio
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from tests.crash_workers.arena import Arena, judged
from tests.crash_workers.kills import end_in_peace, run_to_end
from tests.crash_workers.report import Report
from tests.crash_workers.worker import Worker, forked, new_task

SPEED = 300.0
"""A lease of 60 seconds is over after 0.2."""
FROZEN_SECONDS = 0.45
PER_FILE = 5


def freeze_and_thaw(freezes: int, seed: int) -> Report:
    """Freeze a worker *freezes* times while another goes on."""
    report = Report(kind="freezes", seed=seed)
    chance = random.Random(seed)
    started = time.monotonic()
    for begin in range(0, freezes, PER_FILE):
        here = min(PER_FILE, freezes - begin)
        with tempfile.TemporaryDirectory(prefix="loredesk-freezes-") as folder:
            _freeze(Arena.made(Path(folder), speed=SPEED), here, chance, report)
    report.seconds = time.monotonic() - started
    return report


def _freeze(arena: Arena, freezes: int, chance: random.Random, report: Report) -> None:
    run_to_end(lambda: asyncio.run(_fill(arena, freezes)))
    frozen, other = _begin(arena, "frozen"), _begin(arena, "other")
    for _ in range(freezes):
        time.sleep(0.1 + chance.random() * 0.1)  # no window here
        os.kill(frozen, signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS)
        os.kill(frozen, signal.SIGCONT)
        report.freezes += 1
    time.sleep(FROZEN_SECONDS)  # what was thawed writes now, if it can
    for pid in (frozen, other):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    end_in_peace(arena, "peace", report)
    report.files += 1
    report.add(judged(arena, disturbances=freezes + 2))
    report.stale_refused += sum(words[0] == "refused" for words in arena.ledger())


async def _fill(arena: Arena, freezes: int) -> None:
    worker = Worker(arena, "boot0", lambda _: None, shared=True)
    for place in range(1, 4 * freezes + 1):
        for entity in range(8):
            await worker.queue(f"{entity}.{place}", new_task(f"entity {entity}", place))


def _begin(arena: Arena, boot: str) -> int:
    return forked(lambda: asyncio.run(_live(arena, boot)))


async def _live(arena: Arena, boot: str) -> None:
    def hear(moment: str) -> None:
        if moment.startswith("refused"):
            arena.note("refused", boot, moment)

    worker = Worker(arena, boot, hear, shared=True, thinking=0.03)
    await worker.engine.start()
    await asyncio.Event().wait()
