"""Who knows an entry without its window: looking, saying so, and who learned it where."""

from collections.abc import Coroutine, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from loredesk.domain.events import HeadMoved, KnowledgeChanged, LoreChanged, NoteChanged
from loredesk.domain.hub import Hub
from loredesk.domain.ids import KnowledgeId, LoreId, SessionId
from loredesk.domain.visibility import EVERYONE, Visibility
from loredesk.domain.who_knows import KnownSentence, Learner, WhoKnows
from loredesk.ui.knowing.needs import Asking, KnowingView, Knowledge, Stories
from loredesk.ui.knowing.state import WHOLE, KnowingState, key_of
from loredesk.ui.notice import Notice
from loredesk.ui.people.state import Answer, Moment, Purpose, Question, somebodies
from loredesk.ui.refresher import Refresher
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Act, Command, Deeds

_DO = "change who knows"
_ALL_KNOW = Notice(sentence="They know it already.")


class KnowingPresenter:
    """Shows who knows an entry sentence by sentence, and carries out what the author says of it."""

    def __init__(
        self,
        *,
        view: KnowingView,
        knowledge: Knowledge,
        stories: Stories,
        ask: Asking,
        deeds: Deeds,
        hub: Hub,
        refresh_pause: float = 0.2,
    ) -> None:
        self._view = view
        self._knowledge = knowledge
        self._stories = stories
        self._ask = ask
        self._deeds = deeds
        self._state = KnowingState()
        self._entry: LoreId | None = None
        self._session: SessionId | None = None
        self._scope = TaskScope(on_error=self._failed)
        self._refresher = Refresher(self._read, scope=self._scope, pause=refresh_pause)
        self._farewells = (
            hub.subscribe(KnowledgeChanged, self._entry_changed),
            hub.subscribe(LoreChanged, self._entry_changed),
            hub.subscribe(NoteChanged, self._entry_changed),
            hub.subscribe(HeadMoved, self._head_moved),
        )

    def open(self, entry_id: LoreId, session_id: SessionId | None) -> None:
        """Show who knows an entry; read it anew where it is shown already."""
        if (entry_id, session_id) != (self._entry, self._session):
            self._entry, self._session = entry_id, session_id
            self._show(KnowingState(loading=True, in_session=session_id is not None))
        self._refresher.ask()

    def choose(self, key: str) -> None:
        """Look at the entry as a whole, or at one sentence."""
        self._show(replace(self._state, chosen=key, notice=None))

    def change(self) -> None:
        """Ask who knows what is looked at."""
        found, sentence = self._state.found, self._state.sentence
        if found is None or not self._state.can_change:
            return
        now = found.entry.visibility if sentence is None else sentence.own
        question = Question(
            purpose=Purpose.ENTRY if sentence is None else Purpose.SENTENCE,
            about=found.entry.title,
            sentence=sentence.text if sentence else "",
            visibility=now,
            chosen=somebodies(now, found.names),
        )

        def answered(answer: Answer) -> None:
            self._do(self._set(found, sentence, answer.visibility))

        self._ask(question, answered)

    def learn(self) -> None:
        """Ask who learned what is looked at, and in which turn."""
        if self._state.can_learn:
            self._scope.start("ask who learned", self._ask_who_learned())

    def take_back(self, learner: KnowledgeId) -> None:
        """Take back that somebody learned what is looked at."""
        found = next((one for one in self._state.learners if one.id == learner), None)
        if found is not None and not self._state.busy:
            self._do(self._forget(found))

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Stop listening and working."""
        for farewell in self._farewells:
            farewell()
        await self._scope.aclose()

    async def _ask_who_learned(self) -> None:
        found, sentence, session = self._state.found, self._state.sentence, self._session
        if found is None or session is None:
            return
        said = sentence.text if sentence else ""
        question = Question(
            purpose=Purpose.LEARNED,
            about=found.entry.title,
            sentence=said,
            moments=await self._moments(session),
        )

        def answered(answer: Answer) -> None:
            self._do(self._learn(found, session, said, answer))

        self._ask(question, answered)

    async def _moments(self, session: SessionId) -> Mapping[int, Moment]:
        """Return the last message of every turn of the line."""
        line = (await self._stories.story(session)).line
        return {
            place.turn: Moment(message_id=place.message.id, said=place.message.text)
            for place in line
        }

    async def _set(
        self, found: WhoKnows, sentence: KnownSentence | None, wanted: Visibility | None
    ) -> None:
        entry = found.entry
        if sentence is None:
            session, text = None, f"Change who knows {entry.title}"
            there: Act = partial(self._knowledge.set_entry, entry.id, wanted or EVERYONE)
            back: Act = partial(self._knowledge.set_entry, entry.id, entry.visibility)
        else:
            session = self._session if sentence.part == "note" else None
            text = f"Change who knows a sentence of {entry.title}"
            change = partial(self._knowledge.set_sentence, entry.id, session, sentence.text)
            there, back = partial(change, wanted), partial(change, sentence.own)
        await there()
        self._deeds.done(Command(text=text, undo=back, redo=there, session_id=session))

    async def _learn(
        self, found: WhoKnows, session: SessionId, sentence: str, answer: Answer
    ) -> None:
        made = await self._knowledge.learn(
            session, found.entry.id, answer.ids, sentence=sentence, at=answer.at
        )
        if not made:
            self._show(replace(self._state, notice=_ALL_KNOW))
            return
        ids = [one.id for one in made]
        command = Command(
            text=f"Let {', '.join(one.title for one in answer.people)} know {found.entry.title}",
            undo=lambda: self._knowledge.take_back(ids),
            redo=lambda: self._knowledge.bring_back(ids),
            session_id=session,
        )
        self._deeds.done(command)

    async def _forget(self, learner: Learner) -> None:
        title = self._state.found.entry.title if self._state.found else ""
        await self._knowledge.take_back([learner.id])
        command = Command(
            text=f"Take back that {learner.name} knows {title}",
            undo=lambda: self._knowledge.bring_back([learner.id]),
            redo=lambda: self._knowledge.take_back([learner.id]),
            session_id=self._session,
        )
        self._deeds.done(command)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._show(replace(self._state, busy=True, notice=None))
        self._scope.start(_DO, self._carry_out(work))

    async def _carry_out(self, work: Coroutine[Any, Any, None]) -> None:
        await work
        self._show(replace(self._state, busy=False))
        self._refresher.ask()

    async def _read(self) -> None:
        entry, session = self._entry, self._session
        if entry is None:
            return
        found = await self._knowledge.who_knows(entry, session)
        if (entry, session) != (self._entry, self._session):
            return
        chosen = _again(self._state, found)
        self._show(replace(self._state, found=found, chosen=chosen, loading=False))

    def _entry_changed(self, event: KnowledgeChanged | LoreChanged | NoteChanged) -> None:
        if event.entry_id == self._entry:
            self._refresher.ask()

    def _head_moved(self, event: HeadMoved) -> None:
        if self._entry is not None and event.session_id == self._session:
            self._refresher.ask()

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, busy=False, notice=told(name, error)))

    def _show(self, state: KnowingState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _again(state: KnowingState, found: WhoKnows) -> str:
    """Return the key of what was looked at as it is now: the same sentence may stand elsewhere."""
    keys = {key_of(one): one for one in found.sentences}
    if state.chosen in keys or state.sentence is None:
        return state.chosen if state.chosen in keys else WHOLE
    before = state.sentence
    same = (key for key, one in keys.items() if (one.part, one.text) == (before.part, before.text))
    return next(same, WHOLE)
