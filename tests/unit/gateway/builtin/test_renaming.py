from dataclasses import replace

import pytest

from loredesk.gateway.builtin.analyst import analysis
from loredesk.gateway.builtin.prose import Names


@pytest.mark.parametrize(
    ("author", "told"),
    [
        (
            "We rename the Gull's Rest: from tonight the inn is called The Silent Cup.",
            "The Gull's Rest is called The Silent Cup from tonight.",
        ),
        (
            "We rename the Gull's Rest: henceforth it is called Mara's Rest.",
            "The Gull's Rest is called Mara's Rest henceforth.",
        ),
        (
            "From tonight the Gull's Rest is called The Silent Cup.",
            "The Gull's Rest is called The Silent Cup from tonight.",
        ),
        ("We call the Gull's Rest the Silent Cup.", "The Gull's Rest is called the Silent Cup."),
        (
            "I stand in the Gull's Rest. The inn is now called The Silent Cup.",
            "The Gull's Rest is called The Silent Cup.",
        ),
    ],
)
def test_a_new_name_for_a_known_thing_is_an_update_and_no_newcomer(turn, author, told):
    found = analysis(turn(author))

    assert found["creations"] == []
    assert [(one["lore_entry_id"], one["update_summary"]) for one in found["updates"]] == [
        ("l1", told)
    ]


def test_a_name_for_something_else_is_a_newcomer_told_in_the_authors_words(turn):
    found = analysis(turn("The village is called Tarn."))

    assert [(one["name"], one["entity_type"]) for one in found["creations"]] == [
        ("Tarn", "location")
    ]
    assert "The village is called Tarn." in found["creations"][0]["creation_summary"]


def test_the_thing_is_known_by_its_new_name_from_then_on(entries):
    renamed = replace(entries[2], note="The Gull's Rest is called The Silent Cup (turn 3).")

    named = Names((renamed, *entries[:2])).named("I walk to the Silent Cup.")

    assert [one.handle for one in named] == ["l1"]


@pytest.mark.parametrize(
    "author",
    [
        "Is the Gull's Rest called The Cup?",
        "It is called a shame.",
        "I sit in the Gull's Rest. We rename the boat: henceforth it is called Tom's Light.",
    ],
)
def test_a_question_or_a_name_for_something_unknown_renames_nothing(turn, author):
    assert analysis(turn(author))["updates"] == []
