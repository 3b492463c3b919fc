"""Learned weights are read once, and used only where they were measured as they would be used."""

import asyncio

import pytest

from loredesk.domain.events import WeightsChanged
from loredesk.domain.lessons import Verdict
from loredesk.recall.story.weights import BUILT_IN, FIRST, SECOND, basis_of
from loredesk.recall.weight_books import WeightBooks
from tests.fakes.lessons import learned, lesson
from tests.fakes.library import EMBEDDER, SqlLibrary

OTHER = {**FIRST, "words": 0.5}


class Books:
    """A world with a session, and the weights that count in it."""

    def __init__(self, library, session):
        self.library, self.session = library, session
        self.model = EMBEDDER
        self.books = WeightBooks(store=library.store, model=lambda: self.model, hub=library.hub)

    async def keep(self, *, tell=True, **values):
        kept = learned(self.session.world_id, self.session.id, **{"first": OTHER, **values})
        await self.library.write(lambda repos: repos.weights.put(kept))
        if tell:
            self.tell()

    async def forget(self):
        await self.library.write(lambda repos: repos.weights.forget(self.session.world_id))
        self.tell()

    def tell(self):
        self.library.hub.publish(WeightsChanged(world_id=self.session.world_id))

    async def found(self):
        return await self.books.of_session(self.session.id)


@pytest.fixture
async def world(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        yield Books(library, await library.add_session(await library.add_world()))


@pytest.fixture
def readings(world, monkeypatch):
    """Return a list that grows with every reading of the library."""
    read, done = world.library.store.read, []

    async def reading(work):
        done.append(work)
        return await read(work)

    monkeypatch.setattr(world.library.store, "read", reading)
    return done


async def test_where_nothing_was_learned_the_built_in_weights_count(world):
    assert await world.found() == BUILT_IN


async def test_what_was_learned_counts_in_its_world_and_in_no_other(world):
    other = await world.library.add_session(await world.library.add_world("Overquay"))
    await world.keep()

    assert await world.found() == (OTHER, SECOND)
    assert await world.books.of_session(other.id) == BUILT_IN


async def test_the_library_is_read_once_until_something_else_is_learned(world, readings):
    await world.found()
    before = len(readings)
    assert [await world.found() for _ in range(3)] == [BUILT_IN] * 3
    assert len(readings) == before

    await world.keep()
    assert await world.found() == (OTHER, SECOND)
    await world.forget()
    assert await world.found() == BUILT_IN


async def test_what_changes_while_it_is_read_is_read_again(world, monkeypatch):
    await world.found()
    world.tell()
    read, has_read, go_on = world.library.store.read, asyncio.Event(), asyncio.Event()

    async def slow(work):
        result = await read(work)
        has_read.set()
        await go_on.wait()
        return result

    monkeypatch.setattr(world.library.store, "read", slow)
    early = asyncio.create_task(world.found())
    await has_read.wait()
    await world.keep()
    go_on.set()

    assert await early == BUILT_IN
    assert await world.found() == (OTHER, SECOND)


async def test_another_embedder_proves_nothing_of_what_was_learned_with_this_one(world):
    await world.keep()
    assert await world.books.in_session(world.session.id) is not None

    world.model = "another"
    assert await world.found() == BUILT_IN
    assert await world.books.in_session(world.session.id) is None
    assert (await world.books.kept(world.session.world_id)).basis == basis_of(EMBEDDER)

    world.model = EMBEDDER
    assert await world.found() == (OTHER, SECOND)


@pytest.mark.parametrize(
    "values",
    [
        {"basis": f"{EMBEDDER} 000000000000"},
        {"lesson": lesson(verdict=Verdict.BELOW_SINGLE)},
        {"first": {"words": 1.0}},
        {"first": {**FIRST, "unheard": 1.0}},
        {"second": {**SECOND, "words": "much"}},
        {"second": {**SECOND, "words": float("nan")}},
        {"second": {**SECOND, "words": None}},
        {"second": {**SECOND, "words": 10**400}},
    ],
    ids=[
        "other weights",
        "not proved",
        "too few",
        "too many",
        "a word",
        "no number",
        "nothing",
        "beyond numbers",
    ],
)
async def test_what_cannot_be_used_is_not(world, values):
    await world.keep(**values)

    assert await world.found() == BUILT_IN


async def test_what_is_damaged_stops_no_reply(world, caplog):
    await world.keep(tell=False)
    await world.library.write(
        lambda repos: repos.weights._connection.exec_driver_sql(
            "UPDATE learned_weights SET weights = '{'"
        )
    )

    assert await world.found() == BUILT_IN
    assert "cannot be read" in caplog.text
