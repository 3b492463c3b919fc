import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import LoreId, MessageId, SessionId, WorldId
from loredesk.domain.lore import (
    CATEGORIES,
    LoreEntry,
    composite,
    handle_letter,
    name_key,
)


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
