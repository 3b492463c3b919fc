"""A database on a PostgreSQL server, as the store uses it."""

from contextlib import AbstractContextManager
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

from loredesk.storage.postgres import faults, signs, turns

CONNECTING_SECONDS = 10
_WRITER_SETTINGS = (
    # Who is frozen in the middle of a transaction must not keep all others from writing.
    "SET idle_in_transaction_session_timeout = '60s'",
    "SET lock_timeout = '30s'",
)


class PostgresServer:
    """One database on a server, shared by any number of processes."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self.name = _name(self._url)

    def open_writer(self) -> Engine:
        """Return an engine for one writing connection; each statement sees what is committed."""
        engine = self._engine()

        @event.listens_for(engine, "connect")
        def _prepare(connection: psycopg.Connection[Any], _record: object) -> None:
            signs.teach(connection)
            for setting in _WRITER_SETTINGS:
                connection.execute(setting)
            connection.commit()

        return engine

    def open_reader(self) -> Engine:
        """Return an engine for one read-only connection; each transaction sees one snapshot."""
        engine = self._engine()

        @event.listens_for(engine, "connect")
        def _prepare(connection: psycopg.Connection[Any], _record: object) -> None:
            signs.teach(connection)
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True

        return engine

    def open_for_migration(self) -> Engine:
        """Return an engine that keeps no connection after use."""
        return create_engine(
            self._url, poolclass=NullPool, connect_args={"connect_timeout": CONNECTING_SECONDS}
        )

    def in_turn(self, connection: Connection) -> Connection:
        """Return *connection* so that its first use waits for whoever writes content."""
        return turns.in_turn(connection)

    def in_our_words(self) -> AbstractContextManager[None]:
        """Turn failures of the server into a UserFixableError; mistakes pass unchanged."""
        return faults.in_our_words(self.name)

    def is_to_blame(self, error: BaseException) -> bool:
        """Return whether *error* tells of the server and not of a mistake in the program."""
        return faults.is_to_blame(error)

    def will_pass(self, error: BaseException) -> bool:
        """Return whether two transactions were in each other's way."""
        return faults.will_pass(error)

    def has_transaction(self, connection: Connection) -> bool:
        """Return whether the transaction still stands after a failure."""
        info = connection.connection.dbapi_connection.info  # type: ignore[union-attr]
        standing = {psycopg.pq.TransactionStatus.INTRANS, psycopg.pq.TransactionStatus.INERROR}
        return info.transaction_status in standing

    def _engine(self) -> Engine:
        return create_engine(
            self._url,
            pool_size=1,
            max_overflow=0,
            connect_args={"connect_timeout": CONNECTING_SECONDS},
        )


def _name(url: URL) -> str:
    """Return how the database is named in sentences: without user and password."""
    where = f"{url.host}:{url.port}" if url.port else url.host or "this computer"
    return f"The database {url.database!r} on {where}"
