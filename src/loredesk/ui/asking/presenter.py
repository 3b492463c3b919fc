"""Asking the lore without its window: wishes become questions, answers become states."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from loredesk.domain.answers import Answer, Threads
from loredesk.domain.errors import ModelRefusesError
from loredesk.domain.ids import SessionId, WorldId
from loredesk.ui.asking.needs import Answers, AskingView
from loredesk.ui.asking.state import AskingState, Wish
from loredesk.ui.notice import Notice
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_ASK = "ask the lore"
_AGAIN, _SETTINGS = "Ask again", "Settings \u2026"
_STOPPED = Notice(sentence="Stopped. Your question is kept.")


class AskingPresenter:
    """Asks one thing at a time, and keeps the question until there is an answer to it."""

    def __init__(
        self, *, view: AskingView, answers: Answers, open_settings: Callable[[], None]
    ) -> None:
        self._view = view
        self._answers = answers
        self._open_settings = open_settings
        self._state = AskingState()
        self._world: WorldId | None = None
        self._session: SessionId | None = None
        self._wish = Wish.ANSWER
        """What was asked for last."""
        self._scope = TaskScope(on_error=self._failed)
        view.show_state(self._state)

    def enter(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Take this session as what is asked about; what was found in another one is put away."""
        if (world_id, session_id) == (self._world, self._session):
            return
        self._world, self._session = world_id, session_id
        self._scope.cancel(_ASK)
        self._show(
            AskingState(
                has_world=world_id is not None,
                in_session=session_id is not None,
                question=self._state.question,
            )
        )

    def ask(self, question: str) -> None:
        """Have *question* answered, unless there is none, or another is being answered."""
        question = question.strip()
        if question and self._world is not None and self._state.can_ask:
            asking = partial(self._answers.ask, self._world, self._session, question)
            self._begin(Wish.ANSWER, asking, question)

    def find_threads(self) -> None:
        """Have the themes and open threads of the session looked for."""
        if self._session is not None and self._state.can_find_threads:
            looking = partial(self._answers.threads, self._session)
            self._begin(Wish.THREADS, looking, self._state.question)

    def stop(self) -> None:
        """Stop looking; the question is kept."""
        if self._state.running is not None:
            self._scope.cancel(_ASK)
            self._show(replace(self._state, running=None, notice=_STOPPED))

    def mend(self) -> None:
        """Do what the notice offers: open the settings, or ask the same again."""
        notice = self._state.notice
        if notice is None:
            return
        if notice.action == _SETTINGS:
            self._open_settings()
        elif self._wish is Wish.THREADS:
            self.find_threads()
        else:
            self.ask(self._state.question)

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    def _begin(
        self, wish: Wish, work: Callable[[], Awaitable[Answer | Threads]], question: str
    ) -> None:
        self._wish = wish
        state = replace(self._state, question=question, running=wish, found=None, notice=None)
        self._show(state)
        self._scope.start(_ASK, self._carry_out(work))

    async def _carry_out(self, work: Callable[[], Awaitable[Answer | Threads]]) -> None:
        found = await work()
        self._show(replace(self._state, running=None, found=found))

    def _failed(self, name: str, error: BaseException) -> None:
        action = _SETTINGS if isinstance(error, ModelRefusesError) else _AGAIN
        notice = replace(told(name, error), action=action)
        self._show(replace(self._state, running=None, notice=notice))

    def _show(self, state: AskingState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
