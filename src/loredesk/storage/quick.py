"""Statements of the queue past the layers that cost more than they do.

On a file a statement goes straight to the driver: the way through SQLAlchemy takes several times
as long as claiming a task does. On a server it takes that way, which the network hides.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, TextClause

from loredesk.storage.dialect import is_postgres

Values = Mapping[str, Any]


class QuickConnection:
    """Runs statements in the transaction of a connection; rows come as plain sequences."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        driver = None if is_postgres(connection) else connection.connection.dbapi_connection
        self._driver: Any = driver

    def rows(self, statement: TextClause, values: Values) -> list[Sequence[Any]]:
        """Return the rows of a statement, or those it says it returns."""
        if self._driver is None:
            return cast("list[Sequence[Any]]", self._connection.execute(statement, values).all())
        return cast("list[Sequence[Any]]", self._driver.execute(statement.text, values).fetchall())

    def first(self, statement: TextClause, values: Values) -> Sequence[Any] | None:
        """Return the first row of a statement, or None."""
        rows = self.rows(statement, values)
        return rows[0] if rows else None

    def change(self, statement: TextClause, values: Values) -> int:
        """Run a statement that returns nothing; return how many rows it changed."""
        if self._driver is None:
            return self._connection.execute(statement, values).rowcount
        return cast("int", self._driver.execute(statement.text, values).rowcount)

    def change_many(self, statement: TextClause, values: Sequence[Values]) -> int:
        """Run a statement for each of *values*; return how many rows that changed."""
        return sum(self.change(statement, one) for one in values)
