"""The hub that carries events from where they were committed to whoever listens."""

import logging
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from loredesk.domain.events import Event

logger = logging.getLogger(__name__)

E = TypeVar("E", bound=Event)


class Hub:
    """Delivers events in order, one at a time, on the thread that publishes.

    An event published by a handler waits until the current one has been delivered to all; a
    handler that fails is logged and the rest still hear of it.
    """

    def __init__(self) -> None:
        self._handlers: dict[type[Event], list[Callable[[Any], None]]] = {}
        self._waiting: deque[Event] = deque()
        self._delivering = False

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> Callable[[], None]:
        """Call *handler* for every event of *kind*; return the function that ends it."""
        handlers = self._handlers.setdefault(kind, [])
        handlers.append(handler)

        def unsubscribe() -> None:
            if handler in handlers:
                handlers.remove(handler)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Queue *event* and, unless a delivery is under way, deliver the queue."""
        self._waiting.append(event)
        if self._delivering:
            return
        self._delivering = True
        try:
            while self._waiting:
                self._deliver(self._waiting.popleft())
        finally:
            self._delivering = False

    def _deliver(self, event: Event) -> None:
        for handler in tuple(self._handlers.get(type(event), ())):
            try:
                handler(event)
            except Exception:
                logger.exception("A listener failed on %s", type(event).__name__)
