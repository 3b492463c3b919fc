import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import (
    CATEGORIES,
    LOCKABLE,
    LoreEntry,
    LoreRevision,
    World,
    composite,
    handle_letter,
    is_visible,
    name_key,
    own_fields,
    resolved,
)
from tests.fakes.library import NOON


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Drowned Bell", "drowned bell"),
        ("  Éva   O'Hara ", "eva o hara"),
        ("The", "the"),
        ("A.", "a"),
        ("An Elder, of Ash-Gate", "elder of ash gate"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_case_accents_articles_and_punctuation_do_not_count_in_a_name(name, key):
    assert name_key(name) == key


@given(st.text(max_size=40))
def test_the_key_of_a_name_does_not_depend_on_case_or_spacing(name):
    assert name_key(f"  {name.casefold()} ") == name_key(name)


def test_every_known_category_has_a_letter_of_its_own():
    letters = [handle_letter(category) for category in CATEGORIES]

    assert len(set(letters)) == len(letters)
    assert handle_letter("cult") == "x"


def test_a_composite_has_a_part_for_the_note_only_where_there_is_one():
    assert composite("Canon.") == "[Base Lore]\nCanon."
    assert composite("Canon.", "Note.") == (
        "[Base Lore]\nCanon.\n\n[Session-Specific Notes]\nNote."
    )


def test_an_entry_of_a_session_is_not_canon():
    canon = LoreEntry(id=LoreId("e"), world_id=WorldId("w"), handle="c1", title="Mara")
    own = LoreEntry(
        id=LoreId("e"),
        world_id=WorldId("w"),
        handle="c1",
        title="Mara",
        aliases=("Ferry",),
        session_id=SessionId("s"),
        origin_message=MessageId("m"),
    )

    assert (canon.origin, own.origin) == ("canon", "session")
    assert own.names == ("Mara", "Ferry")


def test_the_categories_and_the_letters_of_their_handles_are_known():
    assert [(one, handle_letter(one)) for one in CATEGORIES] == [
        ("character", "c"),
        ("location", "l"),
        ("faction", "f"),
        ("item", "i"),
        ("concept", "k"),
        ("event", "e"),
    ]


def entry(**values):
    return LoreEntry(
        **{"id": LoreId("e"), "world_id": WorldId("w"), "handle": "c1", "title": "Mara", **values}
    )


def test_a_new_entry_is_an_unlocked_concept_nobody_generated():
    found = entry()

    assert (found.category, found.content, found.revision) == ("concept", "", 1)
    assert not found.always_on
    assert not found.is_dynamically_generated
    assert not any(found.is_locked(name) for name in LOCKABLE)
    assert hash(found) == hash(entry(foreign={"kept": 1}))


def test_a_new_world_has_a_narrator_and_nothing_else():
    world = World(id=WorldId("w"), title="Tarn")

    assert (world.narrator, world.description, world.opening) == ("Narrator", "", "")


def test_a_field_is_locked_alone_or_with_the_whole_entry():
    assert LOCKABLE == ("title", "category", "content", "tags", "aliases", "note", "visibility")
    assert [entry(locked=frozenset({"note"})).is_locked(one) for one in ("note", "title")] == [
        True,
        False,
    ]
    assert all(entry(locked=frozenset({"entry"})).is_locked(one) for one in LOCKABLE)


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        ({}, True),
        ({"session_id": "s", "origin_message": "m1"}, True),
        ({"session_id": "s", "origin_message": "m2"}, False),
        ({"session_id": "s"}, True),
        ({"origin_message": "m2"}, True),
        ({"deleted_at": "now"}, False),
        ({"session_id": "s", "origin_message": "m1", "deleted_at": "now"}, False),
    ],
)
def test_canon_is_seen_everywhere_a_newcomer_with_its_message_and_the_trash_nowhere(values, seen):
    assert is_visible(entry(**values), {"m1"}) is seen


EMPTY = {
    "title": "",
    "category": "",
    "content": "",
    "tags": [],
    "aliases": [],
    "always_on": False,
}


def version(number, by, **fields):
    return LoreRevision(revision=number, by=by, created_at=NOON, fields={**EMPTY, **fields})


def test_a_field_belongs_to_who_changed_it_last():
    first = version(1, "author", title="Mara", content="A.")
    second = version(2, "model", title="Mara", content="B.")
    third = version(3, "author", title="Mara", content="B.", tags=["ferry"])

    assert own_fields([first]) == {"title", "content"}
    assert own_fields([first, second]) == {"title"}
    assert own_fields([first, second, third]) == {"title", "tags"}
    assert own_fields([first, second, third], writer="model") == {"content"}


def test_fields_nobody_filled_in_belong_to_nobody():
    assert own_fields([version(1, "author")]) == frozenset()
    assert own_fields([version(1, "author", **dict.fromkeys(EMPTY, "x"))]) == set(EMPTY)
    assert version(1, "author").why == ""
    assert hash(version(1, "author")) == hash(version(1, "author", title="Mara"))


def test_a_merged_entry_leads_to_the_one_that_stands_for_it_however_far():
    assert resolved("a", {}) == "a"
    assert resolved("a", {"a": "b", "b": "c"}) == "c"
    assert resolved("b", {"a": "b"}) == "b"


def test_entries_that_were_merged_in_a_circle_lead_to_one_of_them():
    assert resolved("a", {"a": "b", "b": "a"}) == "b"
    assert resolved("a", {"a": "a"}) == "a"
    assert resolved("a", {"a": "b", "b": "c", "c": "b"}) == "c"
