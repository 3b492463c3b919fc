"""The thread that keeps a Chroma server running."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from loredesk.domain.errors import TransientError
from loredesk.storage.vectors.chroma_child import ChromaChild
from loredesk.storage.vectors.restarts import Remedy, Verdict, verdict

logger = logging.getLogger(__name__)


class Watcher(Protocol):
    """Who hears how the server is."""

    def server_up(self, port: int) -> None:
        """Hear that the server answers on *port*."""
        ...

    def server_down(self, message: str, *, for_good: bool) -> None:
        """Hear that the server is gone, and whether it stays so until someone asks."""
        ...

    def server_gone(self) -> None:
        """Hear that the server is gone and nobody watches over it any more."""
        ...


class OnLoop:
    """A `Watcher` that carries the news from the supervisor's thread to an event loop."""

    def __init__(self, inner: Watcher, loop: asyncio.AbstractEventLoop) -> None:
        self._inner = inner
        self._loop = loop

    def server_up(self, port: int) -> None:
        """Pass on that the server answers."""
        self._tell(lambda: self._inner.server_up(port))

    def server_down(self, message: str, *, for_good: bool) -> None:
        """Pass on that the server is gone."""
        self._tell(lambda: self._inner.server_down(message, for_good=for_good))

    def server_gone(self) -> None:
        """Pass on that the watch is over."""
        self._tell(self._inner.server_gone)

    def _tell(self, news: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(news)
        except RuntimeError:
            logger.debug("The loop had closed before the Chroma server ended")


class Supervisor:
    """Starts a server, waits for its end, and starts it again as `restarts` decides.

    It runs once: where it gave up, a new one is made.
    """

    def __init__(self, child: ChromaChild, *, watcher: Watcher) -> None:
        self._child = child
        self._watcher = watcher
        self._stopping = threading.Event()
        self._broken = threading.Event()
        # A daemon: an orderly end is `stop`, and a disorderly one must not wait for the server.
        self._thread = threading.Thread(target=self._run, name="chroma-supervisor", daemon=True)

    def start(self) -> None:
        """Begin; the watcher hears the rest."""
        self._thread.start()

    def stop(self) -> None:
        """Ask everything to end, without waiting; the watcher hears when it has."""
        self._stopping.set()
        self._child.terminate()

    def replace_broken(self) -> None:
        """End a server whose files are unreadable; its folder is set aside."""
        self._broken.set()
        self._child.terminate()

    def kill(self) -> None:
        """End a server that no longer answers; if that was no `stop`, it is started again."""
        self._child.kill()

    def _run(self) -> None:
        falls: list[float] = []
        try:
            while not self._stopping.is_set():
                message = self._serve()
                if self._stopping.is_set():
                    break
                falls.append(time.monotonic())
                what = verdict(falls, broken=self._broken.is_set())
                self._watcher.server_down(message, for_good=what.remedy is Remedy.STAY_DOWN)
                if not self._prepare(what):
                    break
        finally:
            self._child.stop()
            self._watcher.server_gone()

    def _serve(self) -> str:
        """Run the server until it ends; return how it ended."""
        self._broken.clear()
        try:
            port = self._child.start(self._stopping)
        except TransientError as error:
            return error.message
        except OSError as error:
            return f"The Chroma server could not be started: {error}"
        self._watcher.server_up(port)
        status = 0 if self._stopping.is_set() else self._child.wait()
        self._child.stop()
        return _how_it_ended(status, broken=self._broken.is_set())

    def _prepare(self, what: Verdict) -> bool:
        """Set the files aside if need be and wait; tell whether to go on."""
        if what.remedy is Remedy.STAY_DOWN:
            return False
        if what.remedy is Remedy.AFRESH:
            self._set_aside()
        return not self._stopping.wait(what.pause)

    def _set_aside(self) -> Path | None:
        try:
            return self._child.set_aside()
        except OSError:
            logger.exception("The broken Chroma folder could not be set aside")
            return None


def _how_it_ended(status: int, *, broken: bool) -> str:
    if broken:
        return "The files of the Chroma server were unreadable"
    return f"The Chroma server ended unexpectedly (status {status})"
