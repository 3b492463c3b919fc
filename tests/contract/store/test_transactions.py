"""What every transaction of the store promises."""

import asyncio
import contextlib

import pytest
from sqlalchemy import event, text

from loredesk.domain.errors import UserFixableError
from loredesk.domain.events import QueuePaused
from loredesk.storage.store import SqlStore
from tests.fakes.gates import Gate
from tests.fakes.library import SqlLibrary, settled


def put(key, value="x"):
    return lambda repos: repos.ledger.put_fact(key, value)


def fact(key):
    return lambda repos: repos.ledger.fact(key)


@pytest.fixture
async def held(library):
    """Return a library whose writing thread waits at a gate, and the gate."""
    gate = Gate()
    waiting = asyncio.ensure_future(library.write(gate))
    await asyncio.to_thread(gate.entered.wait, 10)
    yield library, gate
    gate.opened.set()
    await waiting


async def test_a_write_returns_what_the_work_returns_and_is_read_afterwards(library):
    def work(repos):
        put("a", "1")(repos)
        return repos.ledger.fact("a")

    assert await library.write(work) == "1"
    assert await library.read(fact("a")) == "1"


async def test_a_write_that_raises_writes_nothing_and_announces_nothing(library):
    def work(repos):
        put("a")(repos)
        repos.announce(QueuePaused(paused=True))
        raise KeyError("no")

    with pytest.raises(KeyError):
        await library.write(work)

    assert await library.read(fact("a")) == ""
    assert library.published == []


async def test_what_is_announced_is_published_in_order_after_the_commit(library):
    seen = []
    other = SqlStore(library.place, now=library.clock.now, publish=lambda _: None)

    def work(repos):
        put("a")(repos)
        repos.announce(QueuePaused(paused=True))
        repos.announce(QueuePaused(paused=False))
        seen.append(list(library.published))

    await library.write(work)

    assert seen == [[]]
    assert [one.paused for one in library.published] == [True, False]
    assert await other.read(fact("a")) == "x"
    await other.aclose()


async def test_the_time_of_a_transaction_stands_still(library):
    times = await library.write(
        lambda repos: (repos.now, library.clock.forward(hours=1), repos.now)
    )

    assert times[0] == times[2]


async def test_a_reader_never_waits_behind_a_long_write(held):
    library, _ = held

    assert await asyncio.wait_for(library.read(fact("a")), 5) == ""


async def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(library):
    await library.write(put("a", "old"))
    gate = Gate()

    def look_twice(repos):
        first = repos.ledger.fact("a")
        gate(repos)
        return first, repos.ledger.fact("a")

    reading = asyncio.ensure_future(library.read(look_twice))
    await asyncio.to_thread(gate.entered.wait, 10)
    await library.write(put("a", "new"))
    gate.opened.set()

    assert await reading == ("old", "old")
    assert await library.read(fact("a")) == "new"


async def test_a_reader_cannot_write(library):
    with pytest.raises(UserFixableError, match=r"read-?only"):
        await library.read(put("a"))


async def test_writes_that_wait_together_share_one_commit(held):
    library, gate = held
    commits = []
    engine = library.store._writer_engine
    event.listen(engine, "commit", commits.append)
    writes = [asyncio.ensure_future(library.write(put(f"k{number}"))) for number in range(10)]
    await asyncio.sleep(0)

    gate.opened.set()
    await asyncio.gather(*writes)

    assert len(commits) == 2
    for number in range(10):
        assert await library.read(fact(f"k{number}")) == "x"


async def test_one_of_several_that_fails_does_not_take_its_neighbours(held):
    library, gate = held

    def fail(repos):
        put("bad")(repos)
        repos.announce(QueuePaused(paused=True))
        raise ValueError("no")

    def break_a_rule(repos):
        put("worse")(repos)
        repos.sessions._connection.execute(text("INSERT INTO meta VALUES ('worse', 'twice')"))

    writes = [
        asyncio.ensure_future(library.write(work))
        for work in (put("a"), fail, put("b"), break_a_rule, put("c"))
    ]
    await asyncio.sleep(0)
    gate.opened.set()
    ended = await asyncio.gather(*writes, return_exceptions=True)

    assert [type(one).__name__ for one in ended] == [
        "NoneType",
        "ValueError",
        "NoneType",
        "IntegrityError",
        "NoneType",
    ]
    assert [await library.read(fact(key)) for key in ("a", "bad", "b", "worse", "c")] == [
        "x",
        "",
        "x",
        "",
        "x",
    ]
    assert library.published == []


async def test_each_of_several_sees_what_those_before_it_wrote(held):
    library, gate = held
    writes = [
        asyncio.ensure_future(library.write(work))
        for work in (put("a", "1"), fact("a"), put("a", "2"), fact("a"))
    ]
    await asyncio.sleep(0)
    gate.opened.set()

    assert await asyncio.gather(*writes) == [None, "1", None, "2"]


async def test_a_write_nobody_waits_for_any_more_is_committed_and_published(held):
    library, gate = held

    def work(repos):
        put("a")(repos)
        repos.announce(QueuePaused(paused=True))

    waiting = asyncio.ensure_future(library.write(work))
    await asyncio.sleep(0)
    waiting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await waiting
    gate.opened.set()
    await settled(lambda: bool(library.published))

    assert await library.read(fact("a")) == "x"


async def test_what_is_handed_in_is_written_soon_and_its_failure_logged(library, caplog):
    library.store.hand_in(put("a"))
    library.store.hand_in(lambda repos: 1 / 0)
    await library.write(put("b"))

    assert await library.read(fact("a")) == "x"
    assert "A write failed: division by zero" in caplog.text


async def test_closing_finishes_what_was_handed_in(tmp_path):
    library = SqlLibrary(tmp_path)
    for number in range(50):
        library.store.hand_in(put(f"k{number}"))
    await library.store.aclose()
    await library.store.aclose()

    again = library.open()
    assert await again.read(fact("k49")) == "x"
    await again.aclose()


async def test_a_closed_store_refuses_instead_of_waiting_for_ever(tmp_path):
    library = SqlLibrary(tmp_path)
    await library.store.aclose()

    with pytest.raises(RuntimeError, match="closed"):
        await asyncio.wait_for(library.write(put("a")), 5)
    library.store.hand_in(put("a"))


async def test_work_that_ends_an_iteration_by_mistake_does_not_hang(library):
    with pytest.raises(RuntimeError, match="StopIteration"):
        await asyncio.wait_for(library.write(lambda repos: next(iter(()))), 5)


async def test_beside_the_owner_nothing_is_written(library):
    await library.write(put("a"))
    beside = SqlStore(library.place, now=library.clock.now, publish=lambda _: None, read_only=True)

    with pytest.raises(UserFixableError, match="open here"):
        await beside.write(put("b"))
    beside.hand_in(put("b"))

    assert await beside.read(fact("a")) == "x"
    await beside.aclose()
    assert await library.read(fact("b")) == ""


async def test_a_mistake_in_a_statement_is_no_fault_of_the_file(library):
    def work(repos):
        repos.sessions._connection.execute(text("SELECT nonsense"))

    with pytest.raises(Exception, match="nonsense") as raised:
        await library.write(work)
    assert not isinstance(raised.value, UserFixableError)
