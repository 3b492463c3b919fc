"""Work that waits."""

import threading

from loredesk.ports.store import Repos


class Gate:
    """Work that holds the writing thread until it is opened."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, _repos: Repos) -> str:
        """Wait until it is opened."""
        self.entered.set()
        assert self.opened.wait(10)
        return "through"
