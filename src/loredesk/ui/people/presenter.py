"""Choosing people without the window."""

from collections.abc import Callable
from dataclasses import replace

from loredesk.domain.ids import LoreId, SessionId, WorldId
from loredesk.domain.listings import LoreFilter, LoreRow
from loredesk.ui.people.needs import Library, PeopleView
from loredesk.ui.people.state import (
    Answer,
    Choice,
    PeopleState,
    Purpose,
    Question,
    Somebody,
    choice_of,
)
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_MOST = 100
_PEOPLE = ("character", "faction")
"""Who is listed before anybody else."""


class PeoplePresenter:
    """Asks who knows a thing, who learned it, or who speaks; lists whom the session knows."""

    def __init__(self, *, view: PeopleView, library: Library) -> None:
        self._view = view
        self._library = library
        self._state = PeopleState()
        self._world: WorldId | None = None
        self._session: SessionId | None = None
        self._answered: Callable[[Answer], None] = _nothing
        self._scope = TaskScope(on_error=self._failed)

    def place(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Say whose people are listed; a question that is open is withdrawn."""
        if (world_id, session_id) != (self._world, self._session):
            self._world, self._session = world_id, session_id
            self.cancel()

    def ask(self, question: Question, answered: Callable[[Answer], None]) -> None:
        """Ask *question*; *answered* is called with what the author has chosen."""
        self._answered = answered
        self._show(
            PeopleState(
                open=True,
                question=question,
                choice=choice_of(question.visibility),
                rows=question.chosen,
                ticked=question.chosen,
                turn=max(question.moments, default=0),
                loading=True,
            )
        )
        self._scope.start("list people", self._read())

    def choose(self, choice: Choice) -> None:
        """Take who knows it, roughly."""
        self._show(replace(self._state, choice=choice))

    def find(self, text: str) -> None:
        """List only those who answer to *text*."""
        if text != self._state.wanted:
            self._show(replace(self._state, wanted=text))
            self._scope.start("list people", self._read())

    def tick(self, who: LoreId, *, taken: bool) -> None:
        """Choose somebody, or not; only one can speak."""
        found = next((one for one in self._state.rows if one.id == who), None)
        others = tuple(one for one in self._state.ticked if one.id != who)
        if found is None or taken == (len(others) < len(self._state.ticked)):
            return
        if self._state.purpose is Purpose.VOICE:
            others = ()
        ticked = (*others, found) if taken else others
        self._show(replace(self._state, ticked=ticked))

    def go_to_turn(self, turn: int) -> None:
        """Take the turn in which it was learned."""
        self._show(replace(self._state, turn=turn))

    def accept(self) -> None:
        """Answer with what is chosen."""
        if self._state.open and self._state.can_accept:
            answer, answered = self._state.answer, self._answered
            self.cancel()
            answered(answer)

    def cancel(self) -> None:
        """Put the question away without an answer."""
        self._scope.cancel("list people")
        self._answered = _nothing
        self._show(PeopleState())

    async def aclose(self) -> None:
        """Stop what is running."""
        await self._scope.aclose()

    async def _read(self) -> None:
        wanted, found = self._state.wanted, list[LoreRow]()
        for category in (*_PEOPLE, *([""] if wanted.strip() else [])):
            found += await self._rows(LoreFilter(text=wanted, category=category))
        known = {row.id: _somebody(row) for row in found}
        ticked = tuple(known.get(one.id, one) for one in self._state.ticked)
        others = [one for one in known.values() if one.id not in {it.id for it in ticked}]
        rows = (*ticked, *others[:_MOST])
        more = len(others) > _MOST
        self._show(replace(self._state, rows=rows, ticked=ticked, has_more=more, loading=False))

    async def _rows(self, wanted: LoreFilter) -> tuple[LoreRow, ...]:
        if self._world is None:
            return ()
        return await self._library.entries(self._world, self._session, wanted, limit=_MOST + 1)

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, notice=told(name, error)))

    def _show(self, state: PeopleState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _somebody(row: LoreRow) -> Somebody:
    return Somebody(id=row.id, title=row.title, category=row.category)


def _nothing(_answer: Answer) -> None:
    """Do nothing: nobody has asked."""
