"""The audit log, to read and to check."""

from loredesk.domain.audit import AuditEntry, AuditHead, AuditVerdict, ChainReader, ChainRow
from loredesk.domain.ids import SessionId
from loredesk.ports.store import Store

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
        while True:
            rows, head = await self._next(reader.last_seq)
            reader.read(rows)
            if len(rows) < ONCE:
                return reader.verdict(head)

    async def _next(self, after: int) -> tuple[tuple[ChainRow, ...], AuditHead]:
        return await self._store.read(lambda repos: repos.ledger.chain(after, ONCE))
