"""The panel without its window: a story becomes the scene at its end."""

from typing import Protocol

from loredesk.domain.listings import Story
from loredesk.ui.panel.state import PanelState, scene_of


class PanelView(Protocol):
    """Shows the scene."""

    def show_state(self, state: PanelState) -> None:
        """Replace what is on screen with *state*."""
        ...


class PanelPresenter:
    """Shows the scene of whichever story it is told; whoever reads the story tells it."""

    def __init__(self, *, view: PanelView) -> None:
        self._view = view
        self._state = PanelState()
        view.show_state(self._state)

    def follow(self, story: Story) -> None:
        """Show the scene at the end of the line of *story*."""
        self._show(scene_of(story))

    def clear(self) -> None:
        """Show that no session is open."""
        self._show(PanelState())

    def _show(self, state: PanelState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
