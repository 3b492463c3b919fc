"""Bringing a database on a server to the tables this program knows."""

from sqlalchemy import Connection, text

from loredesk.domain.errors import UserFixableError
from loredesk.storage.migrate import STEPS, known_versions, newest_version, take_steps
from loredesk.storage.postgres.server import PostgresServer
from loredesk.storage.postgres.turns import UPGRADE

_ONE_AT_A_TIME = text(f"SELECT pg_advisory_xact_lock({UPGRADE}, 0)")
_ENCODING = text("SELECT current_setting('server_encoding')")
_SORTS_BY_NUMBER = text("SELECT 'B' < 'a' AND 'z' < 'é' AND 'a-b' < 'aa'")
_TABLES = text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
_HAS_VERSION = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_VERSION = text("SELECT version_num FROM alembic_version")
_NEW_DATABASE = "Have it made with ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0."


def upgrade(address: str, *, steps: str = STEPS) -> None:
    """Bring the database at *address* to the newest version.

    All *steps* (an Alembic folder) are one transaction, and of several processes one takes them.
    Raises UserFixableError where the server cannot be used, or the database keeps letters in another
    way, belongs to another program or was written by a newer Loredesk.
    """
    server = PostgresServer(address)
    with server.in_our_words(), server.open_for_migration().begin() as connection:
        connection.execute(_ONE_AT_A_TIME)
        _check_letters(connection, server.name)
        found = _version(connection, server.name)
        if found is not None and found not in known_versions(steps):
            message = f"{server.name} was written by a newer Loredesk."
            raise UserFixableError(message, hint="Update Loredesk, then open it again.")
        if found != newest_version(steps):
            take_steps(connection, "head", steps=steps)


def _check_letters(connection: Connection, name: str) -> None:
    encoding = connection.execute(_ENCODING).scalar_one()
    if encoding != "UTF8":
        raise UserFixableError(f"{name} is kept in {encoding}, not UTF8.", hint=_NEW_DATABASE)
    if not connection.execute(_SORTS_BY_NUMBER).scalar_one():
        message = f"{name} sorts letters in the way of one language."
        raise UserFixableError(message, hint=_NEW_DATABASE)


def _version(connection: Connection, name: str) -> str | None:
    if connection.execute(_HAS_VERSION).scalar_one():
        found: str | None = connection.execute(_VERSION).scalar()
        return found
    if connection.execute(_TABLES).scalar_one():
        hint = "Choose a database of its own for Loredesk."
        raise UserFixableError(f"{name} belongs to another program.", hint=hint)
    return None
