"""Finding and mending damage in a library, a part at a time, so that nobody waits for all of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from loredesk.domain.audit import ChainReader
from loredesk.domain.backups import BEFORE_REPAIRS
from loredesk.domain.damage import (
    EMPTY_FOLDS,
    MISSING_DOCUMENTS,
    MISSING_FOLDS,
    NO_VECTOR,
    STALE_DOCUMENTS,
    UNWANTED_DOCUMENTS,
    WRONG_FOLDS,
    Circumstances,
    Damage,
    Mending,
)
from loredesk.domain.events import DocumentsChanged
from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.listings import Finding
from loredesk.ports.store import Repos, Store
from loredesk.services.audit import AuditService
from loredesk.services.documents import DocumentKeeper, embedding_task
from loredesk.services.timeline import Timeline
from loredesk.tasks.queueing import queue_task

AT_ONCE = 100
"""How many rows are mended in one transaction."""
MOST_PASSES = 5
"""What is mended may show other damage: it is looked for again until nothing is found."""
DOCTOR = "doctor"
AUDIT_LOG = "audit log"

Mender = Callable[[Repos, Damage], None]


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What came of one kind of damage."""

    left: int = 0
    repaired: int = 0
    quarantined: int = 0
    example: str = ""

    def finding(self, kind: str) -> Finding:
        count = self.left + self.repaired + self.quarantined
        return Finding(
            name=f"library: {kind}",
            ok=not self.left,
            count=count,
            detail=f"{count}, such as: {self.example}" if count else "none",
            repaired=self.repaired,
            quarantined=self.quarantined,
        )


class MendingService:
    """Looks for every kind of damage; repairs it, or puts it aside."""

    def __init__(
        self,
        *,
        store: Store,
        audit: AuditService,
        timeline: Timeline,
        documents: DocumentKeeper,
        here: Callable[[], Circumstances],
        copy: Callable[[str], Awaitable[object]],
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._audit = audit
        self._timeline = timeline
        self._documents = documents
        self._here = here
        self._copy = copy
        self._new_id = new_id
        self._menders: Mapping[str, Mender] = {
            EMPTY_FOLDS: self._drop_fold,
            WRONG_FOLDS: self._fold_again,
            MISSING_FOLDS: self._fold_again,
            UNWANTED_DOCUMENTS: self._drop_document,
            MISSING_DOCUMENTS: self._write_document,
            STALE_DOCUMENTS: self._write_document,
            NO_VECTOR: self._queue_embedding,
        }

    async def examine(self, *, repair: bool) -> tuple[Finding, ...]:
        """Return what is damaged, by kind; with *repair*, mend it after making a backup.

        Raises UserFixableError where no backup can be made; nothing is changed then.
        """
        kinds = await self._store.read(lambda repos: repos.damage.kinds())
        tallies = {kind: await self._look(kind) for kind in kinds}
        log = await self._audit.verify()
        if repair and (log.broken_at is not None or any(one.left for one in tallies.values())):
            await self._copy(BEFORE_REPAIRS)
            for _ in range(MOST_PASSES):
                if not [kind for kind in kinds if await self._mend(kind, tallies[kind])]:
                    break
        sealed = repair and log.broken_at is not None and await self._seal()
        where = f"damaged at row {log.broken_at}" if log.broken_at is not None else "whole"
        chained = Finding(
            name=f"library: {AUDIT_LOG}",
            ok=log.broken_at is None or sealed,
            count=0 if log.broken_at is None else max(1, len(log.broken)),
            detail=f"{log.rows} rows, {where}; {len(log.sealed)} sealed before",
            repaired=int(sealed) and max(1, len(log.broken)),
        )
        return (*(tallies[kind].finding(kind) for kind in kinds), chained)

    async def _look(self, kind: str) -> _Tally:
        here = self._here()
        tally = _Tally()
        for part in await self._store.read(lambda repos: repos.damage.parts(kind)):
            look = partial(_found, kind=kind, part=part, here=here)
            for damage in await self._store.read(look):
                tally.left += 1
                tally.example = tally.example or _told(damage)
        return tally

    async def _mend(self, kind: str, tally: _Tally) -> bool:
        """Mend what there is of *kind*; return whether anything was."""
        here = self._here()
        tally.left = 0
        mended = False
        for part in await self._store.read(lambda repos: repos.damage.parts(kind)):
            while True:
                found = await self._store.read(partial(_found, kind=kind, part=part, here=here))
                if not found:
                    break
                work = partial(self._mend_some, kind=kind, part=part, here=here)
                done = await self._store.write(work)
                tally.example = tally.example or _told(found[0])
                tally.repaired += done.repaired
                tally.quarantined += done.quarantined
                if not done.repaired + done.quarantined:
                    tally.left += len(found)
                    break
                mended = True
        return mended

    def _mend_some(self, repos: Repos, *, kind: str, part: str, here: Circumstances) -> _Tally:
        done = _Tally()
        for damage in _found(repos, kind=kind, part=part, here=here)[:AT_ONCE]:
            mending = self._mend_one(repos, kind, damage, here)
            done.repaired += mending is Mending.REPAIRED
            done.quarantined += mending is Mending.QUARANTINED
            if mending is not Mending.LEFT:
                details = {"kind": kind, "table": damage.table, "key": list(damage.key)}
                repos.ledger.record(
                    f"{mending.value} {damage.table}",
                    ":".join(str(one) for one in damage.key),
                    actor=DOCTOR,
                    why=damage.why,
                    details=details,
                )
        return done

    def _mend_one(self, repos: Repos, kind: str, damage: Damage, here: Circumstances) -> Mending:
        mender = self._menders.get(kind)
        if mender is None:
            return repos.damage.mend(kind, damage, here)
        mender(repos, damage)
        return Mending.REPAIRED

    def _drop_fold(self, repos: Repos, damage: Damage) -> None:
        session_id, entry_id = _session_and_entry(damage)
        repos.notes.drop_folded(session_id, entry_id)

    def _fold_again(self, repos: Repos, damage: Damage) -> None:
        session_id, entry_id = _session_and_entry(damage)
        self._timeline.refold(repos, repos.sessions.get(session_id), entry_id)

    def _drop_document(self, repos: Repos, damage: Damage) -> None:
        entry_id, session_id = _entry_and_session(damage)
        keys = repos.documents.replace(session_id, entry_id, ())
        repos.announce(DocumentsChanged(keys=keys))

    def _write_document(self, repos: Repos, damage: Damage) -> None:
        entry_id, session_id = _entry_and_session(damage)
        entry = repos.lore.get(entry_id)
        if session_id is None:
            self._documents.entry_changed(repos, entry)
        else:
            self._documents.note_changed(repos, session_id, entry)

    def _queue_embedding(self, repos: Repos, damage: Damage) -> None:
        entry_id, session_id = _entry_and_session(damage)
        queue_task(repos, self._new_id, embedding_task(session_id, entry_id))

    async def _seal(self) -> bool:
        reader = ChainReader()
        await self._store.write(lambda repos: repos.ledger.seal(reader))
        return (await self._audit.verify()).broken_at is None


def _found(repos: Repos, *, kind: str, part: str, here: Circumstances) -> Sequence[Damage]:
    return repos.damage.look(kind, part, here)


def _told(damage: Damage) -> str:
    key = ":".join(str(one) for one in damage.key if one is not None)
    return f"{key} in {damage.table} {damage.why}"


def _session_and_entry(damage: Damage) -> tuple[SessionId, LoreId]:
    session_id, entry_id = damage.key
    return SessionId(str(session_id)), LoreId(str(entry_id))


def _entry_and_session(damage: Damage) -> tuple[LoreId, SessionId | None]:
    entry_id, session_id = damage.key
    return LoreId(str(entry_id)), None if session_id is None else SessionId(str(session_id))
