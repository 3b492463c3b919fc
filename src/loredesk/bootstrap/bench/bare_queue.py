"""The limit of a queue on one file: the same table, and nothing but sqlite3."""

import itertools
import json
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from loredesk.bootstrap.bench.made_queue import ANSWER, REQUEST, STEPS
from loredesk.domain.tasks import Lane
from loredesk.storage.migrate import upgrade

_TAKE = (
    "UPDATE maintenance_queue SET status = 'processing', attempt = attempt + 1, token = ?,"
    " started_at = ? WHERE seq = (SELECT seq FROM maintenance_queue WHERE status = 'pending'"
    " AND lane = ? AND not_before <= ? ORDER BY priority DESC, seq LIMIT 1) RETURNING *"
)
_KEEP = "INSERT INTO task_answers (task_id, request_hash, answer, created_at) VALUES (?, ?, ?, ?)"
_END = (
    "UPDATE maintenance_queue SET status = 'completed', processed_at = ?"
    " WHERE id = ? AND token = ? AND status = 'processing'"
)
_ADD = (
    "INSERT INTO maintenance_queue (id, task_type, lane, task_data, entity_key, dedupe_key,"
    " priority, status, attempt, max_attempts, deaths, token, boot_id, not_before, created_at,"
    " error_message) VALUES (?, 'ANALYZE_TURN', 'analysis', '{}', ?, ?, 0, 'pending', 0, 4, 0, '',"
    " '', ?, ?, '')"
)


class BareQueue:
    """One database with a long queue in it."""

    def __init__(self, file: Path, size: int) -> None:
        self._file = file
        self._numbers = itertools.count(1)
        self._steps = min(STEPS, size // 2)
        upgrade(file)
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN")
            for _ in range(size):
                connection.execute(_ADD, self._row())
            connection.execute("COMMIT")

    async def worked(self, *, journalled: bool = False) -> Sequence[float]:
        """Claim and complete so many tasks."""
        with closing(self._connect()) as connection:
            started = time.perf_counter()
            for _ in range(self._steps):
                self._step(connection, journalled=journalled)
            return [(time.perf_counter() - started) * 1000 / self._steps]

    async def queued(self) -> Sequence[float]:
        """Queue so many tasks, one after another."""
        with closing(self._connect()) as connection:
            started = time.perf_counter()
            for _ in range(STEPS):
                _commit(connection, _ADD, self._row())
            return [(time.perf_counter() - started) * 1000 / STEPS]

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _row(self) -> tuple[Any, ...]:
        name, now = f"task{next(self._numbers)}", time.time()
        return (name, name, name, now, now)

    def _step(self, connection: sqlite3.Connection, *, journalled: bool) -> None:
        now = time.time()
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute(_TAKE, ("bare", now, Lane.ANALYSIS.value, now)).fetchone()
        connection.execute("COMMIT")
        name = row[1]
        if journalled:
            _commit(connection, _KEEP, (name, REQUEST, json.dumps(ANSWER), now))
        _commit(connection, _END, (time.time(), name, "bare"))


def _commit(connection: sqlite3.Connection, statement: str, values: tuple[Any, ...]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(statement, values)
    connection.execute("COMMIT")
