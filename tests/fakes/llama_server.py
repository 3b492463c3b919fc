"""Starting a real llama-server for tests, where one is named in the environment."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from ctypes import CDLL
from dataclasses import dataclass
from pathlib import Path

import pytest

SERVER = "LOREDESK_TEST_LLAMA_SERVER"
CHAT = "LOREDESK_TEST_CHAT_GGUF"
EMBED = "LOREDESK_TEST_EMBED_GGUF"

_FLAGS = [
    "-t",
    "1",
    "-tb",
    "1",
    "-c",
    "8192",
    "-np",
    "1",
    "--no-ui",
    "--offline",
    "--no-warmup",
    "--jinja",
]
_EMBEDDING = ("--embeddings", "--pooling", "mean")
_DIE_WITH_PARENT = 1
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class LlamaServer:
    """A running server."""

    root: str
    pid: int

    @property
    def base_url(self) -> str:
        """Return the address of its OpenAI protocol."""
        return f"{self.root}/v1"


def named_path(variable: str) -> Path:
    """Return the path in *variable*; skip the test, naming the variable, where there is none."""
    value = os.environ.get(variable, "")
    if not value or not Path(value).exists():
        pytest.skip(f"{variable} names no file")
    return Path(value)


@contextmanager
def llama_server(
    model: Path, *flags: str, embedding: bool = False, folder: Path
) -> Generator[LlamaServer]:
    """Run a server with *model* on a free port while the block lasts; its log is in *folder*.

    It dies with this process, however this process ends.
    """
    binary = named_path(SERVER)
    port = _free_port()
    command = [str(binary), "-m", str(model), "--host", "127.0.0.1", "--port", str(port), *_FLAGS]
    command += [*(_EMBEDDING if embedding else ()), *flags]
    log = folder / f"llama-server-{port}.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command,
            stdout=out,
            stderr=out,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - one system call, no locks
        ) as process,
    ):
        try:
            _wait_until_healthy(process, port, log)
            yield LlamaServer(root=f"http://127.0.0.1:{port}", pid=process.pid)
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _end_with_parent() -> None:
    if os.uname().sysname == "Linux":
        CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.05)
    message = f"llama-server did not start: {log.read_text(errors='replace')[-500:]}"
    raise RuntimeError(message)
