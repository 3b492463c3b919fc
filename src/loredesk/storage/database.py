"""What a store needs to know of the database behind it."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine


class Database(Protocol):
    """A place for rows, and what is peculiar to it."""

    def open_writer(self) -> Engine:
        """Return an engine for one connection that writes, transaction after transaction."""
        ...

    def open_reader(self) -> Engine:
        """Return an engine for one connection that reads; each transaction sees one snapshot."""
        ...

    def in_turn(self, connection: Connection) -> Connection:
        """Return *connection* as content is written through it: one writer at a time."""
        ...

    def in_our_words(self) -> AbstractContextManager[None]:
        """Turn failures of the database into a UserFixableError; mistakes pass unchanged."""
        ...

    def is_to_blame(self, error: BaseException) -> bool:
        """Return whether *error* tells of the database and not of a mistake in the program."""
        ...

    def will_pass(self, error: BaseException) -> bool:
        """Return whether the same transaction may well succeed when it is run again at once."""
        ...

    def has_transaction(self, connection: Connection) -> bool:
        """Return whether the transaction still stands after a failure."""
        ...
