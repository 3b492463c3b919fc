"""The backups without their window."""

from collections.abc import Callable, Coroutine
from dataclasses import replace

from loredesk.domain.events import BackupsChanged
from loredesk.domain.hub import Hub
from loredesk.ui.backups.needs import BackupsView, Shelf
from loredesk.ui.backups.state import BackupsState, moment
from loredesk.ui.notice import Notice
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_READ, _DO = "read the backups", "back up"


class BackupsPresenter:
    """Makes, checks and restores backups; restoring is asked for twice."""

    def __init__(self, *, view: BackupsView, shelf: Shelf, hub: Hub) -> None:
        self._view = view
        self._shelf = shelf
        self._state = BackupsState()
        self._scope = TaskScope(on_error=self._failed)
        self._unsubscribe: Callable[[], None] = hub.subscribe(BackupsChanged, self._changed)

    def open(self) -> None:
        """Show the backups."""
        self._show(BackupsState(open=True, loading=True))
        self._scope.start(_READ, self._read())

    def close(self) -> None:
        """Put the backups away; what is under way is finished."""
        self._scope.cancel(_READ)
        self._show(BackupsState())

    def choose(self, name: str) -> None:
        """Take a backup as chosen."""
        if name != self._state.chosen:
            self._show(replace(self._state, chosen=name, asks=False))

    def create(self) -> None:
        """Copy the library as it is now."""
        self._do("Copying the library \u2026", self._create())

    def verify(self) -> None:
        """Read the chosen backup to its last byte."""
        if self._state.picked is not None:
            self._do("Reading the backup \u2026", self._verify(self._state.chosen))

    def ask(self) -> None:
        """Ask whether the chosen backup is to be restored."""
        if self._state.can_restore:
            self._show(replace(self._state, asks=True, notice=None))

    def keep(self) -> None:
        """Leave the library as it is."""
        self._show(replace(self._state, asks=False))

    def restore(self) -> None:
        """Put the chosen backup in the place of the library."""
        if self._state.asks and self._state.can_restore:
            self._do("Restoring the backup \u2026", self._restore(self._state.chosen))

    def dismiss(self) -> None:
        """Take the notice away."""
        self._show(replace(self._state, notice=None))

    async def aclose(self) -> None:
        """Stop listening and working, and put the backups away: the window may stay."""
        self._unsubscribe()
        self.close()
        await self._scope.aclose()

    def _do(self, words: str, work: Coroutine[object, object, None]) -> None:
        if self._state.doing:
            work.close()
            return
        self._show(replace(self._state, doing=words, asks=False, notice=None))
        self._scope.start(_DO, work)

    async def _read(self) -> None:
        backups = await self._shelf.list()
        chosen = self._state.chosen
        if chosen not in {one.name for one in backups}:
            chosen = backups[0].name if backups else ""
        self._show(replace(self._state, loading=False, backups=backups, chosen=chosen))

    async def _create(self) -> None:
        made = await self._shelf.create()
        self._done(f"A backup was made on {moment(made)}.")
        self._show(replace(self._state, chosen=made.name))
        await self._read()

    async def _verify(self, name: str) -> None:
        check = await self._shelf.verify(name)
        if check.ok:
            self._done("The backup is whole; it can be restored.")
        else:
            hint = "Choose another one, or make a new one."
            notice = Notice(sentence=check.problem, hint=hint, tone="danger")
            self._show(replace(self._state, doing="", notice=notice))
        await self._read()

    async def _restore(self, name: str) -> None:
        restored = await self._shelf.restore(name)
        kept = f"What stood here before is kept as {restored.kept}." if restored.kept else ""
        self._done("The library is as it was in the backup.", kept)
        await self._read()

    def _done(self, sentence: str, hint: str = "") -> None:
        notice = Notice(sentence=sentence, hint=hint, tone="success")
        self._show(replace(self._state, doing="", notice=notice))

    def _changed(self, _event: BackupsChanged) -> None:
        if self._state.open:
            self._scope.start(_READ, self._read())

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, doing="", notice=told(name, error)))

    def _show(self, state: BackupsState) -> None:
        if not self._state.open and not state.open:
            return
        if state != self._state:
            self._state = state
            self._view.show_state(state)
