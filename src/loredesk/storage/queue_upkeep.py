"""Looking after the queue: ageing what waits, dropping what is long done, pausing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from loredesk.domain.ids import SessionId
from loredesk.domain.tasks import Lane, Pauses
from loredesk.storage import queue_sql as sql
from loredesk.storage.quick import QuickConnection
from loredesk.storage.values import moment, seconds

AGES_EVERY = timedelta(minutes=10)
"""What waits gains one of priority in so long."""
_ALL, _LANE, _SESSION = "all", "lane", "session"


class SqlQueueUpkeep:
    """The upkeep of a queue."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._quick = QuickConnection(connection)

    def grown_old(self, *, now: datetime, most: int) -> Sequence[tuple[int, datetime]]:
        """Return up to *most* waiting tasks that are due to gain priority, for `age`."""
        values = {"then": seconds(now - AGES_EVERY), "most": most}
        rows = self._connection.execute(sql.GROWN_OLD, values)
        return [(row.seq, moment(row.aged_at)) for row in rows]

    def age(self, old: Sequence[tuple[int, datetime]], *, now: datetime) -> int:
        """Let each of *old* that still waits gain what it has earned; return how many did."""
        changes = []
        for seq, before in old:
            steps = (now - before) // AGES_EVERY
            after = before + steps * AGES_EVERY
            changes.append(
                {"seq": seq, "steps": steps, "before": seconds(before), "aged_at": seconds(after)}
            )
        return self._quick.change_many(sql.AGE, changes)

    def prune(self, *, before: datetime, most: int) -> int:
        """Drop up to *most* tasks completed before then, and their answers; return how many."""
        values = {"before": seconds(before), "most": most}
        ids = [row.id for row in self._connection.execute(sql.PRUNABLE, values)]
        self._quick.change_many(sql.FORGET_ANSWERS, [{"task_id": one} for one in ids])
        self._quick.change_many(sql.PRUNE, [{"id": one, "before": values["before"]} for one in ids])
        return len(ids)

    def pause(
        self, *, lane: Lane | None = None, session_id: SessionId | None = None, now: datetime
    ) -> None:
        """Hand out nothing more of a lane, of a session, or of anything."""
        scope, name = _scope(lane, session_id)
        self._connection.execute(sql.PAUSE, {"scope": scope, "name": name, "now": seconds(now)})

    def resume(self, *, lane: Lane | None = None, session_id: SessionId | None = None) -> None:
        """End the pause of a lane, of a session, or of everything."""
        scope, name = _scope(lane, session_id)
        self._connection.execute(sql.RESUME, {"scope": scope, "name": name})

    def pauses(self) -> Pauses:
        """Return what is paused."""
        rows = [(row.scope, row.name) for row in self._connection.execute(sql.PAUSES)]
        return Pauses(
            everything=(_ALL, "") in rows,
            lanes=frozenset(Lane(name) for scope, name in rows if scope == _LANE),
            sessions=frozenset(SessionId(name) for scope, name in rows if scope == _SESSION),
        )


def _scope(lane: Lane | None, session_id: SessionId | None) -> tuple[str, str]:
    if lane is not None:
        return _LANE, lane.value
    return (_ALL, "") if session_id is None else (_SESSION, session_id)
