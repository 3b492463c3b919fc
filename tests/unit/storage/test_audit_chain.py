"""The audit log: whatever is done to a row afterwards shows, and what is written goes on all the same."""

import asyncio
import sqlite3
import struct
from contextlib import closing, suppress

import pytest
from alembic import command
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from loredesk.domain.audit import SEAL, ChainReader
from loredesk.services.audit import AuditService
from loredesk.storage import migrate
from loredesk.storage.engine import open_for_migration
from loredesk.storage.ledger import SqlLedger
from loredesk.storage.migrate import upgrade
from loredesk.storage.schema.everything import metadata

COLUMNS = (
    "seq",
    "at",
    "actor",
    "action",
    "subject",
    "session_id",
    "entry_id",
    "details",
    "why",
    "before",
    "after",
    "hash",
)
_REST = ", ".join(COLUMNS[1:])


@pytest.fixture
def connection():
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        yield connection
    engine.dispose()


def record(connection, *subjects):
    """Record something about each of *subjects*, in one transaction each."""
    for subject in subjects:
        ledger = SqlLedger(connection, now=1_780_000_000.25)
        ledger.record(
            "edit entry",
            subject,
            actor="author",
            session_id="s1",
            why="turn 3: “Ünder the quay.”",
            before={"title": "Mara"},
            after={"title": "Mara Quill"},
            details={"revision": 2},
        )
        ledger.close()


def verdict(connection, rows=1000):
    reader = ChainReader()
    rows, head = SqlLedger(connection, now=0.0).chain(0, rows)
    reader.read(rows)
    return reader.verdict(head)


def run(connection, statement, **values):
    return connection.execute(text(statement), values)


def flipped(value):
    """Yield *value* with one bit of one byte changed, for each of its bytes."""
    if value is None:
        yield b""
    elif isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(0, 60, 7))
    else:
        data = struct.pack(">d", value) if isinstance(value, float) else value.encode()
        for place in range(len(data)):
            other = bytearray(data)
            other[place] ^= 1 << (place % 8)
            yield struct.unpack(">d", other)[0] if isinstance(value, float) else bytes(other)


@pytest.mark.parametrize("column", COLUMNS)
def test_one_flipped_bit_anywhere_is_found(connection, column):
    record(connection, "e1", "e2", "e3")
    assert verdict(connection).broken_at is None
    connection.commit()
    tried = 0

    found = run(connection, f"SELECT seq, {column} FROM audit_log").all()
    for seq, value in found:
        for other in flipped(value):
            new = "CAST(:other AS TEXT)" if isinstance(other, bytes) else ":other"
            statement = f"UPDATE audit_log SET {column} = {new} WHERE seq = :seq"
            with suppress(IntegrityError):  # a number given twice, or none: the file refuses it
                run(connection, statement, other=other, seq=seq)
                assert verdict(connection).broken_at is not None, (seq, other)
                tried += 1
            connection.rollback()

    assert tried >= len(found)


@pytest.mark.parametrize(
    ("damage", "broken_at"),
    [
        ("DELETE FROM audit_log WHERE seq = 1", 2),
        ("DELETE FROM audit_log WHERE seq = 2", 3),
        ("DELETE FROM audit_log WHERE seq = 3", 3),
        ("DELETE FROM audit_log WHERE seq > 1", 2),
        ("DELETE FROM audit_log", 1),
        ("DELETE FROM meta", 4),
        ("UPDATE meta SET value = '2 ' || substr(value, 3)", 4),
        ("UPDATE meta SET value = 'nonsense'", 4),
        ("UPDATE meta SET value = CAST(X'FF' AS TEXT)", 4),
        ("UPDATE audit_log SET subject = 'e2' WHERE seq = 1", 1),
        (f"INSERT INTO audit_log (seq, {_REST}) SELECT 9, {_REST} FROM audit_log LIMIT 1", 9),
    ],
)
def test_rows_that_are_missing_swapped_or_slipped_in_are_found(connection, damage, broken_at):
    record(connection, "e1", "e2", "e3")

    connection.exec_driver_sql(damage)

    assert verdict(connection).broken_at == broken_at


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM meta",
        "UPDATE meta SET value = '1 abc'",
        "UPDATE meta SET value = CAST(X'FF' AS TEXT)",
        "DELETE FROM audit_log WHERE seq = 3",
    ],
)
def test_damage_is_not_painted_over_by_what_is_written_next(connection, damage):
    record(connection, "e1", "e2", "e3")
    connection.exec_driver_sql(damage)

    record(connection, "e4")

    assert run(connection, "SELECT max(seq) FROM audit_log").scalar() == 4
    assert verdict(connection).broken_at == 4


def test_a_sealed_log_is_whole_again_and_nothing_in_it_was_changed(connection):
    record(connection, "e1", "e2", "e3")
    connection.exec_driver_sql("UPDATE audit_log SET why = '' WHERE seq = 2")
    connection.exec_driver_sql("DELETE FROM audit_log WHERE seq = 3")
    before = run(connection, "SELECT * FROM audit_log").all()

    SqlLedger(connection, now=2.0).seal(ChainReader())
    record(connection, "e5")

    after = run(connection, "SELECT * FROM audit_log").all()
    found = verdict(connection)
    assert after[: len(before)] == before
    assert [row.action for row in after[len(before) :]] == [SEAL, "edit entry"]
    assert (found.broken_at, found.sealed) == (None, (2,))


def test_damage_to_what_was_sealed_is_found_again(connection):
    record(connection, "e1", "e2")
    connection.exec_driver_sql("UPDATE audit_log SET why = '' WHERE seq = 1")
    SqlLedger(connection, now=2.0).seal(ChainReader())

    connection.exec_driver_sql("UPDATE audit_log SET why = 'other' WHERE seq = 1")

    assert verdict(connection).broken_at == 1


def test_a_log_that_is_whole_is_not_sealed(connection):
    record(connection, "e1")

    SqlLedger(connection, now=2.0).seal(ChainReader())

    assert run(connection, "SELECT count(*) FROM audit_log").scalar() == 1


@given(
    groups=st.lists(st.lists(st.booleans(), min_size=1, max_size=4), min_size=1, max_size=5),
    lost=st.integers(min_value=0),
)
def test_any_log_is_whole_and_any_row_of_it_is_missed(groups, lost):
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        for group in groups:
            ledger = SqlLedger(connection, now=3.0)
            for long in group:
                ledger.record("do", "x" * 9, after={"text": "y" * (500 if long else 5)})
            ledger.close()
        rows = sum(map(len, groups))
        whole = verdict(connection)

        run(connection, "DELETE FROM audit_log WHERE seq = :seq", seq=lost % rows + 1)

        assert (whole.rows, whole.broken_at) == (rows, None)
        assert verdict(connection).broken_at is not None
    engine.dispose()


async def test_transactions_that_share_a_commit_and_fail_leave_no_gap(library):
    def work(number):
        def one(repos):
            repos.ledger.record("count", str(number))
            repos.ledger.entries()  # writes down what waits
            repos.ledger.record("count again", str(number))
            if number % 3 == 0:
                message = "Not this one."
                raise ValueError(message)

        return one

    ended = await asyncio.gather(
        *(library.write(work(number)) for number in range(60)), return_exceptions=True
    )

    found = await AuditService(store=library.store).verify()
    assert sum(isinstance(one, ValueError) for one in ended) == 20
    assert (found.rows, found.broken_at) == (80, None)


@pytest.mark.parametrize("column", ["before", "after", "details"])
@pytest.mark.parametrize("kept", ['{"title": "Ma', "5", '"Mara"', "[1]"])
def test_what_a_row_says_is_shown_as_it_stands_where_it_is_no_account_of_anything(
    connection, column, kept
):
    record(connection, "e1", "e2")
    run(connection, f"UPDATE audit_log SET {column} = :kept WHERE seq = 1", kept=kept)

    newer, damaged = SqlLedger(connection, now=0.0).entries()

    assert getattr(damaged, column) == {"unreadable": kept}
    assert newer.after == {"title": "Mara Quill"}


@pytest.mark.parametrize(
    "damage",
    ["why = CAST(X'FF' AS TEXT)", "subject = CAST(X'C3' AS TEXT)", "at = 'noon'", "at = 9e300"],
)
def test_a_row_that_cannot_be_read_is_named_and_hides_no_other(connection, damage):
    record(connection, "e1", "e2", "e3")
    run(connection, f"UPDATE audit_log SET {damage} WHERE seq = 2")

    found = SqlLedger(connection, now=0.0).entries()

    assert [(one.seq, one.action, one.subject) for one in found] == [
        (3, "edit entry", "e3"),
        (2, "cannot be read", "row 2"),
        (1, "edit entry", "e1"),
    ]
    assert [one.seq for one in SqlLedger(connection, now=0.0).entries(before_seq=3, limit=1)] == [2]


@pytest.mark.parametrize(
    ("missing", "use"),
    [
        ("audit_log", lambda ledger: ledger.entries()),
        ("audit_log", lambda ledger: ledger.chain(0, 10)),
        ("meta", lambda ledger: ledger.chain(0, 10)),
        ("meta", lambda ledger: [ledger.record("do", "e2"), ledger.close()]),
    ],
    ids=["shown", "checked", "checked to its end", "written on"],
)
def test_a_log_that_cannot_be_reached_is_not_taken_for_one_that_is_damaged(
    connection, missing, use
):
    record(connection, "e1")
    run(connection, f"DROP TABLE {missing}")

    with pytest.raises(OperationalError, match=f"no such table: {missing}"):
        use(SqlLedger(connection, now=0.0))


async def test_what_is_kept_elsewhere_is_named_by_its_hash(library):
    world = await library.add_world()
    entry = await library.add_entry(world, "Mara", "She keeps the ferry. " * 50)

    (added,) = await AuditService(store=library.store).entries(subject=entry.id)

    content = added.after["content"]
    assert content["length"] == 1050
    assert content["opening"].startswith("She keeps")
    assert len(content["sha256"]) == 64


def test_the_rows_of_an_older_file_are_bound_as_they_are(tmp_path):
    file = tmp_path / "loredesk.db"
    config = migrate._config(migrate.STEPS)
    with open_for_migration(file).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005_queue")
    with closing(sqlite3.connect(file)) as old, old:
        for number in range(2_500):
            old.execute(
                "INSERT INTO audit_log (at, actor, action, subject, session_id, details)"
                " VALUES (?, 'author', 'accept', ?, NULL, '{\"hunks\": [1]}')",
                (1_780_000_000.5 + number, f"p{number}"),
            )

    upgrade(file)

    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        found = verdict(connection, 5_000)
        kept = run(connection, "SELECT details FROM audit_log WHERE seq = 1").scalar()
        record(connection, "e1")
        assert verdict(connection, 5_000).broken_at is None
    engine.dispose()
    assert (found.rows, found.broken_at) == (2_500, None)
    assert kept == '{"hunks": [1]}'
