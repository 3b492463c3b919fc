"""Searching by words, whatever is typed."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from loredesk.recall.lexical import telling_words
from loredesk.storage.engine import open_writer
from loredesk.storage.schema.index import FTS_TABLE
from loredesk.storage.words.fts5 import any_of
from tests.fakes.library import new_database


def found(library, world, words, session=None):
    def work(repos):
        hits = repos.words.find(
            telling_words(words), world_id=world.id, session_id=session, limit=10
        )
        return [repos.lore.get(hit.entry_id).title for hit in hits]

    return library.read(work)


async def test_an_entry_is_found_by_title_alias_and_text_the_title_first(library):
    world = await library.add_world()
    await library.add_entry(world, "Ambrose", "He fears the heron, or nothing.")
    await library.add_entry(world, "The Heron Court", "Nobles.")
    await library.add_entry(world, "Odile", "A spy.", aliases=("Heron",))
    await library.add_entry(await library.add_world("Other"), "Heron", "Elsewhere.")

    titles = await found(library, world, "heron")

    assert titles[0] == "The Heron Court"
    assert sorted(titles) == ["Ambrose", "Odile", "The Heron Court"]


@pytest.mark.parametrize(
    "typed",
    [
        "Straße",
        "STRASSE",
        "strasse",
        "straße",
        "Café",
        "cafe",
        "CAFE\u0301",
        "étude",
        "e\u0301tude",
    ],
)
async def test_letters_are_found_however_they_are_written(library, typed):
    world = await library.add_world()
    await library.add_entry(world, "A", "Die Straße am Café: étude. Auch Strasse.")

    assert await found(library, world, typed) == ["A"]


async def test_a_word_with_a_sharp_s_is_found_as_it_is_written(library):
    world = await library.add_world()
    await library.add_entry(world, "A", "Die Straße.")

    assert await found(library, world, "Straße") == ["A"]


async def test_endings_do_not_count(library):
    world = await library.add_world()
    await library.add_entry(world, "A", "The lanterns were burning.")

    assert await found(library, world, "lantern burns") == ["A"]


async def test_a_text_that_was_replaced_is_no_longer_found(library):
    from dataclasses import replace

    world = await library.add_world()
    entry = await library.add_entry(world, "A", "Gold.")

    def work(repos):
        changed = replace(entry, content="Silver.", revision=2)
        repos.lore.put(changed, by="author")
        library.documents.entry_changed(repos, changed)

    await library.write(work)

    assert await found(library, world, "gold") == []
    assert await found(library, world, "silver") == ["A"]


async def test_a_session_finds_its_own_notes_and_no_others(library):
    world = await library.add_world()
    entry = await library.add_entry(world, "A", "Gold.")
    one, other = [await library.add_session(world, title) for title in ("1", "2")]
    await library.add_note(one.id, entry.id, "Silver.")

    assert await found(library, world, "silver", one.id) == ["A"]
    assert await found(library, world, "silver", other.id) == []
    assert await found(library, world, "silver") == []
    assert await found(library, world, "gold", one.id) == ["A"]
    assert await found(library, world, "gold", other.id) == ["A"]


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """Return a connection to full-text rows."""
    engine = open_writer(new_database(tmp_path_factory.mktemp("fts")))
    with engine.connect() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO {FTS_TABLE} (rowid, title, aliases, body) VALUES (1, 'Mara', '', 'x y')"
        )
        yield connection
    engine.dispose()


MATCH = text(f"SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH :words")
ADD = text(f"INSERT INTO {FTS_TABLE} (rowid, title, aliases, body) VALUES (9, '', '', :body)")
HOSTILE = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from(list("\"'*^:(){}-+,.\x00 NEAROT_")))
)


@given(HOSTILE)
@example('AND OR NOT NEAR("')
@example("title : x")
@example("_ __ ª ² ៣ 🗝")
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_an_author_types_breaks_the_search(words, typed):
    query = any_of(telling_words(typed))

    if query:
        words.execute(MATCH, {"words": query}).all()
    else:
        assert not any(letter.isalnum() for letter in typed)


@given(
    HOSTILE,
    st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=8, max_size=12),
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_word_is_found_in_a_text_that_has_it(words, noise, word):
    with words.begin_nested() as savepoint:
        words.execute(ADD, {"body": f"before {word} after"})
        found = {
            row[0]
            for row in words.execute(MATCH, {"words": any_of(telling_words(word, scene=noise))})
        }
        savepoint.rollback()

    assert 9 in found


def test_nothing_is_asked_of_the_index_without_a_word():
    assert telling_words("… — !?") == ()
