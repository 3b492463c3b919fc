"""The indexes of the tables: without them much is slow, and what must be unique is not."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.storage.checks.check import Check, table_of
from loredesk.storage.schema.everything import metadata


def _missing(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    query = text("SELECT name FROM sqlite_master WHERE type = 'index'")
    known = set(connection.execute(query).scalars())
    for table in metadata.sorted_tables:
        for name in sorted(str(index.name) for index in table.indexes):
            if name not in known:
                yield Damage(table=table.name, key=(name,), why="is not indexed as it must be")


def _make(connection: Connection, damage: Damage, _here: Circumstances) -> Mending:
    for index in table_of(damage).indexes:
        if index.name == damage.key[0]:
            index.create(connection)
    return Mending.REPAIRED


CHECKS = (Check(kind="missing indexes", look=_missing, mend=_make),)
"""Made once nothing is double any more that must be unique."""
