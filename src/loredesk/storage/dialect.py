"""Where the two kinds of database differ in what a statement looks like."""

from typing import cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite


def is_postgres(connection: Connection) -> bool:
    """Return whether *connection* leads to a PostgreSQL server, else it is a file of SQLite."""
    return connection.dialect.name == "postgresql"


def upsert(connection: Connection, table: Table) -> sqlite.Insert:
    """Return an INSERT into *table* that may say what becomes of a row that is there already."""
    if not is_postgres(connection):
        return sqlite.insert(table)
    # Who has a file only does not wait for it at every start.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return cast("sqlite.Insert", postgresql.insert(table))
