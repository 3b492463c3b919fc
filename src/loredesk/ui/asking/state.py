"""What is asked of the lore and what is answered, as frozen data."""

from dataclasses import dataclass
from enum import StrEnum

from loredesk.domain.answers import Answer, Citation, Place, Statement, Threads
from loredesk.ui.notice import Notice


class Wish(StrEnum):
    """What can be asked for."""

    ANSWER = "answer"
    THREADS = "threads"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingState:
    """The question and its answer at one moment."""

    has_world: bool = False
    in_session: bool = False
    question: str = ""
    """What was asked last; it stays in its line until another is asked."""
    running: Wish | None = None
    found: Answer | Threads | None = None
    notice: Notice | None = None

    @property
    def can_ask(self) -> bool:
        """Return whether a question can be answered now."""
        return self.has_world and self.running is None

    @property
    def can_find_threads(self) -> bool:
        """Return whether there is a session whose threads can be looked for now."""
        return self.in_session and self.running is None


def ways(found: Answer | Threads | None) -> tuple[Citation | Place, ...]:
    """Return everything of *found* that leads somewhere, in the order in which it is shown."""
    if isinstance(found, Threads):
        return _cited((*found.themes, *found.threads))
    if found is None:
        return ()
    return _cited(found.statements) if found.is_known else found.places


def _cited(statements: tuple[Statement, ...]) -> tuple[Citation, ...]:
    return tuple(cited for one in statements for cited in one.citations)
