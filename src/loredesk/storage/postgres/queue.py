"""The durable queue on a server, where several processes claim at the same moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text

from loredesk.domain.tasks import Lane, Task
from loredesk.storage import queue_sql as sql
from loredesk.storage.postgres.turns import ENTITY, PROCESS, RUNS_ALONE
from loredesk.storage.queue import SqlTaskRepo
from loredesk.storage.queue_readings import RUNS_ALONE_AFTER

_MAY_CLAIM = text(f"SELECT pg_try_advisory_xact_lock_shared({RUNS_ALONE}, 0)")
_HAS_ALL_ALONE = text(f"SELECT pg_try_advisory_xact_lock({RUNS_ALONE}, 0)")
_HAS_ENTITY = text(f"SELECT pg_try_advisory_xact_lock({ENTITY}, hashtext(:entity_key))")
_IN_THE_WAY = text(
    "SELECT 1 FROM maintenance_queue WHERE status = 'processing' AND token <> :token"
    " AND (deaths >= :alone OR :deaths >= :alone"
    "  OR (entity_key <> '' AND entity_key = :entity_key)) LIMIT 1"
)
_LIVE = text(f"SELECT pg_advisory_lock_shared({PROCESS}, hashtext(:boot_id))")


class PostgresTaskRepo(SqlTaskRepo):
    """The tasks of a database that several processes work through.

    A claim never waits for another: rows that one is taking are skipped, and of two that would
    work on one entity, or beside a task that has to run alone, one finds nothing this time.
    """

    CLAIM = sql.CLAIM_AMONG_OTHERS
    LOST = sql.LOST_AMONG_OTHERS

    def claim(
        self,
        lane: Lane,
        *,
        token: str,
        boot_id: str,
        now: datetime,
        batch: int = 1,
        only_poison: bool = False,
    ) -> tuple[Task, ...]:
        """Hand the next due task of *lane* to the bearer of *token*, with waiting siblings."""
        self._be_seen_alive(boot_id)
        if not self._connection.execute(_MAY_CLAIM).scalar_one():
            return ()
        with self._connection.begin_nested() as attempt:
            claimed = super().claim(
                lane, token=token, boot_id=boot_id, now=now, batch=batch, only_poison=only_poison
            )
            if claimed and not self._has_its_way(claimed[0]):
                attempt.rollback()
                return ()
        return claimed

    def _orphans(self, boot_id: str) -> Sequence[Sequence[Any]]:
        values = {"boot_id": boot_id, "process": PROCESS}
        return self._connection.execute(sql.ORPHANS_AMONG_OTHERS, values).all()

    def _be_seen_alive(self, boot_id: str) -> None:
        """Hold a lock that the server drops with the connection, however the process ends."""
        known = self._connection.info
        if known.get("boot_id") != boot_id:
            self._connection.execute(_LIVE, {"boot_id": boot_id})
            known["boot_id"] = boot_id

    def _has_its_way(self, first: Task) -> bool:
        """Return whether nothing that was claimed meanwhile stands in the way of *first*.

        Asked under locks that a neighbour needs too, and after it: what it has committed is seen.
        """
        alone = first.deaths >= RUNS_ALONE_AFTER
        values = {"token": first.token, "entity_key": first.entity_key, "deaths": first.deaths}
        run = self._connection.execute
        return (
            (not alone or bool(run(_HAS_ALL_ALONE).scalar_one()))
            and (not first.entity_key or bool(run(_HAS_ENTITY, values).scalar_one()))
            and run(_IN_THE_WAY, {**values, "alone": RUNS_ALONE_AFTER}).first() is None
        )
