"""The audit log, to read and to check."""

from loredesk.domain.audit import AuditEntry, AuditVerdict, ChainReader
from loredesk.domain.ids import SessionId
from loredesk.ports.store import Repos, Store

ONCE = 2_000
"""How many rows are read in one transaction, so that nobody waits for the whole log."""


class AuditService:
    """Shows who changed what, and whether anybody has changed that afterwards."""

    def __init__(self, *, store: Store) -> None:
        self._store = store

    async def entries(
        self,
        *,
        subject: str | None = None,
        session_id: SessionId | None = None,
        limit: int = 100,
        before_seq: int | None = None,
    ) -> tuple[AuditEntry, ...]:
        """Return what was done (to one thing, in one session), the newest first."""
        return await self._store.read(
            lambda repos: repos.ledger.entries(
                subject=subject, session_id=session_id, before_seq=before_seq, limit=limit
            )
        )

    async def verify(self) -> AuditVerdict:
        """Check the whole log, some rows at a time."""
        reader = ChainReader()

        def some(repos: Repos) -> AuditVerdict | None:
            # Checked where it is read, which is on no window's thread.
            rows, head = repos.ledger.chain(reader.last_seq, ONCE)
            reader.read(rows)
            return reader.verdict(head) if len(rows) < ONCE else None

        while (verdict := await self._store.read(some)) is None:
            pass
        return verdict
