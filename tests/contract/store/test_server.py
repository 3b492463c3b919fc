"""What a store on a server makes of servers that are gone, refuse, or are not meant for it."""

import asyncio
import shutil
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

import loredesk.storage
from loredesk.domain.errors import UserFixableError
from loredesk.domain.tasks import Lane, NewTask, TaskStatus, TaskType
from loredesk.services.audit import AuditService
from loredesk.services.queue import QueueService
from loredesk.storage.postgres.migrate import upgrade
from loredesk.storage.postgres.signs import read, spelled
from loredesk.storage.postgres.turns import PROCESS
from loredesk.storage.schema.everything import metadata
from loredesk.storage.schema.index import TSVECTOR_TABLE
from loredesk.storage.store import READERS, SqlStore
from tests.fakes.library import NOON, SqlLibrary

DUE = "ix_maintenance_queue_due"
STEPS = Path(loredesk.storage.__file__).parent / "migrations"


@pytest.fixture
async def library(tmp_path, address):
    async with SqlLibrary(tmp_path, address=address) as library:
        yield library


@pytest.fixture
def new_address(server):
    """Return a function that makes databases without tables, which are dropped afterwards."""
    made = []

    def make(**values):
        made.append(server.new_empty(**values))
        return made[-1]

    yield make
    for address in made:
        server.drop(address)


def run(address, *statements):
    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as connection:
        return [connection.execute(text(statement)) for statement in statements]


def put(key, value="x"):
    return lambda repos: repos.ledger.put_fact(key, value)


def fact(key):
    return lambda repos: repos.ledger.fact(key)


def failing(code):
    """Return work at which the server fails with *code*."""
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'no luck' USING ERRCODE = '{code}'; END $$"

    def work(repos):
        put("lost")(repos)
        repos.sessions._connection.execute(text(raising))

    return work


def test_the_steps_lead_exactly_to_the_tables_the_code_expects(address):
    def ours(_object, name, kind, *_):
        # On a server the order of the index of what is due is compared, which on a file it is not.
        return name not in {TSVECTOR_TABLE, DUE}

    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        options = {"include_object": ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        due = text(f"SELECT indexdef FROM pg_indexes WHERE indexname = '{DUE}'")
        assert "(lane, priority DESC, seq) WHERE" in connection.execute(due).scalar()


def test_a_database_is_upgraded_once(new_address):
    address = new_address()

    upgrade(address)
    upgrade(address)

    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_a_step_that_fails_leaves_the_database_as_it_was(new_address, tmp_path):
    steps = tmp_path / "steps"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    last = max((steps / "versions").glob("v*.py"))
    last.write_text(f"{last.read_text()}\n    raise ValueError('half way')\n")
    address = new_address()

    with pytest.raises(ValueError, match="half way"):
        upgrade(address, steps=str(steps))

    upgrade(address)


def test_a_database_of_a_newer_loredesk_is_left_alone(new_address):
    address = new_address()
    upgrade(address)
    run(address, "UPDATE alembic_version SET version_num = '9999_later'")

    with pytest.raises(UserFixableError, match="newer Loredesk"):
        upgrade(address)


def test_a_database_of_another_program_is_left_alone(new_address):
    address = new_address()
    run(address, "CREATE TABLE theirs (id integer)")

    with pytest.raises(UserFixableError, match="another program"):
        upgrade(address)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'", "sorts letters"),
        ("ENCODING 'LATIN1' LOCALE 'C'", "LATIN1, not UTF8"),
    ],
)
def test_a_database_that_keeps_letters_in_another_way_is_refused(new_address, options, sentence):
    address = new_address(options=options)

    with pytest.raises(UserFixableError, match=sentence) as refused:
        upgrade(address)
    assert "LC_COLLATE 'C'" in refused.value.hint


async def test_a_connection_that_is_lost_is_a_sentence_and_the_next_try_works(library, server):
    await library.write(put("a", "1"))
    for _ in range(READERS):
        await library.read(fact("a"))
    server.disconnect(library.place)

    with pytest.raises(UserFixableError, match="could not be used") as refused:
        await library.write(put("a", "2"))
    assert "nothing was lost" in refused.value.hint
    for _ in range(READERS):
        with pytest.raises(UserFixableError, match="could not be used"):
            await library.read(fact("a"))

    await library.write(put("a", "2"))
    assert await library.read(fact("a")) == "2"


@pytest.mark.parametrize("look", ["entries", "verify"])
async def test_a_connection_that_is_lost_while_the_log_is_read_is_no_damage_to_it(
    library, server, look
):
    await library.add_world()
    audit = AuditService(store=library.store)
    for _ in range(READERS):
        await getattr(audit, look)()
    server.disconnect(library.place)

    for _ in range(READERS):
        with pytest.raises(UserFixableError, match="could not be used"):
            await getattr(audit, look)()

    assert [one.action for one in await audit.entries()] == ["add world"]


async def test_a_server_that_is_not_there_is_a_sentence(address):
    nowhere = make_url(address).set(port=1).render_as_string(hide_password=False)
    store = SqlStore(nowhere, now=lambda: NOON, publish=print)

    with pytest.raises(UserFixableError, match=r"127\.0\.0\.1:1 could not be used") as refused:
        await store.write(put("a"))

    assert "server runs" in refused.value.hint
    await store.aclose()


async def test_a_database_that_is_not_there_is_a_sentence(address):
    nowhere = make_url(address).set(database="nobody_made_it").render_as_string()
    store = SqlStore(nowhere, now=lambda: NOON, publish=print)

    with pytest.raises(UserFixableError, match="'nobody_made_it'"):
        await store.read(fact("a"))
    await store.aclose()


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("53100", "full"),
        ("53300", "visitors"),
        ("53200", "room"),
        ("57P03", "stopped"),
        ("25006", "writable"),
        ("42501", "right"),
        ("28P01", "password"),
        ("XX001", "damaged"),
        ("58030", "disk"),
    ],
)
async def test_a_failure_of_the_server_is_a_sentence_and_loses_nothing(library, code, word):
    with pytest.raises(UserFixableError, match="no luck") as refused:
        await library.write(failing(code))

    assert word in refused.value.hint
    await library.write(put("a"))
    assert await library.read(lambda repos: (fact("a")(repos), fact("lost")(repos))) == ("x", "")


async def test_transactions_in_each_others_way_are_run_again(library):
    tries = []

    def work(repos):
        tries.append(1)
        if len(tries) < 3:
            failing("40P01")(repos)
        put("a", str(len(tries)))(repos)

    await library.write(work)

    assert await library.read(fact("a")) == "3"


async def test_who_is_in_the_way_for_ever_is_told_so(library):
    with pytest.raises(UserFixableError, match="no luck") as refused:
        await library.write(failing("40001"))

    assert "Try again" in refused.value.hint


async def test_the_password_is_in_no_sentence():
    address = "postgresql+psycopg://author:seven-herons@127.0.0.1:1/loredesk"
    store = SqlStore(address, now=lambda: NOON, publish=print)

    with pytest.raises(UserFixableError) as refused:
        await store.read(fact("a"))

    assert "seven-herons" not in f"{refused.value} {refused.value.hint}"
    await store.aclose()


@given(st.text(st.sampled_from("ab01\0\U0010fffd")))
@settings(max_examples=300)
def test_every_text_is_read_as_it_was_written(text_of_any_kind):
    assert "\0" not in spelled(text_of_any_kind)
    assert read(spelled(text_of_any_kind)) == text_of_any_kind


async def test_what_a_living_process_runs_is_no_orphan_until_it_ends(library):
    other = SqlStore(library.place, now=library.clock.now, publish=print)
    task = await library.add_task(NewTask(task_type=TaskType.UPDATE_NOTE))

    def claim(repos):
        return repos.tasks.claim(Lane.NOTES, token="t", boot_id="other", now=repos.now)

    def rescue(repos):
        return repos.tasks.requeue_orphans(boot_id="own", now=repos.now)

    assert len(await other.write(claim)) == 1
    assert await library.write(rescue) == ()
    await other.aclose()

    def is_seen_to_have_ended(repos):
        return repos.sessions._connection.execute(OTHERS).scalar_one() == 0

    await settled_on(library, is_seen_to_have_ended)
    assert [one.id for one in await library.write(rescue)] == [task.id]


async def test_a_process_that_lost_its_connection_is_seen_alive_again_when_it_claims(
    library, server
):
    other = SqlStore(library.place, now=library.clock.now, publish=print)
    await library.add_task(NewTask(task_type=TaskType.UPDATE_NOTE))

    def claim(repos):
        return repos.tasks.claim(Lane.NOTES, token="t", boot_id="other", now=repos.now)

    await other.write(put("a"))
    server.disconnect(library.place)
    with pytest.raises(UserFixableError):
        await other.write(claim)
    assert len(await other.write(claim)) == 1

    def rescue(repos):
        return repos.tasks.requeue_orphans(boot_id="own", now=repos.now)

    with pytest.raises(UserFixableError):
        await library.write(rescue)
    assert await library.write(rescue) == ()
    await other.aclose()


async def test_of_two_who_try_a_failed_task_again_the_later_leaves_it_to_the_first(library):
    """The first has begun already, and its model has answered."""
    other = SqlStore(library.place, now=library.clock.now, publish=print)
    task = await library.add_task(NewTask(task_type=TaskType.UPDATE_NOTE))
    begun, may_end = threading.Event(), threading.Event()

    def fail(repos):
        (claimed,) = claim(repos)
        repos.tasks.finish(claimed, TaskStatus.FAILED, now=repos.now)

    def claim(repos):
        return repos.tasks.claim(Lane.NOTES, token="t", boot_id="b", now=repos.now)

    def begin(repos):
        repos.tasks.move(repos.tasks.get(task.id), TaskStatus.PENDING, now=repos.now)
        claim(repos)
        repos.answers.keep(task.id, "asked", "paid for", now=repos.now)
        begun.set()
        assert may_end.wait(30)

    await library.write(fail)
    first = asyncio.create_task(library.write(begin))
    assert await asyncio.to_thread(begun.wait, 30)
    queue = QueueService(store=other, engine=None, new_id=library.new_id)
    later = asyncio.create_task(queue.retry(task.id))

    await settled_on(library, lambda repos: repos.sessions._connection.execute(HELD_UP).scalar())
    may_end.set()
    await asyncio.gather(first, later)
    await other.aclose()

    assert (await library.task(task.id)).status is TaskStatus.PROCESSING
    answer = await library.read(lambda repos: repos.answers.find(task.id, "asked"))
    assert answer == "paid for"


HELD_UP = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
OTHERS = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
    f" AND classid = {PROCESS}"
)


async def settled_on(library, condition):
    """Wait for what the server takes a moment to notice."""
    for _ in range(500):
        if await library.read(condition):
            return
        await asyncio.sleep(0.01)
    pytest.fail("It never came to that")
