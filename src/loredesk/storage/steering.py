"""What the author says about recall, session by session."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from loredesk.domain.ids import LoreId, SessionId
from loredesk.domain.steering import Steer
from loredesk.storage.dialect import upsert
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.schema.lore import recall_steering


class SqlSteeringRepo:
    """How recall treats entries."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def of_session(self, session_id: SessionId) -> Mapping[LoreId, Steer]:
        """Return how entries are treated; those nothing is said about are missing."""
        query = select(recall_steering.c.entry_id, recall_steering.c.steer).where(
            recall_steering.c.session_id == session_id
        )
        return {LoreId(row.entry_id): Steer(row.steer) for row in self._connection.execute(query)}

    def put(self, session_id: SessionId, entry_id: LoreId, steer: Steer | None) -> None:
        """Keep how an entry is treated; None leaves it to recall."""
        before = self.of_session(session_id).get(entry_id)
        if steer is None:
            self._connection.execute(
                delete(recall_steering).where(
                    recall_steering.c.session_id == session_id,
                    recall_steering.c.entry_id == entry_id,
                )
            )
        else:
            statement = upsert(self._connection, recall_steering).values(
                session_id=session_id, entry_id=entry_id, steer=steer.value
            )
            self._connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["session_id", "entry_id"],
                    set_={"steer": statement.excluded.steer},
                )
            )
        self._ledger.record_change(
            "steer recall",
            entry_id,
            {"steer": before},
            {"steer": steer},
            actor="author",
            session_id=session_id,
            details={"entry_id": entry_id},
        )
