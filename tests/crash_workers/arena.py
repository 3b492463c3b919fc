"""The file workers fight over, what they write beside it, and what must hold of it in the end."""

import json
import os
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fakes.library import new_database

_EFFECTS = (
    "CREATE TABLE effects (number INTEGER PRIMARY KEY AUTOINCREMENT, task_id TEXT, entity TEXT,"
    " place INTEGER, token TEXT)"
)

MOST_AT_WORK = 6
"""A worker process runs so many tasks at once: each may lose the answer it was waiting for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock that runs fast, the same in every process: leases of a minute end in a moment."""

    origin: float
    speed: float

    def now(self) -> datetime:
        """Return the time it shows."""
        passed = (time.time() - self.origin) * self.speed
        return datetime.fromtimestamp(self.origin + passed, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arena:
    """One file, and the ledger of what was seen to happen, which no transaction takes back."""

    folder: Path
    clock: Clock

    @classmethod
    def made(cls, folder: Path, *, speed: float) -> "Arena":
        """Return an arena in an empty folder."""
        arena = cls(folder=folder, clock=Clock(origin=time.time(), speed=speed))
        new_database(folder, arena.file.name)
        with closing(sqlite3.connect(arena.file)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(_EFFECTS)
            connection.commit()
        return arena

    def copied(self, folder: Path) -> "Arena":
        """Return a copy of this arena in an empty folder; nobody may be working in it."""
        shutil.copyfile(self.file, folder / self.file.name)
        shutil.copyfile(self.folder / "ledger", folder / "ledger")
        return Arena(folder=folder, clock=self.clock)

    @property
    def file(self) -> Path:
        """Return the database."""
        return self.folder / "queue.db"

    def note(self, *words: object) -> None:
        """Write into the ledger: one call of the system, which a kill does not tear."""
        line = (json.dumps(words) + "\n").encode()
        descriptor = os.open(self.folder / "ledger", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def ledger(self) -> list[list[Any]]:
        """Return what was written into the ledger."""
        file = self.folder / "ledger"
        lines = file.read_text().splitlines() if file.exists() else []
        return [json.loads(line) for line in lines]

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return the rows of *query*."""
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(query, values).fetchall()


@dataclass(slots=True)
class Verdict:
    """What an arena came to."""

    tasks: int = 0
    effects: int = 0
    merged: int = 0
    dead_letters: int = 0
    deaths: int = 0
    asked: int = 0
    asked_again: int = 0
    violations: list[str] = field(default_factory=list)


def judged(arena: Arena, *, disturbances: int) -> Verdict:
    """Return what became of everything that was queued, after *disturbances* kills or freezes."""
    found = Verdict()
    rows = arena.rows(
        "SELECT id, status, deaths, result, error_message, session_id FROM maintenance_queue"
    )
    effects = arena.rows("SELECT task_id, entity, place, token FROM effects ORDER BY number")
    found.tasks, found.effects = len(rows), len(effects)
    ledger = arena.ledger()
    for check in (_lost, _ends, _twice, _in_order, _intact):
        found.violations += check(arena, rows, effects, ledger)
    found.merged = sum(1 for row in rows if "merged_into" in (row[3] or ""))
    found.deaths = sum(row[2] for row in rows)
    found.dead_letters = sum(1 for row in rows if row[1] == "failed")
    _paid(found, ledger, disturbances)
    return found


def _lost(arena: Arena, rows: list[Any], effects: list[Any], ledger: list[Any]) -> Iterator[str]:
    there = {row[0] for row in rows}
    pruned = {words[1] for words in ledger if words[0] == "old"}
    for words in ledger:
        if words[0] == "queued" and words[1] not in there:
            yield f"lost: task {words[1]}"
    for task_id, *_ in effects:
        if task_id.endswith("+") and f"{task_id[:-1]}-" not in there:
            yield f"lost: what follows from {task_id}"
        if task_id not in there | pruned:
            yield f"lost: task {task_id}, which had an effect"


def _ends(arena: Arena, rows: list[Any], effects: list[Any], ledger: list[Any]) -> Iterator[str]:
    applied = {row[0] for row in effects}
    for name, status, deaths, result, sentence, _ in rows:
        outcome = json.loads(result) if result else {}
        if status == "completed":
            stood_in = "merged_into" in outcome or name.startswith("old")
            if not stood_in and name not in applied:
                yield f"completed without its effect: {name}"
        elif status == "failed":
            if deaths < 5:  # two in company, three alone
                yield f"failed after {deaths} deaths: {name}: {sentence}"
        elif status == "cancelled":
            if name in applied:
                yield f"cancelled, but applied: {name}"
        else:
            yield f"left {status}: {name}"


def _twice(arena: Arena, rows: list[Any], effects: list[Any], ledger: list[Any]) -> Iterator[str]:
    for name, number in Counter(row[0] for row in effects).items():
        if number > 1:
            yield f"applied {number} times: {name}"


def _in_order(
    arena: Arena, rows: list[Any], effects: list[Any], ledger: list[Any]
) -> Iterator[str]:
    last: dict[str, int] = {}
    for name, entity, place, _ in effects:
        if entity and place < last.get(entity, 0):
            yield f"out of order: {name} of {entity}, {place} after {last[entity]}"
        last[entity] = place


def _intact(arena: Arena, rows: list[Any], effects: list[Any], ledger: list[Any]) -> Iterator[str]:
    (said,) = arena.rows("PRAGMA integrity_check")[0]
    if said != "ok":
        yield f"integrity: {said}"
    if arena.rows("PRAGMA foreign_key_check"):
        yield "a foreign key points nowhere"
    kept = "SELECT count(*) FROM task_answers a JOIN maintenance_queue q ON q.id = a.task_id"
    if arena.rows(f"{kept} WHERE q.status <> 'failed'")[0][0]:
        yield "answers are left of tasks that ended"


def _paid(found: Verdict, ledger: list[Any], disturbances: int) -> None:
    """Count the questions: who begins when an answer is in the journal never asks for it again.

    Who had begun before, and was frozen or overtaken, may: what comes back is refused.
    """
    asked: Counter[str] = Counter()
    journalled: dict[str, int] = {}
    begun: dict[str, int] = {}
    for number, words in enumerate(ledger):
        if words[0] == "journalled":
            journalled.setdefault(words[1], number)
        elif words[0] == "began":
            begun.setdefault(words[1], number)
        elif words[0] == "asked":
            if journalled.get(words[1], number) < begun[words[2]]:
                found.violations.append(f"paid again though journalled: {words[1]}")
            asked[words[1]] += 1
    found.asked = sum(asked.values())
    found.asked_again = found.asked - len(asked)
    if found.asked_again > disturbances * MOST_AT_WORK:
        found.violations.append(f"{found.asked_again} repeated calls in {disturbances} kills")
