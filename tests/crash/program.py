"""The program as a process: started, watched, killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.library_copy import seen_beside

PATIENCE_SECONDS = 180.0
"""How long a run that nobody kills may take."""
_LEAVING_SECONDS = 10.0


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


def run(home: Path, argv: Sequence[str], *, engine: str, kill_after: float | None = None) -> Ended:
    """Run one command in *home*; kill it after so many seconds, or let it end."""
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
            process.wait(PATIENCE_SECONDS if kill_after is None else kill_after)
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


def moment(chance: random.Random, span: float) -> float:
    """Return when to kill: any moment of the first *span* seconds is as likely as another."""
    return chance.uniform(0.0, span)


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
