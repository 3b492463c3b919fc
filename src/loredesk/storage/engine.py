"""Opening the database file the one way Loredesk opens it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

from loredesk.storage.searching import teach

BUSY_SECONDS = 10.0


def open_writer(file: Path) -> Engine:
    """Return an engine for the one writing connection: WAL, `synchronous=FULL`, foreign keys on."""
    engine = create_engine("sqlite://", creator=_connecting(str(file)), poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # a driver connection
        _pragmas(connection, "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401
        # Taking the write lock at once means a transaction never fails half way for want of it.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def open_reader(file: Path) -> Engine:
    """Return an engine for one read-only connection; each transaction sees one snapshot."""
    engine = create_engine(
        "sqlite://", creator=_connecting(address_to_read(file)), poolclass=StaticPool
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
        _pragmas(connection, "query_only = ON", "mmap_size = 268435456")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401
        connection.exec_driver_sql("BEGIN")

    return engine


def open_for_migration(file: Path) -> Engine:
    """Return an engine that keeps no connection after use; changes of tables roll back too."""
    engine = create_engine("sqlite://", creator=_connecting(str(file)), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # noqa: ANN401
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def address_to_read(file: Path) -> str:
    """Return the URI that opens *file* for reading only, whatever signs are in its path."""
    return f"{file.absolute().as_uri()}?mode=ro"


def _connecting(address: str) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
            isolation_level=None,
            uri=address.startswith("file:"),
        )
        teach(connection)
        return connection

    return connect


def _pragmas(connection: Any, *settings: str) -> None:  # noqa: ANN401
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")
