"""The story so far without its window: reading it, and carrying out what the author makes of it."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from loredesk.domain.events import HeadMoved, SessionChanged, SummariesChanged, TaskMoved
from loredesk.domain.hub import Hub
from loredesk.domain.ids import SessionId, SummaryId
from loredesk.domain.messages import DEFAULT_CHAPTER_TURNS
from loredesk.domain.story_so_far import Part
from loredesk.domain.summaries import SummaryLevel
from loredesk.domain.tasks import TaskType
from loredesk.ui.notice import Notice
from loredesk.ui.refresher import Refresher
from loredesk.ui.summaries.needs import Summaries, SummariesView
from loredesk.ui.summaries.state import SummariesState
from loredesk.ui.summaries.words import named
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Act, Command, Deeds

_READ, _OPEN, _DO = "read the story so far", "open the story so far", "change the story so far"


class SummariesPresenter:
    """Shows what is summed up of the session on screen, and has missing chapters written."""

    def __init__(
        self, *, view: SummariesView, summaries: Summaries, hub: Hub, deeds: Deeds
    ) -> None:
        self._view = view
        self._summaries = summaries
        self._deeds = deeds
        self._state = SummariesState()
        self._session: SessionId | None = None
        self._scope = TaskScope(on_error=self._failed)
        self._reading = Refresher(self._read, scope=self._scope, name=_READ)
        self._unsubscribe = (
            hub.subscribe(SummariesChanged, self._changed),
            hub.subscribe(HeadMoved, self._changed),
            hub.subscribe(SessionChanged, self._changed),
            hub.subscribe(TaskMoved, self._task_moved),
        )
        view.show_state(self._state)

    def open(self, session_id: SessionId) -> None:
        """Show what is summed up of a session, and queue what is missing of it."""
        if session_id != self._session:
            self._session = session_id
            self._show(SummariesState(in_session=True))
            self._reading.ask()
            self._scope.start(_OPEN, _only(self._summaries.catch_up(session_id)))

    def close_session(self) -> None:
        """Know of no session any more."""
        self._session = None
        self._scope.cancel(_OPEN)
        self._show(SummariesState())

    def choose(self, key: str) -> None:
        """Look at another part; what is being edited stays on screen until it is kept or left."""
        if self._state.editing is None:
            self._show(replace(self._state, chosen=key, notice=None))

    def edit(self) -> None:
        """Begin to edit the part looked at."""
        part = self._state.part
        if self._state.can_change and part is not None:
            self._show(replace(self._state, editing=part, chosen=part.key, notice=None))

    def leave(self) -> None:
        """Edit nothing any more; the summary stays as it was."""
        self._show(replace(self._state, editing=None))

    def keep(self, text: str) -> None:
        """Keep the author's words for what is being edited."""
        part = self._state.editing
        if part is not None and part.summary is not None and not self._state.busy:
            self._do(self._keep(part, part.summary.id, text))

    def hide(self) -> None:
        """Keep the part looked at from the model, or tell it again where it is hidden."""
        part = self._state.part
        if self._state.can_change and part is not None and part.summary is not None:
            self._do(self._hide(part, part.summary.id, hidden=not part.summary.hidden))

    def put_back(self) -> None:
        """Let the part looked at read as it did before."""
        part = self._state.part
        if self._state.can_put_back and part is not None:
            self._do(self._put_back(part))

    def ask_again(self) -> None:
        """Have the part looked at written, also where it is written already."""
        part = self._state.part
        if self._session is not None and self._state.can_ask and part is not None:
            again = part.summary is not None
            chapter = part.stretch.chapter if part.level is SummaryLevel.CHAPTER else None
            self._do(_only(self._summaries.ask(self._session, chapter=chapter, again=again)))

    def set_length(self, turns: int) -> None:
        """Set how many turns a chapter has."""
        if self._session is not None and not self._state.busy:
            self._do(_only(self._summaries.set_chapters(self._session, turns)))

    def begin(self) -> None:
        """Do what the empty pane offers: sum up what has ended, or switch summaries on."""
        if self._session is None or self._state.busy:
            return
        if self._state.is_off:
            self.set_length(DEFAULT_CHAPTER_TURNS)
        elif self._state.missing:
            self._do(_only(self._summaries.ask(self._session)))

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Listen no more and stop what is running."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        await self._scope.aclose()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._show(replace(self._state, busy=True, notice=None))
        self._scope.start(_DO, self._carry_out(work))

    async def _carry_out(self, work: Coroutine[Any, Any, None]) -> None:
        await work
        self._show(replace(self._state, busy=False))
        await self._read()

    async def _keep(self, part: Part, summary_id: SummaryId, text: str) -> None:
        session_id = self._session
        kept = await self._summaries.edit(summary_id, text)
        self._show(replace(self._state, editing=None))
        if kept.id != summary_id:
            self._done(
                session_id,
                "Your words stand; no model changes them unless you ask it to.",
                f"Edit the summary of {named(part)}",
                lambda: self._summaries.put_back(summary_id),
                lambda: self._summaries.put_back(kept.id),
            )

    async def _hide(self, part: Part, summary_id: SummaryId, *, hidden: bool) -> None:
        session_id = self._session
        await self._summaries.hide(summary_id, hidden=hidden)
        verb = "Keep" if hidden else "Tell"
        whom = "from the model" if hidden else "to the model"
        what = named(part)
        self._done(
            session_id,
            f"The model is not told {what} any more." if hidden else f"The model is told {what}.",
            f"{verb} the summary of {what} {whom}",
            lambda: self._summaries.hide(summary_id, hidden=not hidden),
            lambda: self._summaries.hide(summary_id, hidden=hidden),
        )

    async def _put_back(self, part: Part) -> None:
        if part.summary is None or part.earlier is None:
            return
        session_id = self._session
        now, earlier = part.summary.id, part.earlier.id
        await self._summaries.put_back(earlier)
        self._done(
            session_id,
            "The earlier words stand again.",
            f"Put back earlier words about {named(part)}",
            lambda: self._summaries.put_back(now),
            lambda: self._summaries.put_back(earlier),
        )

    def _done(
        self, session_id: SessionId | None, said: str, text: str, undo: Act, redo: Act
    ) -> None:
        """Tell of what was done in the session the author was in when they asked for it."""
        self._deeds.done(Command(text=text, undo=undo, redo=redo, session_id=session_id))
        if session_id != self._session:
            return
        notice = Notice(sentence=said, hint="Ctrl+Z undoes it.", tone="success")
        self._show(replace(self._state, notice=notice))

    async def _read(self) -> None:
        session_id = self._session
        if session_id is None:
            return
        found = await self._summaries.story_so_far(session_id)
        if session_id == self._session:
            self._show(replace(self._state, told=found))

    def _changed(self, event: SummariesChanged | HeadMoved | SessionChanged) -> None:
        if event.session_id == self._session:
            self._reading.ask()

    def _task_moved(self, event: TaskMoved) -> None:
        if event.task_type is TaskType.SUMMARIZE and event.session_id == self._session:
            self._reading.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, busy=False, notice=told(name, error)))

    def _show(self, state: SummariesState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


async def _only(work: Coroutine[Any, Any, object]) -> None:
    await work
