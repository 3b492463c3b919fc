"""The chat without its window: wishes become calls, and what comes back becomes states."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, MutableMapping, Sequence
from dataclasses import replace

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import HeadMoved, SessionChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.listings import ReplyEvent, ReplyPiece, ReplyStarted, Story
from loredesk.domain.messages import Role
from loredesk.ui.chat.acts import CONTINUE, REGENERATE, passage_in, possible_acts
from loredesk.ui.chat.needs import ChatView, Replies, Stories
from loredesk.ui.chat.passage_book import PassageBook
from loredesk.ui.chat.state import (
    ChatState,
    Passage,
    Phase,
    cut_end,
    is_news,
    stored,
    unsent,
    what_is_kept,
)
from loredesk.ui.notice import Notice, notice_of
from loredesk.ui.task_scope import TaskScope

logger = logging.getLogger(__name__)

_LOAD = "load"
_REPLY = "reply"


class ChatPresenter:
    """Plays a session: sends turns, shows replies as they arrive, and keeps the author's words.

    A story is read once after each move; whoever else shows it is named in `told`.
    """

    def __init__(
        self,
        *,
        view: ChatView,
        stories: Stories,
        replies: Replies,
        hub: Hub,
        drafts: MutableMapping[SessionId, str] | None = None,
        told: Sequence[Callable[[Story], None]] = (),
    ) -> None:
        self._view = view
        self._stories = stories
        self._replies = replies
        self._drafts = drafts if drafts is not None else {}
        self._told = tuple(told)
        self._state = ChatState()
        self._story: Story | None = None
        self._book = PassageBook()
        self._at_risk = ""
        """What was sent and is not known to be stored."""
        self._is_given_back = False
        """Whether what was sent last is in the editor again."""
        self._has_stopped = False
        """Whether the author has stopped the reply that was on its way."""
        self._stopped: frozenset[MessageId] = frozenset()
        """The replies that end where the author stopped them."""
        self._remedy: Callable[[], None] = self._reopen
        self._again: Callable[[], None] = self.regenerate
        """Asks once more for the reply that was asked for last."""
        self._scope = TaskScope(on_error=self._failed)
        self._unsubscribe = (
            hub.subscribe(HeadMoved, self._head_moved),
            hub.subscribe(SessionChanged, self._session_changed),
        )
        view.show_state(self._state)

    @property
    def draft(self) -> str:
        """Return what stands in the editor of the open session."""
        session_id = self._state.session_id
        return self._drafts.get(session_id, "") if session_id is not None else ""

    def open(self, session_id: SessionId) -> None:
        """Show the session; a reply still arriving in another one is stopped and kept."""
        if session_id == self._state.session_id and self._state.is_answering:
            return
        self._scope.cancel(_REPLY)
        self._give_back()
        self._story = None
        self._show(ChatState(session_id=session_id, phase=Phase.OPENING))
        self._view.put_draft(self.draft)
        self._scope.start(_LOAD, self._load())

    def close_session(self) -> None:
        """Show that no session is open."""
        for name in (_REPLY, _LOAD):
            self._scope.cancel(name)
        self._give_back()
        self._story = None
        self._show(ChatState())
        self._view.put_draft("")

    def send(self, text: str) -> None:
        """Play *text* as the next turn, unless it is empty or a reply is on its way."""
        text = text.strip()
        session_id = self._state.session_id
        if not text or session_id is None or self._state.phase is not Phase.READY:
            return
        self._at_risk = text
        self._drafts.pop(session_id, None)
        self._view.put_draft("")
        self._again = self.regenerate
        turn = unsent(text, self._state.next_turn)
        self._ask(self._replies.reply(session_id, text), (*self._state.passages, turn))

    def regenerate(self, message_id: MessageId | None = None) -> None:
        """Ask for another take of a reply, or for the one a turn has not got; the newest if none."""
        state = self._state
        session_id, passage = state.session_id, passage_in(state, message_id)
        if session_id is None or passage is None or REGENERATE not in possible_acts(state, passage):
            return
        kept = state.passages[: state.passages.index(passage)]
        if passage.role is Role.AUTHOR:
            kept = (*kept, passage)
        self._again = self.regenerate
        self._ask(self._replies.regenerate(session_id, passage.message_id), kept)

    def go_on(self) -> None:
        """Let the narrator go on without a turn of the author's."""
        state = self._state
        if state.session_id is not None and CONTINUE in possible_acts(state, state.last):
            self._again = self.go_on
            self._ask(self._replies.continue_story(state.session_id), state.passages)

    async def read_again(self) -> None:
        """Show the line as it stands, unless a reply is on its way, which ends in that."""
        if not self._state.is_answering:
            self._scope.cancel(_LOAD)
            await self._load()

    def stop(self) -> None:
        """Stop the reply that is arriving; what has arrived is kept."""
        if self._state.phase in {Phase.RECALLING, Phase.STREAMING}:
            self._has_stopped = True
            self._show(replace(self._state, phase=Phase.STOPPING))
            self._scope.cancel(_REPLY)

    def mend(self) -> None:
        """Do what the notice offers."""
        self._remedy()

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    def note_draft(self, text: str) -> None:
        """Remember what stands in the editor."""
        if self._state.session_id is not None:
            self._drafts[self._state.session_id] = text

    async def aclose(self) -> None:
        """Stop what is running and listen no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        await self._scope.aclose()

    def _ask(self, stream: AsyncIterator[ReplyEvent], passages: tuple[Passage, ...]) -> None:
        self._scope.cancel(_LOAD)
        state = replace(self._state, passages=passages, phase=Phase.RECALLING, notice=None)
        self._show(state)
        self._scope.start(_REPLY, self._follow(stream))

    async def _follow(self, stream: AsyncIterator[ReplyEvent]) -> None:
        session_id = self._state.session_id
        try:
            async for event in stream:
                self._hear(event)
        except asyncio.CancelledError:
            if self._state.session_id == session_id:
                self._give_back()
                self._scope.start(_LOAD, self._load())
            raise
        await self._load()

    def _hear(self, event: ReplyEvent) -> None:
        if isinstance(event, ReplyStarted):
            self._at_risk = ""
            if event.author_message is not None and self._state.last is not None:
                turn = stored(event.author_message, self._state.last.turn)
                passages = (*self._state.passages[:-1], turn)
                self._show(replace(self._state, passages=passages))
        elif isinstance(event, ReplyPiece):
            if self._state.phase is Phase.RECALLING:
                self._show(replace(self._state, phase=Phase.STREAMING))
            self._view.append(event.text)

    async def _load(self, *, after: BaseException | None = None) -> None:
        session_id = self._state.session_id
        if session_id is None:
            return
        story = await self._stories.story(session_id)
        self._story = story
        if self._has_stopped:
            self._stopped |= cut_end(story)
            self._has_stopped = False
        state = replace(
            self._state,
            session_title=story.session.title,
            world_title=story.world_title,
            passages=self._book.passages(story, self._stopped),
            phase=Phase.READY,
        )
        self._show(replace(state, notice=self._notice_after(after, state)) if after else state)
        for tell in self._told:
            tell(story)

    def _notice_after(self, error: BaseException, state: ChatState) -> Notice:
        if self._is_given_back:
            notice, way_out = notice_of(error), "What you wrote is back in the editor."
        elif state.can_regenerate:
            self._remedy = self._again
            action = "Regenerate" if self._again == self.regenerate else "Continue"
            notice, way_out = notice_of(error, action=action), what_is_kept(state)
        else:
            notice, way_out = notice_of(error), ""
        return replace(notice, hint=f"{notice.hint} {way_out}".strip())

    def _give_back(self) -> None:
        session_id = self._state.session_id
        self._is_given_back = bool(self._at_risk) and session_id is not None
        if self._at_risk and session_id is not None:
            text = "\n\n".join(part for part in (self._at_risk, self.draft) if part)
            self._drafts[session_id] = text
            self._view.put_draft(text)
        self._at_risk = ""

    def _failed(self, name: str, error: BaseException) -> None:
        if not isinstance(error, LoredeskError):
            logger.error("The chat could not finish its %s", name, exc_info=error)
        if name == _REPLY:
            self._give_back()
            self._scope.start(_LOAD, self._load(after=error))
            return
        self._remedy = self._reopen
        phase = Phase.READY if self._story is not None else Phase.OPENING
        notice = notice_of(error, action="Try again")
        self._show(replace(self._state, phase=phase, notice=notice))

    def _reopen(self) -> None:
        if self._state.session_id is not None:
            self._show(replace(self._state, notice=None))
            self._scope.start(_LOAD, self._load())

    def _head_moved(self, event: HeadMoved) -> None:
        if self._story is not None and is_news(self._story, event.head):
            self._read_again(event.session_id)

    def _session_changed(self, event: SessionChanged) -> None:
        self._read_again(event.session_id)

    def _read_again(self, session_id: SessionId) -> None:
        if session_id == self._state.session_id and not self._state.is_answering:
            self._scope.start(_LOAD, self._load())

    def _show(self, state: ChatState) -> None:
        self._state = state
        self._view.show_state(state)
