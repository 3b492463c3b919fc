"""One thing the author did by hand, with the way back and the way forth again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from loredesk.domain.ids import SessionId

Act = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something that has been done and can be taken back."""

    text: str
    """What was done, as an order: `Accept the note of Dagny Roe`."""
    undo: Act
    redo: Act
    session_id: SessionId | None = None
    """The session it belongs to; it is offered only there. None where it belongs to all."""


class Deeds(Protocol):
    """Takes down what the author did."""

    def done(self, command: Command) -> None:
        """Remember *command*, which has just been carried out."""
        ...

    def take_back(self, command: Command) -> None:
        """Undo *command*, also where others were done since."""
        ...
