"""The child process: Chroma's own server, which ends when the process that started it ends.

Run as `python -P -m loredesk.storage.vectors.chroma_main PARENT PATH PORT`. Standard input is a
pipe nobody writes to: when it closes, the parent is gone, however it died.
"""

import ctypes
import os
import signal
import sys
import threading
import time

import chromadb_rust_bindings  # type: ignore[import-untyped] # a compiled module

_HOST = "127.0.0.1"
_GRACE_SECONDS = 3.0
_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Serve the folder PATH on PORT of the loopback address until told to end."""
    parent, path, port = arguments
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    _ask_for_death_signal(int(parent))
    chromadb_rust_bindings.cli(["chroma", "run", "--path", path, "--host", _HOST, "--port", port])


def _end_with_parent() -> None:
    """Wait until the parent's end of the pipe closes, then end: politely, then at once."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE_SECONDS)  # noqa: TID251 - a thread of a process without a window
    os._exit(0)


def _ask_for_death_signal(parent: int) -> None:
    """Let Linux tell us too: a pipe stays open if a fork of the parent still holds it."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
