"""Recall finds by names, and loses neither an entry nor a reply to what goes wrong on the way."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from loredesk.domain.errors import TransientError
from loredesk.domain.events import LoreChanged
from loredesk.recall.engine import Query, RecallEngine
from loredesk.recall.lore_words import WordSearch
from loredesk.recall.name_books import NameBooks
from tests.fakes.library import SqlLibrary
from tests.fakes.tales import WordDirections


class Meaning:
    """Finds by meaning what it is told is close, or fails as it is told."""

    def __init__(self):
        self.error = None
        self.found, self.known = {}, {}
        self.asked = 0

    async def closest(self, text, **how):
        self.asked += 1
        if self.error is not None:
            raise self.error
        return self.found

    async def similarities(self, text, entry_ids, **how):
        self.asked += 1
        if self.error is not None:
            raise self.error
        return {one: self.known[one] for one in entry_ids if one in self.known}


class Table:
    """A world with a session, and recall over it."""

    def __init__(self, library, world, session):
        self.library, self.world, self.session = library, world, session
        self.meaning = Meaning()
        self.likeness = None
        self.thread = ThreadPoolExecutor(max_workers=1)
        self.recall = RecallEngine(
            store=library.store,
            meaning=self.meaning,
            words=WordSearch(
                store=library.store,
                likeness=lambda: self.likeness,
                thread=self.thread,
                hub=library.hub,
            ),
            books=NameBooks(store=library.store, hub=library.hub),
        )

    async def add(self, title, content=""):
        entry = await self.library.add_entry(self.world, title, content)
        self.library.hub.publish(LoreChanged(entry_id=entry.id, world_id=self.world.id))
        return entry.id

    async def rename(self, entry_id, title):
        def work(repos):
            entry = repos.lore.get(entry_id)
            repos.lore.put(replace(entry, title=title, revision=entry.revision + 1), by="author")
            repos.announce(LoreChanged(entry_id=entry_id, world_id=entry.world_id))

        await self.library.write(work)

    async def named(self, text):
        query = Query(world_id=self.world.id, session_id=self.session.id, text=text)
        return {one.entry_id for one in await self.recall.find(query) if one.must}


@pytest.fixture
async def table(tmp_path):
    async with SqlLibrary(tmp_path) as library:
        world = await library.add_world()
        table = Table(library, world, await library.add_session(world))
        yield table
        table.thread.shutdown()


@pytest.mark.parametrize("error", [asyncio.CancelledError(), TransientError("Busy.")])
@pytest.mark.parametrize("first", [True, False])
async def test_a_name_is_known_also_where_the_reading_of_it_failed(
    table, monkeypatch, error, first
):
    if not first:
        await table.named("nobody")
    mara = await table.add("Mara Venn")

    async def fail(_work):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(table.library.store, "read", fail)
        with pytest.raises(type(error)):
            await table.named("I greet Mara Venn.")

    assert await table.named("I greet Mara Venn.") == {mara}


async def test_of_two_first_readings_at_once_neither_puts_an_old_name_back(table, monkeypatch):
    mara = await table.add("Mara Venn")
    read = table.library.store.read
    has_read, let_go = asyncio.Event(), asyncio.Event()
    slow = [True]

    async def reading(work):
        is_slow = slow and slow.pop()
        result = await read(work)
        if is_slow:
            has_read.set()
            await let_go.wait()
        return result

    monkeypatch.setattr(table.library.store, "read", reading)
    loop = asyncio.get_running_loop()
    first = loop.create_task(table.named("I greet Mara Venn."))
    await has_read.wait()
    await table.rename(mara, "Sister Ash")
    second = loop.create_task(table.named("I greet Sister Ash."))
    await asyncio.wait({second}, timeout=0.1)
    let_go.set()

    assert await first == {mara}
    assert await second == {mara}
    assert await table.named("I greet Mara Venn.") == set()
    assert await table.named("I greet Sister Ash.") == {mara}


@pytest.mark.parametrize("error", [TransientError("Away."), ValueError("of another dimension")])
async def test_a_search_by_meaning_that_fails_costs_no_reply(table, error):
    mara = await table.add("Mara Venn")
    table.meaning.error = error

    assert await table.named("I greet Mara Venn.") == {mara}


async def test_what_is_hidden_is_listed_last_and_takes_no_part(table):
    secret, open_one = await table.add("Black Lamp"), await table.add("White Lamp")
    query = Query(
        world_id=table.world.id,
        session_id=table.session.id,
        text="I lift the Black Lamp and the White Lamp.",
        hidden={secret},
    )

    found = await table.recall.find(query)

    assert [(one.entry_id, one.hidden, one.must) for one in found] == [
        (open_one, False, True),
        (secret, True, False),
    ]


async def test_what_only_the_last_messages_name_says_so(table):
    lamp = await table.add("Black Lamp")
    query = Query(
        world_id=table.world.id,
        session_id=table.session.id,
        text="I wait.",
        scene=("They carried in a Black Lamp.",),
        stages={"triggers"},
    )

    (found,) = await table.recall.find(query)

    assert (found.entry_id, found.reason) == (lamp, "named in the last messages")


async def found_for(table, text, **how):
    query = Query(world_id=table.world.id, session_id=table.session.id, text=text, **how)
    return {one.entry_id: one for one in await table.recall.find(query)}


async def test_each_search_says_something_of_what_the_other_has_found(table):
    mara = await table.add("Mara Venn", "She rows a ferry.")
    tower = await table.add("The Tower", "Old stones.")
    table.meaning.found = {tower: 0.7}
    table.meaning.known = {mara: 0.4, tower: 0.7}

    found = await found_for(table, "Who rows a ferry?")

    assert found[mara].scores["meaning"] == 0.4
    assert (found[tower].scores["meaning"], found[tower].scores["words"]) == (0.7, 0)


async def test_it_says_by_which_search_an_entry_is_closest(table):
    mara = await table.add("Mara Venn", "She rows a ferry.")
    tower = await table.add("The Tower", "Old stones.")
    table.meaning.found = {tower: 0.7}
    table.meaning.known = {mara: 0.4, tower: 0.7}

    found = await found_for(table, "Who rows a ferry?")

    assert (found[mara].reason, found[tower].reason) == ("close in words", "close in meaning")


async def test_what_says_the_same_in_other_words_comes_before_what_does_not(table):
    others = [await table.add(f"Stone {number}", "A ferry, old stones.") for number in range(3)]
    mara = await table.add("Mara Venn", "A ferry, a ship.")
    table.likeness = WordDirections(boat=(1, 0), ship=(1, 0.2), stones=(0, 1), ferry=(0, 1))

    found = await found_for(table, "Is there a ferry, or a boat?")

    assert next(iter(found)) == mara
    assert found[mara].scores["otherwise"] > max(found[one].scores["otherwise"] for one in others)


async def test_a_single_search_is_asked_for_no_second_opinion(table):
    mara = await table.add("Mara Venn", "She rows a ferry.")
    table.meaning.known = {mara: 0.4}

    found = await found_for(table, "Who rows a ferry?", stages={"words"})

    assert set(found[mara].scores) == {"words"}


async def test_nobody_waits_twice_for_a_search_by_meaning_that_is_down(table):
    mara = await table.add("Mara Venn", "She rows a ferry.")
    table.meaning.error = TransientError("The server is away.")

    found = await found_for(table, "Who rows a ferry?")

    assert (list(found), table.meaning.asked) == ([mara], 1)
