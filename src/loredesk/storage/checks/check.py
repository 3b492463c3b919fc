"""What a check is: a kind of damage, how it is found and how it is mended."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.storage.checks.quarantine import put_aside
from loredesk.storage.schema.everything import metadata
from loredesk.storage.values import seconds

Look = Callable[[Connection, str, Circumstances], Iterable[Damage]]
Mend = Callable[[Connection, Damage, Circumstances], Mending]

WHOLE: tuple[str, ...] = ("",)
"""The parts of what is looked through at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One kind of damage."""

    kind: str
    look: Look
    mend: Mend | None = None
    """None puts whatever is found into quarantine."""
    parts: Callable[[Connection], Sequence[str]] | None = None
    """How the file is cut up, where a look at all of it takes long."""


def run(connection: Connection, check: Check, damage: Damage, here: Circumstances) -> Mending:
    """Mend *damage* the way of *check*."""
    if check.mend is not None:
        return check.mend(connection, damage, here)
    table = table_of(damage)
    at = seconds(here.now)
    moved = put_aside(connection, check.kind, table, damage.key, why=damage.why, at=at)
    return Mending.QUARANTINED if moved else Mending.REPAIRED


def table_of(damage: Damage) -> Table:
    """Return the table a damaged row stands in."""
    return metadata.tables[damage.table]


def found(
    connection: Connection, table: str, why: str, statement: str, **values: str
) -> list[Damage]:
    """Return the rows of *table* whose keys *statement* selects."""
    return [
        Damage(table=table, key=tuple(row), why=why)
        for row in connection.execute(text(statement), values)
    ]


def finding(table: str, why: str, statement: str) -> Look:
    """Return the look for the rows of *table* whose keys *statement* selects."""

    def look(connection: Connection, _part: str, _here: Circumstances) -> list[Damage]:
        return found(connection, table, why, statement)

    return look


def repairing(statement: str, *names: str) -> Mend:
    """Return the mending that runs *statement* with the key of the row as *names*."""

    def mend(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
        values: dict[str, Any] = {"now": seconds(here.now)} if ":now" in statement else {}
        values |= dict(zip(names, damage.key, strict=True))
        done = connection.execute(text(statement), values)
        return Mending.REPAIRED if done.rowcount else Mending.LEFT

    return mend
