"""What the clues of recall count in a world, where that was learned."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lessons import Lesson, Verdict
from loredesk.storage.dialect import upsert
from loredesk.storage.ledger import AUTHOR, SqlLedger
from loredesk.storage.schema.story import learned_weights, sessions
from loredesk.storage.values import moment, seconds


class SqlWeightRepo:
    """What was learned, one row for each world."""

    def __init__(self, connection: Connection, ledger: SqlLedger) -> None:
        self._connection = connection
        self._ledger = ledger

    def of_world(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world, or None; raises ValueError where it is damaged."""
        query = (
            select(learned_weights, sessions.c.title)
            .join(sessions, sessions.c.id == learned_weights.c.session_id)
            .where(learned_weights.c.world_id == world_id)
        )
        row = self._connection.execute(query).first()
        return None if row is None else _learned(row)

    def put(self, learned: LearnedWeights) -> None:
        """Keep what was learned for its world, in place of what was learned before."""
        values = {
            "world_id": learned.world_id,
            "session_id": learned.session_id,
            "weights": {"first": dict(learned.first), "second": dict(learned.second)},
            "basis": learned.basis,
            "lesson": {
                "turns": learned.lesson.turns,
                "verdict": learned.lesson.verdict.value,
                "figures": {name: dict(one) for name, one in learned.lesson.figures.items()},
                "asked": dict(learned.lesson.asked),
            },
            "learned_at": seconds(learned.learned_at),
        }
        statement = upsert(self._connection, learned_weights).values(values)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["world_id"],
                set_={name: statement.excluded[name] for name in values if name != "world_id"},
            )
        )
        self._ledger.record(
            "learn weights",
            learned.world_id,
            actor=AUTHOR,
            session_id=learned.session_id,
            after={"weights": values["weights"]},
            details={"turns": learned.lesson.turns},
        )

    def forget(self, world_id: WorldId) -> None:
        """Let the built-in weights count in a world; nothing happens where they do."""
        gone = delete(learned_weights).where(learned_weights.c.world_id == world_id)
        if self._connection.execute(gone).rowcount:
            self._ledger.record("forget weights", world_id, actor=AUTHOR)


def _learned(row: Row[Any]) -> LearnedWeights:
    try:
        return LearnedWeights(
            world_id=WorldId(row.world_id),
            session_id=SessionId(row.session_id),
            session_title=row.title,
            first=dict(row.weights["first"]),
            second=dict(row.weights["second"]),
            basis=row.basis,
            lesson=_lesson(row.lesson),
            learned_at=moment(row.learned_at),
        )
    except (KeyError, TypeError) as error:
        message = f"What was learned for world {row.world_id!r} cannot be read"
        raise ValueError(message) from error


def _lesson(told: Mapping[str, Any]) -> Lesson:
    return Lesson(
        turns=int(told["turns"]),
        verdict=Verdict(told["verdict"]),
        figures={name: dict(one) for name, one in told["figures"].items()},
        asked=dict(told["asked"]),
    )
