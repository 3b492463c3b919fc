"""Why not…? without the window: finds the entry that is meant, and asks about the reply shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from loredesk.domain.events import SteeringChanged
from loredesk.domain.explanations import WhyNot
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.listings import LoreFilter, LoreRow, Story
from loredesk.domain.manifest import Manifest
from loredesk.ui.context.state import ContextState, Subject
from loredesk.ui.context.why.state import Answer, WhyState, answered, foreseen, suggestion
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

OFFERED = 12
"""No more entries are offered at a time."""
_FIND, _ASK = "look for the entry", "ask why it was not told"


class WhyView(Protocol):
    """Shows the question and its answer."""

    def show_state(self, state: WhyState) -> None:
        """Replace what is on screen with *state*."""
        ...


class Explaining(Protocol):
    """Says why an entry was not told."""

    async def why_not(
        self, session_id: SessionId, entry_id: LoreId, message_id: MessageId | None = None
    ) -> WhyNot:
        """Return why an entry was not told for a reply, or would not be now."""
        ...


class Previews(Protocol):
    """Knows what would be sent."""

    async def preview(self, session_id: SessionId, text: str) -> Manifest:
        """Return what would be sent for *text*, without sending it."""
        ...


class Library(Protocol):
    """Lists entries."""

    async def entries(
        self,
        world_id: WorldId,
        session_id: SessionId | None,
        wanted: LoreFilter,
        *,
        offset: int = 0,
        limit: int = 200,
    ) -> tuple[LoreRow, ...]:
        """Return a stretch of the entries the filter lets through."""
        ...


class WhyPresenter:
    """Answers about the reply that is looked at; asks again when another one is."""

    def __init__(
        self,
        *,
        view: WhyView,
        explaining: Explaining,
        previews: Previews,
        library: Library,
        draft: Callable[[], str],
        hub: Hub,
    ) -> None:
        self._view = view
        self._explaining = explaining
        self._previews = previews
        self._library = library
        self._draft = draft
        self._place: tuple[WorldId, SessionId] | None = None
        self._context = ContextState()
        self._asked: LoreId | None = None
        """The entry the card is about."""
        self._state = WhyState()
        self._scope = TaskScope(on_error=self._failed)
        self._farewell = hub.subscribe(SteeringChanged, self._steered)
        view.show_state(self._state)

    def follow(self, story: Story) -> None:
        """Take *story* as the one that is played."""
        place = (story.session.world_id, story.session.id)
        if place != self._place:
            self._forget()
            self._place = place
            self._show(WhyState(is_open=True))

    def look_at(self, context: ContextState) -> None:
        """Take *context* as what is looked at; what was asked is asked about it."""
        before, self._context = self._context, context
        is_other = before.manifest is not context.manifest
        if is_other and context.manifest is not None and self._asked is not None:
            self._ask_again()

    def find(self, text: str) -> None:
        """Offer the entries that have *text* in their title, their aliases or their tags."""
        if self._place is None or not text.strip():
            self._scope.cancel(_FIND)
            self._show(replace(self._state, wanted="", suggestions=()))
            return
        self._scope.start(_FIND, self._find(*self._place, text.strip()))

    def ask(self, entry_id: LoreId) -> None:
        """Say why this entry was not told for the reply that is looked at."""
        self._asked = entry_id
        self._ask_again()

    def ask_first(self) -> None:
        """Ask about the first entry that is offered."""
        if self._state.suggestions:
            self.ask(self._state.suggestions[0].entry_id)

    def mend(self) -> None:
        """Ask again what could not be answered."""
        self._ask_again()

    def close(self) -> None:
        """Take the answer away."""
        self._asked = None
        self._scope.cancel(_ASK)
        self._show(replace(self._state, answer=None, is_asking=False, notice=None))

    def clear(self) -> None:
        """Know of no session any more."""
        self._forget()
        self._place = None
        self._show(WhyState())

    async def aclose(self) -> None:
        """Stop asking."""
        self._farewell()
        await self._scope.aclose()

    def _ask_again(self) -> None:
        if self._place is not None and self._asked is not None:
            self._show(replace(self._state, is_asking=True, notice=None))
            self._scope.start(_ASK, self._ask(self._place[1], self._asked))

    async def _find(self, world_id: WorldId, session_id: SessionId, text: str) -> None:
        wanted = LoreFilter(text=text)
        rows = await self._library.entries(world_id, session_id, wanted, offset=0, limit=OFFERED)
        self._show(replace(self._state, wanted=text, suggestions=tuple(map(suggestion, rows))))

    async def _ask(self, session_id: SessionId, entry_id: LoreId) -> None:
        context = self._context
        if context.subject is Subject.REPLY:
            answer = await self._of_reply(session_id, entry_id, context)
        else:
            answer = await self._of_what_comes(session_id, entry_id, context)
        self._show(replace(self._state, answer=answer, is_asking=False))

    async def _of_reply(
        self, session_id: SessionId, entry_id: LoreId, context: ContextState
    ) -> Answer:
        found = await self._explaining.why_not(session_id, entry_id, context.message_id)
        return answered(found, context.manifest, f"turn {context.turn}")

    async def _of_what_comes(
        self, session_id: SessionId, entry_id: LoreId, context: ContextState
    ) -> Answer:
        manifest = context.manifest
        if manifest is None:
            manifest = await self._previews.preview(session_id, self._draft())
        found = foreseen(entry_id, manifest)
        if found is None:
            found = await self._explaining.why_not(session_id, entry_id, None)
            return answered(found, None, "")
        return replace(
            answered(found, manifest, ""), about="As it stands, for what would be written next."
        )

    def _steered(self, event: SteeringChanged) -> None:
        # Of what would be sent another record comes by itself.
        if self._context.subject is not Subject.PREVIEW:
            self._ask_again()

    def _forget(self) -> None:
        self._asked = None
        self._scope.cancel(_ASK)
        self._scope.cancel(_FIND)

    def _failed(self, name: str, error: BaseException) -> None:
        notice = told(name, error)
        if name == _ASK:
            notice = replace(notice, action="Try again")
        self._show(replace(self._state, is_asking=False, answer=None, notice=notice))

    def _show(self, state: WhyState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
