"""Comparing what two replies were told, without the window."""

from dataclasses import replace
from typing import Protocol

from loredesk.domain.explanations import ComparedContexts
from loredesk.domain.ids import MessageId
from loredesk.domain.listings import Story
from loredesk.domain.messages import PlacedMessage, Role
from loredesk.ui.context.comparison.state import ComparisonState, choices_of
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_READ = "compare what two replies were told"


class ComparisonView(Protocol):
    """Shows the comparison."""

    def show_state(self, state: ComparisonState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Comparing(Protocol):
    """Knows what replies were told."""

    async def compare(self, here: MessageId, there: MessageId) -> ComparedContexts:
        """Return what differs between what the model was told for two replies."""
        ...


class ComparisonPresenter:
    """Compares one reply with another of the session, which the author chooses."""

    def __init__(self, *, view: ComparisonView, explaining: Comparing) -> None:
        self._view = view
        self._explaining = explaining
        self._replies: tuple[PlacedMessage, ...] = ()
        """Those whose context is known, in the order of writing."""
        self._session = ""
        self._state = ComparisonState()
        self._scope = TaskScope(on_error=self._failed)
        view.show_state(self._state)

    def follow(self, story: Story) -> None:
        """Take *story* as the one that is played; what is compared stays while it is in it."""
        self._replies = tuple(filter(_has_context, story.messages))
        is_other, self._session = story.session.id != self._session, story.session.id
        known = {place.message.id for place in self._replies}
        if not self._state.is_shown:
            return
        if is_other or self._state.here not in known:
            self.close()
        elif self._state.there is not None and self._state.there not in known:
            self.open(self._state.here)
        else:
            self._show(replace(self._state, choices=choices_of(self._replies)))

    def open(self, here: MessageId | None) -> None:
        """Compare a reply with the one that is nearest to it; the newest where none is named."""
        newest = self._replies[-1].message.id if self._replies else None
        chosen = self._place(here) or self._place(newest)
        other = self._nearest(chosen) if chosen is not None else None
        self._compare(
            ComparisonState(
                is_shown=True,
                choices=choices_of(self._replies),
                here=chosen.message.id if chosen is not None else None,
                there=other.message.id if other is not None else None,
            )
        )

    def choose_here(self, message_id: MessageId) -> None:
        """Compare this reply instead; what it was compared with stays."""
        self._compare(replace(self._state, here=message_id))

    def choose_there(self, message_id: MessageId) -> None:
        """Compare with this reply instead."""
        self._compare(replace(self._state, there=message_id))

    def swap(self) -> None:
        """Look at it from the other reply."""
        self._compare(replace(self._state, here=self._state.there, there=self._state.here))

    def mend(self) -> None:
        """Try again what failed."""
        self._compare(self._state)

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    def close(self) -> None:
        """Go back to what one reply was told."""
        self._scope.cancel(_READ)
        self._show(ComparisonState())

    async def aclose(self) -> None:
        """Stop comparing."""
        await self._scope.aclose()

    def _compare(self, state: ComparisonState) -> None:
        here, there = state.here, state.there
        if here is None or there is None:
            self._show(replace(state, found=None, notice=None, is_reading=False))
            return
        self._show(replace(state, notice=None, is_reading=True))
        self._scope.start(_READ, self._read(here, there))

    async def _read(self, here: MessageId, there: MessageId) -> None:
        found = await self._explaining.compare(here, there)
        self._show(replace(self._state, found=found, is_reading=False))

    def _place(self, message_id: MessageId | None) -> PlacedMessage | None:
        return next((one for one in self._replies if one.message.id == message_id), None)

    def _nearest(self, place: PlacedMessage) -> PlacedMessage | None:
        """Return the take before or after it, else the reply before it, else any other."""
        others = [one for one in self._replies if one.message.id != place.message.id]
        takes = [one for one in others if one.message.parent_id == place.message.parent_id]
        if takes:
            return min(takes, key=lambda one: abs(one.take - place.take))
        before = [one for one in others if one.on_line and one.message.seq < place.message.seq]
        return before[-1] if before else next(iter(reversed(others)), None)

    def _failed(self, name: str, error: BaseException) -> None:
        notice = replace(told(name, error), action="Try again")
        self._show(replace(self._state, found=None, is_reading=False, notice=notice))

    def _show(self, state: ComparisonState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _has_context(place: PlacedMessage) -> bool:
    return place.message.role is Role.NARRATOR and place.message.manifest_id is not None
