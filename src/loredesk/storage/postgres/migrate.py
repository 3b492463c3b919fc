"""Bringing a database on a server to the tables this program knows."""

from sqlalchemy import Connection, text

from loredesk.domain.errors import UserFixableError
from loredesk.storage.migrate import STEPS, known_versions, newest_version, take_steps
from loredesk.storage.postgres.server import PostgresServer
from loredesk.storage.postgres.turns import UPGRADE

_ONE_AT_A_TIME = text(f"SELECT pg_advisory_xact_lock({UPGRADE}, 0)")
_SORTING = text(
    "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database"
    " WHERE datname = current_database()"
)
_TABLES = text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
_HAS_VERSION = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_VERSION = text("SELECT version_num FROM alembic_version")
_PLAIN_SORTING = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8"})
_NEW_DATABASE = "Have it made with ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0."


def upgrade(address: str, *, steps: str = STEPS) -> None:
    """Bring the database at *address* to the newest version.

    All *steps* (an Alembic folder) are one transaction, and of several processes one takes them.
    Raises UserFixableError where the server cannot be used, or the database sorts letters in a way
    of its own, belongs to another program or was written by a newer Loredesk.
    """
    server = PostgresServer(address)
    with server.in_our_words(), server.open_for_migration().begin() as connection:
        connection.execute(_ONE_AT_A_TIME)
        _check_sorting(connection, server.name)
        found = _version(connection, server.name)
        if found is not None and found not in known_versions(steps):
            message = f"{server.name} was written by a newer Loredesk."
            raise UserFixableError(message, hint="Update Loredesk, then open it again.")
        if found != newest_version(steps):
            take_steps(connection, "head", steps=steps)


def _check_sorting(connection: Connection, name: str) -> None:
    encoding, sorting = connection.execute(_SORTING).one()
    if encoding != "UTF8" or sorting not in _PLAIN_SORTING:
        message = f"{name} does not sort letters by their numbers ({encoding}, {sorting})."
        raise UserFixableError(message, hint=_NEW_DATABASE)


def _version(connection: Connection, name: str) -> str | None:
    if connection.execute(_HAS_VERSION).scalar_one():
        found: str | None = connection.execute(_VERSION).scalar()
        return found
    if connection.execute(_TABLES).scalar_one():
        hint = "Choose a database of its own for Loredesk."
        raise UserFixableError(f"{name} belongs to another program.", hint=hint)
    return None
