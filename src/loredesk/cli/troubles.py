"""Telling people, beside a command's answer, what goes wrong around it."""

from collections.abc import Iterator
from contextlib import contextmanager

from loredesk.cli.printing import Printer
from loredesk.domain.events import IndexStateChanged
from loredesk.services.desk import Desk

_TROUBLES = frozenset({"missing", "healing", "behind"})


@contextmanager
def index_troubles_told(desk: Desk, printer: Printer) -> Iterator[None]:
    """Say on the error stream when the second index goes away, and when it is back again.

    Only while the command runs: inside the owner of a home the next one has its own printer.
    """
    away = False

    def tell(event: IndexStateChanged) -> None:
        nonlocal away
        if event.state in _TROUBLES or (away and event.state == "healthy"):
            away = event.state != "healthy"
            printer.say(event.message or f"The {event.engine} index is {event.state}.")

    unsubscribe = desk.hub.subscribe(IndexStateChanged, tell)
    try:
        yield
    finally:
        unsubscribe()


def tell_prompt_problems(desk: Desk, printer: Printer) -> None:
    """Say which of the author's own prompts cannot be used."""
    for problem in desk.models.prompt_problems():
        printer.say(f"{problem.message} {problem.hint}".strip())
