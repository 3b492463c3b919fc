"""Who speaks in a session without its window."""

from collections.abc import Callable, Coroutine
from typing import Any

from loredesk.domain.events import LoreChanged, SessionChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.messages import NarratorTells
from loredesk.ui.knowing.needs import Asking
from loredesk.ui.notice import Notice
from loredesk.ui.people.state import Answer, Purpose, Question, Somebody
from loredesk.ui.refresher import Refresher
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.voice.needs import Library, Stories, VoiceView
from loredesk.ui.voice.state import VoiceState


class VoicePresenter:
    """Shows who speaks in the session on screen, and carries out what the author chooses."""

    def __init__(
        self,
        *,
        view: VoiceView,
        stories: Stories,
        library: Library,
        ask: Asking,
        say: Callable[[Notice], None],
        hub: Hub,
    ) -> None:
        self._view = view
        self._stories = stories
        self._library = library
        self._ask = ask
        self._say = say
        self._state = VoiceState()
        self._session: SessionId | None = None
        self._scope = TaskScope(on_error=self._failed)
        self._refresher = Refresher(self._read, scope=self._scope)
        self._farewells = (
            hub.subscribe(SessionChanged, self._session_changed),
            hub.subscribe(LoreChanged, self._lore_changed),
        )

    def enter(self, session_id: SessionId | None) -> None:
        """Take this session as where the author is."""
        self._session = session_id
        if session_id is None:
            self._show(VoiceState())
        else:
            self._refresher.ask()

    def let_narrator_speak(self) -> None:
        """Let the narrator speak again."""
        self._let_speak(None)

    def ask_who_speaks(self) -> None:
        """Ask which character speaks."""
        if self._session is not None:
            voice = self._state.voice
            chosen = (voice,) if voice is not None else ()
            self._ask(Question(purpose=Purpose.VOICE, about="", chosen=chosen), self._answered)

    def set_narrator(self, tells: NarratorTells) -> None:
        """Say what the narrator may tell."""
        if self._session is not None and tells is not self._state.narrator_tells:
            self._do(self._stories.set_narrator(self._session, tells))

    async def aclose(self) -> None:
        """Stop listening and working."""
        for farewell in self._farewells:
            farewell()
        await self._scope.aclose()

    def _answered(self, answer: Answer) -> None:
        self._let_speak(answer.ids[0] if answer.people else None)

    def _let_speak(self, voice: LoreId | None) -> None:
        now = self._state.voice.id if self._state.voice else None
        if self._session is not None and voice != now:
            self._do(self._stories.set_voice(self._session, voice))

    def _do(self, work: Coroutine[Any, Any, Any]) -> None:
        self._scope.start("set who speaks", self._carry_out(work))

    async def _carry_out(self, work: Coroutine[Any, Any, Any]) -> None:
        await work
        self._refresher.ask()

    async def _read(self) -> None:
        session_id = self._session
        if session_id is None:
            return
        session = (await self._stories.story(session_id)).session
        voice = None
        if session.voice is not None:
            entry = (await self._library.entry(session.voice, session_id)).entry
            voice = Somebody(id=entry.id, title=entry.title, category=entry.category)
        if session_id == self._session:
            tells = session.narrator_tells
            self._show(VoiceState(in_session=True, voice=voice, narrator_tells=tells))

    def _session_changed(self, event: SessionChanged) -> None:
        if event.session_id == self._session:
            self._refresher.ask()

    def _lore_changed(self, event: LoreChanged) -> None:
        if self._state.voice is not None and event.entry_id == self._state.voice.id:
            self._refresher.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._say(told(name, error))
        self._view.show_state(self._state)

    def _show(self, state: VoiceState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
