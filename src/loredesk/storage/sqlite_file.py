"""A database file of SQLite, as the store uses it."""

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from loredesk.storage.engine import open_reader, open_writer
from loredesk.storage.file_faults import in_our_words, is_of_the_file


class SqliteFile:
    """One file. Whoever writes has it alone from the beginning of the transaction."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def open_writer(self) -> Engine:
        """Return an engine for the one writing connection."""
        return open_writer(self._file)

    def open_reader(self) -> Engine:
        """Return an engine for one read-only connection."""
        return open_reader(self._file)

    def in_turn(self, connection: Connection) -> Connection:
        """Return *connection*: its transaction has the file alone as it is."""
        return connection

    def in_our_words(self) -> AbstractContextManager[None]:
        """Turn failures of the file into a UserFixableError; mistakes pass unchanged."""
        return in_our_words(self._file)

    def is_to_blame(self, error: BaseException) -> bool:
        """Return whether *error* tells of the file and not of a mistake in the program."""
        return isinstance(error, DBAPIError | sqlite3.Error) and is_of_the_file(error)

    def will_pass(self, error: BaseException) -> bool:
        """Return False: with the file to itself a transaction meets nobody it could lose to."""
        return False

    def has_transaction(self, connection: Connection) -> bool:
        """Return whether the transaction still stands after a failure: a full disk ends it."""
        return bool(getattr(connection.connection.dbapi_connection, "in_transaction", False))
