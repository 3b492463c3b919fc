"""Who serves the index folder: a small file, and the proof that a process is the one it names."""

import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

_TERM_SECONDS = 5.0
_KILL_SECONDS = 5.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRecord:
    """The child that serves a folder."""

    pid: int
    port: int
    boot_id: str
    """Names this start of Loredesk's child, not of the machine."""
    started_at: str
    """When the process began, as the machine tells it; empty where it does not."""


def write_record(file: Path, record: OwnerRecord) -> None:
    """Put *record* into *file* in one move."""
    draft = file.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(record)), encoding="utf-8")
    draft.replace(file)


def read_record(file: Path) -> OwnerRecord | None:
    """Return what *file* says; None where there is none or it cannot be read."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return OwnerRecord(
            pid=int(raw["pid"]),
            port=int(raw["port"]),
            boot_id=str(raw["boot_id"]),
            started_at=str(raw["started_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def process_start(pid: int) -> str:
    """Return when the process *pid* began; empty where it is gone or cannot be asked."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state in {"Z", "X"} else fields[18]


def is_ours(record: OwnerRecord, folder: Path) -> bool:
    """Tell whether the process named by *record* lives and provably serves *folder*."""
    if not record.started_at or process_start(record.pid) != record.started_at:
        return False
    try:
        command = Path(f"/proc/{record.pid}/cmdline").read_bytes()
    except OSError:
        return False
    return os.fsencode(folder) in command.split(b"\0")


def end_left_over(record: OwnerRecord, folder: Path) -> bool:
    """End the process of *record* if it is ours; tell whether there was one to end."""
    if not is_ours(record, folder):
        return False
    for how, seconds in ((signal.SIGTERM, _TERM_SECONDS), (signal.SIGKILL, _KILL_SECONDS)):
        try:
            os.kill(record.pid, how)
        except ProcessLookupError:
            return True
        if _gone_within(record, seconds):
            return True
    return True


def _gone_within(record: OwnerRecord, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while process_start(record.pid) == record.started_at:
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)  # noqa: TID251 - runs on the supervisor's thread only
    return True
