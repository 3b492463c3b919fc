"""What a store on a file makes of a disk that is full, read-only or damaged."""

import asyncio

import pytest
from sqlalchemy import text

from loredesk.domain.errors import UserFixableError
from tests.fakes.gates import Gate
from tests.fakes.library import SqlLibrary


@pytest.fixture
async def library(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        yield library


def put(key, value="x"):
    return lambda repos: repos.ledger.put_fact(key, value)


def fact(key):
    return lambda repos: repos.ledger.fact(key)


async def limit(library, pages):
    """Let the file grow by so many pages only; None for as far as it likes."""

    def work(repos):
        connection = repos.sessions._connection
        count = connection.execute(text("PRAGMA page_count")).scalar_one()
        most = 1_000_000 if pages is None else count + pages
        connection.execute(text(f"PRAGMA max_page_count = {most}"))

    await library.write(work)


async def test_a_full_disk_is_a_sentence_and_loses_nothing(library):
    await library.write(put("a", "kept"))
    await limit(library, 1)

    with pytest.raises(UserFixableError, match="full") as refused:
        await library.write(put("b", "x" * 1_000_000))

    assert "Free some space" in refused.value.hint
    assert await library.read(fact("a")) == "kept"
    assert await library.read(fact("b")) == ""
    await limit(library, None)
    await library.write(put("b", "x" * 1_000_000))
    assert len(await library.read(fact("b"))) == 1_000_000


async def test_one_write_too_large_for_the_disk_does_not_take_its_neighbours(library):
    await limit(library, 1)
    gate = Gate()
    first = asyncio.ensure_future(library.write(gate))
    await asyncio.to_thread(gate.entered.wait, 10)
    writes = [
        asyncio.ensure_future(library.write(work))
        for work in (put("a"), put("large", "x" * 1_000_000), put("b"))
    ]
    await asyncio.sleep(0)
    gate.opened.set()
    ended = await asyncio.gather(first, *writes, return_exceptions=True)

    assert [type(one).__name__ for one in ended] == [
        "str",
        "NoneType",
        "UserFixableError",
        "NoneType",
    ]
    assert [await library.read(fact(key)) for key in ("a", "large", "b")] == ["x", "", "x"]


async def test_a_file_that_may_not_be_written_is_a_sentence(library):
    def forbid(repos):
        repos.sessions._connection.execute(text("PRAGMA query_only = ON"))

    await library.write(forbid)

    with pytest.raises(UserFixableError, match="readonly") as refused:
        await library.write(put("a"))
    assert "Make it writable" in refused.value.hint


async def test_a_file_that_is_damaged_later_is_a_sentence(tmp_path):
    library = SqlLibrary(tmp_path)
    await library.store.aclose()
    content = bytearray(library.file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    library.file.write_bytes(content)
    store = library.open()

    with pytest.raises(UserFixableError, match="could not be used") as refused:
        await store.read(fact("a"))
    assert "backup list" in refused.value.hint
    await store.aclose()
