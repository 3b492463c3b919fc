"""Whoever writes content has it alone; the queue is written beside."""

from typing import Any, cast

from sqlalchemy import Connection, Dialect, text

CONTENT, RUNS_ALONE, ENTITY, PROCESS, UPGRADE = 7_100, 7_101, 7_102, 7_103, 7_104
"""The first numbers of the locks Loredesk takes on a server, so that others may choose theirs."""
_WAIT = text(f"SELECT pg_advisory_xact_lock({CONTENT}, 0)")


def in_turn(connection: Connection) -> Connection:
    """Return *connection* so that its first use waits for whoever writes content now.

    Worlds, messages, notes and lore are read and then changed by what was read, as on a file
    that one transaction has to itself. The lock ends with the transaction.
    """
    return cast("Connection", _InTurn(connection))


class _InTurn:
    """A connection that takes its turn the first time anything is asked of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waits = True

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a connection has
        if self._waits:
            self._connection.execute(_WAIT)
            self._waits = False
        return getattr(self._connection, name)
