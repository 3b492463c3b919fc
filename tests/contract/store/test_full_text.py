"""Searching by words, whatever is typed."""

import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from loredesk.domain.documents import Document
from loredesk.domain.ids import LoreId, WorldId
from loredesk.domain.lore import LoreEntry, World
from loredesk.recall.lexical import telling_words
from loredesk.storage.repos import SqlRepos
from tests.fakes.library import NOON


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


async def test_a_rare_word_tells_more_than_one_that_many_hold(library):
    world = await library.add_world()
    for number in range(20):
        await library.add_entry(world, f"Keeper {number}", "A keeper of stones and of the lantern.")
    await library.add_entry(world, "Mara", "She lost her compass.")

    assert (await found(library, world, "the keepers of a compass"))[0] == "Mara"


async def test_what_all_hold_is_found_where_nothing_else_is_looked_for(library):
    world = await library.add_world()
    for number in range(3):
        await library.add_entry(world, f"Keeper {number}", "A keeper.")

    assert len(await found(library, world, "keeper")) == 3


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


@pytest.fixture
def repos(connection):
    """Return repositories with an entry in them, in a transaction that stays open."""
    repos = SqlRepos(connection, now=lambda: NOON)
    repos.worlds.add(World(id=WORLD, title="Underquay"))
    repos.lore.add(
        LoreEntry(id=ENTRY, world_id=WORLD, handle="c1", title="Mara", category="character"),
        by="author",
    )
    return repos


WORLD, ENTRY = WorldId("w"), LoreId("e")
HOSTILE = st.text(
    st.one_of(
        st.characters(codec="utf-8"), st.sampled_from(list("\"'*^:(){}-+,.\x00 NEAROT_&|!<>"))
    )
)
WORDS = st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=8, max_size=12)
steady = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def search(repos, terms):
    hits = repos.words.find(terms, world_id=WORLD, session_id=None, limit=5)
    return [hit.entry_id for hit in hits]


def write(repos, body, title=""):
    document = Document(
        key="k",
        world_id=WORLD,
        session_id=None,
        entry_id=ENTRY,
        passage=0,
        revision="lore:1",
        text=body,
        text_hash="h",
    )
    repos.documents.replace(None, ENTRY, [document], title=title, aliases=(title,))


@given(HOSTILE)
@example('AND OR NOT NEAR("')
@example("title : x")
@example("_ __ ª ² ៣ 🗝")
@example("' | ! & <-> :*")
@steady
def test_nothing_an_author_types_breaks_the_search(repos, typed):
    search(repos, telling_words(typed))
    search(repos, [typed])
    write(repos, typed, title=typed)


@given(HOSTILE, WORDS)
@example("", "a" * 3000)
@example("", "under_ground")
@steady
def test_a_word_is_found_in_a_text_that_has_it(repos, noise, word):
    write(repos, f"before {word} after")

    assert search(repos, telling_words(word, scene=noise)) == [ENTRY]


@given(HOSTILE, WORDS)
@steady
def test_a_word_is_found_whatever_stands_beside_it(repos, noise, word):
    apart = "".join(sign for sign in noise if not sign.isalnum() and sign != "_")
    apart = "".join(sign for sign in apart if unicodedata.category(sign)[0] not in "MC")
    write(repos, f"{noise} {apart}{word}{apart}")

    assert search(repos, telling_words(word)) == [ENTRY]


def test_a_long_text_with_many_words_is_searched(repos):
    write(repos, " ".join(f"word{number}" for number in range(60_000)))

    assert search(repos, ["word100"]) == [ENTRY]


def test_what_is_forgotten_is_no_longer_found(repos):
    write(repos, "the heron")
    assert search(repos, ["heron"]) == [ENTRY]

    repos.documents.replace(None, ENTRY, ())

    assert search(repos, ["heron"]) == []


def test_nothing_is_asked_of_the_index_without_a_word(repos):
    assert telling_words("… — !?") == ()
    assert search(repos, ()) == []
    assert search(repos, ("", " ", "—")) == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("我喜欢东京塔和河边的灯", "东京塔"),
        ("彼女は鍵を湖に落とした", "鍵"),
        ("그녀는 열쇠를 호수에 빠뜨렸다", "열쇠"),
        ("เธอทำกุญแจตกลงไปในทะเลสาบ", "กุญแจ"),
    ],
)
async def test_a_word_is_found_where_no_spaces_part_it_from_others(library, text, typed):
    world = await library.add_world()
    await library.add_entry(world, "A", text)
    await library.add_entry(world, "B", "Something else.")

    assert await found(library, world, typed) == ["A"]
    assert await found(library, world, f"{typed} else") in (["A", "B"], ["B", "A"])
