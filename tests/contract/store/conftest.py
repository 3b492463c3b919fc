"""Every promise of the store is tried on a file and on a server."""

import itertools
import os

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from loredesk.storage.postgres.server import PostgresServer
from loredesk.storage.schema.everything import metadata
from loredesk.storage.sqlite_file import SqliteFile
from tests.fakes.library import SqlLibrary, new_database
from tests.fakes.servers import VARIABLE, Server


@pytest.fixture(scope="session")
def server():
    """Return the PostgreSQL server of the tests."""
    address = os.environ.get(VARIABLE)
    if not address:
        pytest.skip(f"{VARIABLE} does not name a PostgreSQL server")
    with Server(address) as server:
        yield server


@pytest.fixture(scope="session")
def emptied(server):
    """Return a function that empties one database and returns its address: quicker than a new one."""
    address = server.new()
    engine = create_engine(address, poolclass=NullPool)
    tables = ", ".join(metadata.tables)

    def empty():
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        return address

    yield empty
    server.drop(address)


@pytest.fixture
def address(emptied):
    """Return the address of an empty database on the server."""
    return emptied()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request):
    """Return where the rows are: the address of a database on a server, or None for a file."""
    return request.getfixturevalue("address") if request.param == "postgresql" else None


@pytest.fixture
def engine(tmp_path, place):
    """Return an engine that writes, for what needs no store."""
    database = PostgresServer(place) if place else SqliteFile(new_database(tmp_path))
    engine = database.open_writer()
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """Return a function that opens an engine on an empty database, again and again."""
    if request.param == "postgresql":
        emptied = request.getfixturevalue("emptied")
        return lambda: PostgresServer(emptied()).open_writer()
    numbers = itertools.count()

    def opened():
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        engine = SqliteFile(new_database(folder)).open_writer()
        with engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA synchronous = OFF")
        return engine

    return opened


@pytest.fixture
def connection(engine):
    """Return a connection in a transaction that is rolled back."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
async def library(tmp_path, place):
    async with SqlLibrary(tmp_path, address=place) as library:
        yield library


@pytest.fixture
async def file_library(tmp_path):
    """Return a library on a file, for what only a file can do."""
    async with SqlLibrary(tmp_path) as library:
        yield library
