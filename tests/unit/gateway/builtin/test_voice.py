from dataclasses import replace

import pytest

from loredesk.gateway.builtin.voice import Voice
from loredesk.ports.task_inputs import KnownEntry, ReplyInputs


def voice(*entries):
    inputs = ReplyInputs(world="W", narrator="N", message="I wait.", turn=2, entries=entries)
    return Voice(inputs, has_you=True)


@pytest.fixture
def pim() -> KnownEntry:
    return KnownEntry(handle="c1", title="Pim Oster", category="character")


@pytest.mark.parametrize(
    "note",
    [
        "It is the arm he signs with.",
        "Most of them keep it.",
        "Nobody slept that night.",
        "For a while nothing answers, and that too is an answer of a kind.",
        "Pim Oster waits, without seeming to.",
        "Pim Oster arrests him.",
    ],
)
def test_a_sentence_of_a_note_that_does_not_say_whom_it_is_about_is_not_retold(pim, note):
    kept = replace(pim, note=f"Pim Oster has lost the key. {note}")

    assert voice(kept).note(kept).casefold().endswith("pim oster has lost the key.")
    assert voice(kept).note(replace(pim, note=note)) == ""


def test_he_at_the_beginning_of_a_note_is_its_bearer(pim):
    his = replace(pim, content="A boy with his whistle.", note="He has lost an arm.")

    assert voice(his).note(his).endswith("Pim Oster has lost an arm.")
    assert voice(his).note(replace(his, note="She has lost an arm.")) == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Most of them keep it. He has perfect pitch.", "Pim Oster has perfect pitch."),
        ("It was winter then. In ten years he has slept twice.", "In ten years Pim Oster has"),
    ],
)
def test_lore_is_retold_where_it_names_its_bearer(pim, content, told):
    entry = replace(pim, content=f"A boy who hides his things. {content}")

    spoken = voice(entry).lore(entry, count=9)

    assert told in spoken
    assert "boy who hides" in spoken


def test_a_thing_is_named_where_its_lore_is_quoted_alone():
    bell = KnownEntry(
        handle="i1",
        title="The Tongue",
        category="item",
        aliases=("the clapper",),
        content="The clapper of the great bell. They carried it away.",
    )

    assert voice(bell).lore(bell, count=2) == "The Tongue is the clapper of the great bell."
