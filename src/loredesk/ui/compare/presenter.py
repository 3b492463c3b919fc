"""Comparing two lines without the window."""

from dataclasses import replace
from typing import Protocol

from loredesk.domain.branches import LineComparison
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import Story
from loredesk.ui.compare.state import CompareState, differences_of, distance_of
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told


class CompareView(Protocol):
    """Shows the comparison."""

    def show_state(self, state: CompareState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class Lines(Protocol):
    """Compares lines."""

    async def compare(
        self, session_id: SessionId, one: MessageId, other: MessageId
    ) -> LineComparison:
        """Return where two lines part, and what differs in the lore."""
        ...


class ComparePresenter:
    """Reads how two lines differ, and lets the author walk through it."""

    def __init__(self, *, view: CompareView, lines: Lines) -> None:
        self._view = view
        self._lines = lines
        self._state = CompareState()
        self._story: Story | None = None
        self._scope = TaskScope(on_error=self._failed)

    def follow(self, story: Story) -> None:
        """Take *story* as what is on screen."""
        self._story = story

    def open(self, one: MessageId, other: MessageId) -> None:
        """Show how the lore differs at the ends of two lines."""
        story = self._story
        if story is None:
            return
        state = CompareState(
            open=True, loading=True, one_name=_end(story, one), other_name=_end(story, other)
        )
        self._show(state)
        self._scope.start("compare", self._read(story.session.id, one, other))

    def choose(self, number: int) -> None:
        """Look at another difference."""
        if 0 <= number < len(self._state.differences):
            self._show(replace(self._state, chosen=number))

    def close(self) -> None:
        """Put the comparison away."""
        self._scope.cancel("compare")
        self._show(CompareState())

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    async def _read(self, session_id: SessionId, one: MessageId, other: MessageId) -> None:
        comparison = await self._lines.compare(session_id, one, other)
        self._show(
            replace(
                self._state,
                loading=False,
                distance=distance_of(comparison),
                differences=differences_of(comparison),
            )
        )

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, notice=told(name, error)))

    def _show(self, state: CompareState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _end(story: Story, message_id: MessageId) -> str:
    """Return what the end of a line is called: by where it stands and what was last said."""
    place = next((one for one in story.messages if one.message.id == message_id), None)
    if place is None:
        return ""
    here = "Here, " if message_id == story.session.head else ""
    turn = f"turn {place.turn}" if place.turn else "the opening"
    take = f", take {place.take} of {place.takes}" if place.takes > 1 else ""
    named = f"{here}{turn}{take}"
    return f"{named[0].upper()}{named[1:]}"
