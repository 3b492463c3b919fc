"""The audit log without its window."""

from dataclasses import replace
from typing import Protocol

from loredesk.domain.audit import AuditEntry, AuditVerdict
from loredesk.domain.ids import LoreId, SessionId
from loredesk.ui.audit.state import EVERYTHING, AuditState, Scope
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

PAGE = 100
_READ, _CHECK = "read the log", "check the log"


class AuditView(Protocol):
    """Shows the audit log."""

    def show_state(self, state: AuditState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class Log(Protocol):
    """Keeps what was done."""

    async def entries(
        self,
        *,
        subject: str | None = None,
        session_id: SessionId | None = None,
        limit: int = PAGE,
        before_seq: int | None = None,
    ) -> tuple[AuditEntry, ...]:
        """Return what was done, the newest first."""
        ...

    async def verify(self) -> AuditVerdict:
        """Check the whole log."""
        ...


class AuditPresenter:
    """Reads the log page by page, and has it checked."""

    def __init__(self, *, view: AuditView, log: Log) -> None:
        self._view = view
        self._log = log
        self._state = AuditState()
        self._session: Scope | None = None
        self._entry: Scope | None = None
        self._scope = TaskScope(on_error=self._failed)

    def enter(self, session_id: SessionId | None) -> None:
        """Offer the log of this session."""
        self._session = Scope(name="This session", session_id=session_id) if session_id else None

    def about(self, entry_id: LoreId, title: str) -> None:
        """Offer the log of this entry."""
        self._entry = Scope(name=f"The entry \u201c{title}\u201d", entry_id=entry_id)

    def open(self) -> None:
        """Show the log, and check it."""
        scopes = tuple(one for one in (EVERYTHING, self._session, self._entry) if one is not None)
        self._show(AuditState(open=True, loading=True, scopes=scopes))
        self._scope.start(_READ, self._read())
        self.check()

    def check(self) -> None:
        """Read the whole log and look whether anybody changed it."""
        self._show(replace(self._state, verdict=None, notice=None))
        self._scope.start(_CHECK, self._check())

    def show_only(self, scope: Scope) -> None:
        """Show the log of something else."""
        if scope != self._state.scope:
            self._show(replace(self._state, scope=scope, entries=(), loading=True, chosen=0))
            self._scope.start(_READ, self._read())

    def more(self) -> None:
        """Show earlier entries too."""
        if self._state.has_more and not self._scope.is_running(_READ):
            self._scope.start(_READ, self._read())

    def choose(self, seq: int) -> None:
        """Look at another entry."""
        self._show(replace(self._state, chosen=seq))

    def close(self) -> None:
        """Put the log away."""
        for work in (_READ, _CHECK):
            self._scope.cancel(work)
        self._show(AuditState())

    async def aclose(self) -> None:
        """Stop what is running, and put the log away."""
        self.close()
        await self._scope.aclose()

    async def _read(self) -> None:
        known, scope = self._state.entries, self._state.scope
        found = await self._log.entries(
            subject=scope.entry_id,
            session_id=scope.session_id,
            limit=PAGE + 1,
            before_seq=known[-1].seq if known else None,
        )
        entries = (*known, *found[:PAGE])
        chosen = self._state.chosen or (entries[0].seq if entries else 0)
        has_more = len(found) > PAGE
        self._show(
            replace(self._state, entries=entries, chosen=chosen, has_more=has_more, loading=False)
        )

    async def _check(self) -> None:
        verdict = await self._log.verify()
        self._show(replace(self._state, verdict=verdict))

    def _failed(self, name: str, error: BaseException) -> None:
        self._show(replace(self._state, loading=False, notice=told(name, error)))

    def _show(self, state: AuditState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
