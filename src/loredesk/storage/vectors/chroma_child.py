"""One Chroma server as a child process: started, watched, ended; its folder set aside if broken.

Everything here blocks and belongs on the supervisor's thread.
"""

import logging
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from loredesk.domain.errors import TransientError
from loredesk.storage.vectors.heartbeat import LOOPBACK, answers
from loredesk.storage.vectors.owner_record import (
    OwnerRecord,
    end_left_over,
    process_start,
    read_record,
    write_record,
)

logger = logging.getLogger(__name__)

_MODULE = "loredesk.storage.vectors.chroma_main"
_STOP_SECONDS = 5.0
_LOG_LIMIT = 1_000_000
_BROKEN_KEPT = 2
_FOREIGN_SETTINGS = ("CHROMA_", "OTEL_")


class ChromaChild:
    """The server of one index folder.

    Below *folder* lie `chroma` (its data), `owner.json`, `chroma.log` and what was set aside as
    `broken-<n>`.
    """

    def __init__(self, folder: Path, *, start_seconds: float = 30.0) -> None:
        self._folder = folder.absolute()
        self._start_seconds = start_seconds
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def data_folder(self) -> Path:
        """Where Chroma keeps its files."""
        return self._folder / "chroma"

    @property
    def pid(self) -> int | None:
        """The process under way, if any."""
        return None if self._process is None else self._process.pid

    def start(self, given_up: threading.Event | None = None) -> int:
        """Start the server and return its port once it answers.

        Ends a left-over child first. Raises TransientError when the server ends early, does not
        answer in time, or *given_up* was set meanwhile.
        """
        self.data_folder.mkdir(parents=True, exist_ok=True)
        self._end_left_over()
        port = _free_port()
        self._process = self._spawn(port)
        try:
            write_record(self._owner_file, self._record(self._process.pid, port))
            self._await_answer(self._process, port, given_up or threading.Event())
        except (TransientError, OSError):
            self.stop()
            raise
        return port

    def wait(self) -> int:
        """Block until the process has ended; return its exit status."""
        return 0 if self._process is None else self._process.wait()

    def terminate(self) -> None:
        """Ask the process to end, without waiting; it enforces that itself after a moment."""
        process = self._process
        if process is not None and process.poll() is None:
            _close_input(process)
            process.terminate()

    def kill(self) -> None:
        """End the process by force, without waiting."""
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()

    def stop(self) -> None:
        """End the process: politely, then by force. Nothing of it stays behind."""
        process, self._process = self._process, None
        if process is None:
            return
        _close_input(process)
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with suppress(OSError):  # a record that stays names a process that is gone
            self._owner_file.unlink()

    def set_aside(self) -> Path | None:
        """Rename the data folder to `broken-<n>`, so that the next start begins empty."""
        if not self.data_folder.exists():
            return None
        taken = sorted(self._broken())
        target = self._folder / f"broken-{taken[-1] + 1 if taken else 1}"
        self.data_folder.rename(target)
        for number in taken[: max(0, len(taken) + 1 - _BROKEN_KEPT)]:
            shutil.rmtree(self._folder / f"broken-{number}", ignore_errors=True)
        logger.warning("The Chroma folder was unusable and is now %s", target)
        return target

    @property
    def _owner_file(self) -> Path:
        return self._folder / "owner.json"

    def _broken(self) -> list[int]:
        names = (path.name.removeprefix("broken-") for path in self._folder.glob("broken-*"))
        return [int(name) for name in names if name.isdecimal()]

    def _end_left_over(self) -> None:
        record = read_record(self._owner_file)
        if record is not None and end_left_over(record, self.data_folder):
            logger.info("Ended a Chroma server left over from an earlier run: %d", record.pid)
        self._owner_file.unlink(missing_ok=True)

    def _spawn(self, port: int) -> subprocess.Popen[bytes]:
        log = self._folder / "chroma.log"
        if log.exists() and log.stat().st_size > _LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        command = [sys.executable, "-P", "-m", _MODULE]
        command += [str(os.getpid()), str(self.data_folder), str(port)]
        with log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
                command,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env=_environment(os.environ),
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )

    def _record(self, pid: int, port: int) -> OwnerRecord:
        boot_id = secrets.token_hex(8)
        return OwnerRecord(pid=pid, port=port, boot_id=boot_id, started_at=process_start(pid))

    def _await_answer(
        self, process: subprocess.Popen[bytes], port: int, given_up: threading.Event
    ) -> None:
        deadline = time.monotonic() + self._start_seconds
        pause = 0.02
        while not answers(LOOPBACK, port, seconds=1.0):
            _refuse_if(process.poll() is not None, self._ended_early)
            _refuse_if(time.monotonic() > deadline, self._too_slow)
            _refuse_if(given_up.wait(pause), self._given_up)
            pause = min(0.2, pause * 1.5)
        _refuse_if(process.poll() is not None, self._ended_early)  # a stranger answered

    def _ended_early(self) -> str:
        return f"The Chroma server ended while starting; see {self._folder / 'chroma.log'}"

    def _too_slow(self) -> str:
        return f"The Chroma server did not answer within {self._start_seconds:g} seconds"

    def _given_up(self) -> str:
        return "The start of the Chroma server was called off"


def _close_input(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()


def _refuse_if(condition: bool, reason: Callable[[], str]) -> None:  # noqa: FBT001 - reads well
    if condition:
        raise TransientError(reason())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return *inherited* without foreign settings, and with everything that calls home off."""
    kept = {k: v for k, v in inherited.items() if not k.upper().startswith(_FOREIGN_SETTINGS)}
    return kept | {
        "ANONYMIZED_TELEMETRY": "False",
        "HF_HUB_OFFLINE": "1",
        "NO_COLOR": "1",
        "ORT_DISABLE_TELEMETRY": "1",
        "RUST_LOG": "warn",
    }
