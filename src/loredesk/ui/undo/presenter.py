"""Taking back and doing again, one step at a time, in the order of the author's wishes."""

from collections import deque
from dataclasses import replace

from loredesk.domain.ids import SessionId
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told
from loredesk.ui.undo.command import Command
from loredesk.ui.undo.needs import Teller, UndoView
from loredesk.ui.undo.state import UndoState

LONGEST = 200
"""How many steps are remembered."""

_STEP = "step"


class UndoPresenter:
    """Remembers what was done by hand; a step that fails stays where it was.

    A step of another session is not offered: nobody should change what they do not see.
    """

    def __init__(self, *, view: UndoView, tell: Teller) -> None:
        self._view = view
        self._tell = tell
        self._done: list[Command] = []
        self._undone: list[Command] = []
        """What was taken back; the last is done again first."""
        self._session: SessionId | None = None
        self._wishes: deque[tuple[bool, Command | None]] = deque()
        """Steps still to be taken: back where True, and which one where it is not the last."""
        self._under_way: Command | None = None
        self._scope = TaskScope(on_error=self._failed)

    def enter(self, session_id: SessionId | None) -> None:
        """Offer the steps of this session, and those that belong to all."""
        self._session = session_id
        self._show()

    def done(self, command: Command) -> None:
        """Remember *command*, which has just been carried out; what was undone is over."""
        self._undone = [one for one in self._undone if not self._is_here(one)]
        self._done = [*self._done, command][-LONGEST:]
        self._show()

    def undo(self) -> None:
        """Take the last step back, after whatever is being taken back already."""
        self._wish(back=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._wish(back=False)

    def take_back(self, command: Command) -> None:
        """Undo *command*, also where others were done since; nothing where it is undone already."""
        self._wish(back=True, command=command)

    async def aclose(self) -> None:
        """Take no further step."""
        await self._scope.aclose()

    def _wish(self, *, back: bool, command: Command | None = None) -> None:
        self._wishes.append((back, command))
        if not self._scope.is_running(_STEP):
            self._scope.start(_STEP, self._take_steps())

    async def _take_steps(self) -> None:
        while self._wishes:
            back, command = self._wishes.popleft()
            await self._step(command, back=back)

    async def _step(self, wanted: Command | None, *, back: bool) -> None:
        steps = self._done if back else self._undone
        command = wanted or self._last(steps)
        if command is None or command not in steps:
            return
        self._under_way = command
        await (command.undo() if back else command.redo())
        self._under_way = None
        here, there = (self._done, self._undone) if back else (self._undone, self._done)
        if command in here:
            here.remove(command)
            there.append(command)
        self._show()

    def _failed(self, name: str, error: BaseException) -> None:
        command, self._under_way = self._under_way, None
        self._wishes.clear()
        notice = told(name, error)
        if command is None:
            return
        was_done = command in self._done
        what = f"\u201c{command.text}\u201d could not be {'undone' if was_done else 'done again'}."
        hint = f"{what} {notice.hint}".strip()
        self._tell(replace(notice, hint=hint, action="Leave it out"), _Leaving(self, command))

    def leave_out(self, command: Command) -> None:
        """Forget a step that cannot be taken, so that those before it can be."""
        for steps in (self._done, self._undone):
            if command in steps:
                steps.remove(command)
        self._show()

    def _last(self, commands: list[Command]) -> Command | None:
        return next((one for one in reversed(commands) if self._is_here(one)), None)

    def _is_here(self, command: Command) -> bool:
        return command.session_id in {None, self._session}

    def _show(self) -> None:
        done = [one.text for one in self._done if self._is_here(one)]
        undone = [one.text for one in reversed(self._undone) if self._is_here(one)]
        self._view.show_state(UndoState(steps=(*done, *undone), position=len(done)))


class _Leaving:
    """Leaves one step out when called."""

    def __init__(self, presenter: UndoPresenter, command: Command) -> None:
        self._presenter = presenter
        self._command = command

    def __call__(self) -> None:
        self._presenter.leave_out(self._command)
