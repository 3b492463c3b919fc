"""The context without its window: follows the newest reply, or stays with the one chosen."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import SteeringChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import Story
from loredesk.domain.manifest import Manifest, Unit
from loredesk.domain.messages import PlacedMessage, Role
from loredesk.ui.context.rows import RowFilter, left_out_rows, told_rows
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
    """Shows the context of the newest reply, of a chosen one, or of a turn not sent yet.

    What would be sent is looked up anew when the author steers recall. *told* hears of every
    state as well.
    """

    def __init__(
        self,
        *,
        view: ContextView,
        manifests: Manifests,
        draft: Callable[[], str],
        hub: Hub,
        told: Callable[[ContextState], None],
    ) -> None:
        self._view = view
        self._manifests = manifests
        self._draft = draft
        self._told = told
        self._story: Story | None = None
        self._chosen: MessageId | None = None
        """The reply the author asked about; None follows the newest."""
        self._shown: MessageId | None = None
        self._again: Callable[[], None] = self.newest
        self._state = self._pending = ContextState()
        self._scope = TaskScope(on_error=self._failed)
        self._farewell = hub.subscribe(SteeringChanged, self._steered)
        view.show_state(self._state)

    def follow(self, story: Story) -> None:
        """Take *story* as the one that is played; show its newest reply unless one is chosen."""
        before, self._story = self._story, story
        is_other = before is None or before.session.id != story.session.id
        if is_other or (self._chosen is not None and self._place(self._chosen) is None):
            self._chosen = None
        newest = _newest(story)
        wanted = self._chosen or (newest.message.id if newest is not None else None)
        if is_other or wanted != self._shown:
            self._show_reply(wanted)
        elif self._state.subject is Subject.REPLY and wanted is not None:
            self._show(replace(self._state, is_newest=self._is_newest(wanted)))
        elif before is not None and _tells_otherwise(before, story):
            self._preview_again(story.session.id)

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
        state = ContextState(
            subject=Subject.PREVIEW, is_open=True, is_newest=False, wanted=self._state.wanted
        )
        work = self._manifests.preview(self._story.session.id, self._draft())
        self._scope.start(_READ, self._read(work, state))

    def find(self, text: str) -> None:
        """List only what says every word of *text*."""
        self._list(replace(self._state.wanted, text=text.strip()))

    def narrow(self, unit: Unit | None) -> None:
        """List only what is of this kind; everything where it is None."""
        self._list(replace(self._state.wanted, unit=unit))

    def list_all(self) -> None:
        """List everything again."""
        self._list(RowFilter())

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
        self._farewell()
        await self._scope.aclose()

    def _show_reply(self, message_id: MessageId | None) -> None:
        place = self._place(message_id) if message_id is not None else None
        self._shown = message_id
        if place is None or message_id is None:
            self._scope.cancel(_READ)
            self._show(ContextState(is_open=self._story is not None, wanted=self._state.wanted))
            return
        self._again = self.newest if self._chosen is None else self._choose_again
        state = ContextState(
            subject=Subject.REPLY,
            is_open=True,
            message_id=message_id,
            turn=place.turn,
            is_newest=self._is_newest(message_id),
        )
        self._scope.start(_READ, self._read(self._manifests.manifest(message_id), state))

    async def _read(self, work: Awaitable[Manifest | None], state: ContextState) -> None:
        """Show *state* with what *work* brings; until then what was shown stays."""
        self._pending = state
        if self._state.manifest is None:
            self._show(replace(state, is_reading=True, wanted=self._state.wanted))
        manifest = await work
        state = replace(state, wanted=self._state.wanted)
        self._show(state if manifest is None else self._with_rows(state, manifest))

    def _with_rows(self, state: ContextState, manifest: Manifest) -> ContextState:
        messages = self._story.messages if self._story is not None else ()
        texts = {place.message.id: place.message.text for place in messages}
        wanted = state.wanted
        told, left_out = told_rows(manifest, texts), left_out_rows(manifest, texts)
        if wanted.unit not in {None, *(row.unit for row in (*told, *left_out))}:
            wanted = replace(wanted, unit=None)
        return replace(state, manifest=manifest, told=told, left_out=left_out, wanted=wanted)

    def _list(self, wanted: RowFilter) -> None:
        self._show(replace(self._state, wanted=wanted))

    def _steered(self, event: SteeringChanged) -> None:
        self._preview_again(event.session_id)

    def _preview_again(self, session_id: SessionId) -> None:
        is_here = self._story is not None and self._story.session.id == session_id
        if is_here and self._state.subject is Subject.PREVIEW:
            self.preview()

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
        self._show(replace(self._pending, notice=notice, wanted=self._state.wanted))

    def _show(self, state: ContextState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
            self._told(state)


def _tells_otherwise(before: Story, now: Story) -> bool:
    """Return whether the same turn would be told other things, by what is set for the session."""
    return before.session.shows_unreviewed != now.session.shows_unreviewed


def _newest(story: Story) -> PlacedMessage | None:
    """Return the newest reply on the line that a model was asked for."""
    for place in reversed(story.line):
        if place.message.role is Role.NARRATOR and place.message.manifest_id is not None:
            return place
    return None
