"""New databases on the PostgreSQL server the tests are given."""

import itertools
import os
from typing import Self

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from loredesk.storage.postgres.migrate import upgrade

VARIABLE = "LOREDESK_TEST_POSTGRES_URL"
"""Names a database on a server where the tests may make and drop others."""
_PLAIN = "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"


class Server:
    """Hands out databases with the newest tables, each a copy of one that was migrated."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self._numbers = itertools.count(1)
        self._prefix = f"loredesk_test_{os.getpid()}"
        self._pattern = f"{self._prefix}_pattern"

    def __enter__(self) -> Self:
        self.new_empty(self._pattern)
        upgrade(self.address(self._pattern))
        return self

    def __exit__(self, *_: object) -> None:
        self.drop(self._pattern)

    def address(self, name: str) -> str:
        """Return the address of the database *name*."""
        return self._url.set(database=name).render_as_string(hide_password=False)

    def new(self) -> str:
        """Return the address of a new database with the newest tables."""
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._pattern}")
        return self.address(name)

    def new_empty(self, name: str = "", options: str = _PLAIN) -> str:
        """Return the address of a new database without tables."""
        name = name or f"{self._prefix}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Drop a database by its address or name, whoever is connected to it."""
        name = make_url(address).database if "://" in address else address
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def disconnect(self, address: str) -> None:
        """End every connection to a database, as a server does that is stopped."""
        name = make_url(address).database
        self._run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))
