"""The program as a process: started, watched, killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.library_copy import seen_beside

PATIENCE_SECONDS = 180.0
"""How long a run that nobody kills may take."""
_LEAVING_SECONDS = 10.0
_STARTING_SHARE = 0.2
"""How many of the kills may fall while the program is still starting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended."""

    argv: tuple[str, ...]
    killed: bool
    code: int
    started_at: float
    events: tuple[Mapping[str, Any], ...]
    """What it printed: these it has promised to keep."""
    seen: Mapping[str, set[str]] = field(default_factory=dict)
    """What a reader beside it saw just before the kill."""
    errors: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """When a run is killed."""

    after: float
    """Seconds from the start, or from when it has taken the home."""
    once_open: bool
    """Whether it is first left to take the home, however slow the machine is."""


def run(home: Path, argv: Sequence[str], *, engine: str, kill: Kill | None = None) -> Ended:
    """Run one command in *home*; kill it when *kill* says, or let it end."""
    out, err = home.parent / "out.txt", home.parent / "err.txt"
    environ = {name: value for name, value in os.environ.items() if not _is_ours(name)}
    environ |= {"LOREDESK_ENGINE": engine, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "loredesk", *argv, "--home", str(home), "--json"]
    started_at = time.time()
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            command, env=environ, stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL
        )
        seen: Mapping[str, set[str]] = {}
        killed = False
        try:
            if kill is not None and kill.once_open:
                _await_open(home, process)
            process.wait(PATIENCE_SECONDS if kill is None else kill.after)
        except subprocess.TimeoutExpired:
            seen = seen_beside(home / "loredesk.db")
            killed = process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.wait()
    return Ended(
        argv=tuple(argv),
        killed=killed,
        code=process.returncode,
        started_at=started_at,
        events=tuple(_events(out.read_text(encoding="utf-8", errors="replace"))),
        seen=seen,
        errors=err.read_text(encoding="utf-8", errors="replace"),
    )


def processes_of(home: Path) -> list[str]:
    """Return the processes that name *home* in their command line and do not go away soon."""
    until = time.monotonic() + _LEAVING_SECONDS
    while (found := _named(str(home))) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def moment(chance: random.Random, span: float) -> Kill:
    """Return when to kill: while it starts, or at any moment of *span* seconds of work."""
    once_open = chance.random() >= _STARTING_SHARE
    return Kill(after=chance.uniform(0.0, span), once_open=once_open)


def _await_open(home: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until *process* owns the home, or has ended."""
    lock, mark = home / "owner.lock", f'"pid": {process.pid}'
    until = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError):
            if mark in lock.read_text(encoding="utf-8", errors="replace"):
                return
        time.sleep(0.01)


def _events(text: str) -> list[Mapping[str, Any]]:
    """Return the whole lines of *text*; the last one may have been torn by the kill."""
    return [
        json.loads(line)
        for line in text.splitlines(keepends=True)
        if line.startswith('{"') and line.endswith("}\n")
    ]


def _is_ours(name: str) -> bool:
    return name.startswith("LOREDESK_") and not name.startswith("LOREDESK_TEST_")


def _named(text: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it has just ended
        if text in words and int(folder.name) != os.getpid():
            found.append(f"{folder.name}: {words.strip()}")
    return found
