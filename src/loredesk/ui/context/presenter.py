"""The context without its window: follows the newest reply, or stays with the one chosen."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from loredesk.domain.errors import LoredeskError
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import Story
from loredesk.domain.manifest import Manifest
from loredesk.domain.messages import PlacedMessage, Role
from loredesk.ui.context.state import ContextState, Subject
from loredesk.ui.notice import notice_of
from loredesk.ui.task_scope import TaskScope

logger = logging.getLogger(__name__)

_READ = "read"


class ContextView(Protocol):
    """Shows what a model was told."""

    def show_state(self, state: ContextState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Manifests(Protocol):
    """Knows what was sent for each reply, and what would be sent now."""

    async def manifest(self, message_id: MessageId) -> Manifest | None:
        """Return what was sent for a reply, if that is known."""
        ...

    async def preview(self, session_id: SessionId, text: str) -> Manifest:
        """Return what would be sent for *text*, without sending it."""
        ...


class ContextPresenter:
    """Shows the context of the newest reply, of a chosen one, or of a turn not sent yet."""

    def __init__(
        self, *, view: ContextView, manifests: Manifests, draft: Callable[[], str]
    ) -> None:
        self._view = view
        self._manifests = manifests
        self._draft = draft
        self._story: Story | None = None
        self._chosen: MessageId | None = None
        """The reply the author asked about; None follows the newest."""
        self._shown: MessageId | None = None
        self._again: Callable[[], None] = self.newest
        self._state = self._pending = ContextState()
        self._scope = TaskScope(on_error=self._failed)
        view.show_state(self._state)

    def follow(self, story: Story) -> None:
        """Take *story* as the one that is played; show its newest reply unless one is chosen."""
        before, self._story = self._story, story
        if before is None or before.session.id != story.session.id:
            self._chosen = None
        if self._chosen is not None and self._place(self._chosen) is None:
            self._chosen = None
        newest = _newest(story)
        wanted = self._chosen or (newest.message.id if newest is not None else None)
        if wanted is None or wanted != self._shown:
            self._show_reply(wanted)
        elif self._state.subject is Subject.REPLY:
            self._show(replace(self._state, is_newest=self._is_newest(wanted)))

    def choose(self, message_id: MessageId) -> None:
        """Show what the model was told for this reply, and stay with it."""
        if self._place(message_id) is not None:
            self._chosen = message_id
            self._show_reply(message_id)

    def newest(self) -> None:
        """Show the newest reply, and each newer one as it comes."""
        self._chosen = None
        place = _newest(self._story) if self._story is not None else None
        self._show_reply(place.message.id if place is not None else None)

    def preview(self) -> None:
        """Show what would be sent if the draft were sent now."""
        if self._story is None:
            return
        self._again = self.preview
        self._chosen = None
        newest = _newest(self._story)
        self._shown = newest.message.id if newest is not None else None
        state = ContextState(subject=Subject.PREVIEW, is_open=True, is_newest=False)
        work = self._manifests.preview(self._story.session.id, self._draft())
        self._scope.start(_READ, self._read(work, state))

    def mend(self) -> None:
        """Try again what failed."""
        self._again()

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    def clear(self) -> None:
        """Show that no session is open."""
        self._scope.cancel(_READ)
        self._story = self._chosen = self._shown = None
        self._show(ContextState())

    async def aclose(self) -> None:
        """Stop what is being read."""
        await self._scope.aclose()

    def _show_reply(self, message_id: MessageId | None) -> None:
        place = self._place(message_id) if message_id is not None else None
        self._shown = message_id
        if place is None or message_id is None:
            self._scope.cancel(_READ)
            self._show(ContextState(is_open=self._story is not None))
            return
        self._again = self.newest if self._chosen is None else self._choose_again
        state = ContextState(
            subject=Subject.REPLY,
            is_open=True,
            turn=place.turn,
            is_newest=self._is_newest(message_id),
        )
        self._scope.start(_READ, self._read(self._manifests.manifest(message_id), state))

    async def _read(self, work: Awaitable[Manifest | None], state: ContextState) -> None:
        """Show *state* with what *work* brings; until then what was shown stays."""
        self._pending = state
        if self._state.manifest is None:
            self._show(replace(state, is_reading=True))
        self._show(replace(state, manifest=await work))

    def _choose_again(self) -> None:
        if self._chosen is not None:
            self.choose(self._chosen)

    def _place(self, message_id: MessageId) -> PlacedMessage | None:
        if self._story is None:
            return None
        for place in self._story.messages:
            if place.message.id == message_id:
                return place
        return None

    def _is_newest(self, message_id: MessageId) -> bool:
        place = _newest(self._story) if self._story is not None else None
        return place is not None and place.message.id == message_id

    def _failed(self, name: str, error: BaseException) -> None:
        if not isinstance(error, LoredeskError):
            logger.error("The context could not be shown", exc_info=error)
        notice = notice_of(error, action="Try again")
        self._show(replace(self._pending, notice=notice))

    def _show(self, state: ContextState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _newest(story: Story) -> PlacedMessage | None:
    """Return the newest reply on the line that a model was asked for."""
    for place in reversed(story.line):
        if place.message.role is Role.NARRATOR and place.message.manifest_id is not None:
            return place
    return None
