"""Whatever else refers to something that is not there, as SQLite itself finds it."""

from collections.abc import Iterator

from sqlalchemy import Connection, text, update

from loredesk.domain.damage import Circumstances, Damage, Mending
from loredesk.storage.checks.check import Check, run, table_of
from loredesk.storage.checks.quarantine import LOOSE, columns_of, is_row
from loredesk.storage.schema.everything import metadata


def _dangling(connection: Connection, _part: str, _here: Circumstances) -> Iterator[Damage]:
    seen: set[tuple[str, int]] = set()
    for name, rowid, _parent, number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        if name not in metadata.tables or (name, rowid) in seen:
            continue
        seen.add((name, rowid))
        listing = connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})")
        column = next(row[3] for row in listing if row[0] == number)
        keys = ", ".join(one.name for one in columns_of(metadata.tables[name]))
        query = f"SELECT {keys} FROM {name} WHERE rowid = :rowid"
        key = tuple(connection.execute(text(query), {"rowid": rowid}).one())
        why = f"has a {column!r} that is not there"
        yield Damage(table=name, key=key, why=why, cure=column)


def _let_go(connection: Connection, damage: Damage, here: Circumstances) -> Mending:
    table = table_of(damage)
    if f"{table.name}.{damage.cure}" in LOOSE:
        connection.execute(
            update(table).where(is_row(table, damage.key)).values({damage.cure: None})
        )
        return Mending.REPAIRED
    return run(connection, Check(kind=KIND, look=_dangling), damage, here)


KIND = "references to nothing"

CHECKS = (Check(kind=KIND, look=_dangling, mend=_let_go),)
