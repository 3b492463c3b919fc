"""What undo needs of the screen."""

from collections.abc import Callable
from typing import Protocol

from loredesk.ui.notice import Notice
from loredesk.ui.undo.state import UndoState


class UndoView(Protocol):
    """Shows what can be taken back."""

    def show_state(self, state: UndoState) -> None:
        """Offer what *state* says."""
        ...


class Teller(Protocol):
    """Says something where the author sees it wherever they are."""

    def __call__(self, notice: Notice, remedy: Callable[[], None], /) -> None:
        """Show *notice*; its button does *remedy*."""
        ...
