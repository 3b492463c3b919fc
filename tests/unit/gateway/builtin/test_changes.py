from dataclasses import replace

import pytest

from loredesk.gateway.builtin.analyst import analysis
from loredesk.gateway.builtin.changes import find_changes
from loredesk.gateway.builtin.pronouns import resolved
from loredesk.gateway.builtin.prose import Names, sentences, third_person
from loredesk.ports.task_inputs import KnownEntry


def changed(entries, text):
    return [one.entry.handle for one in find_changes(sentences(text), Names(entries))]


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("Mara has decided to close the light.", ["c1"]),
        ("Mara no longer trusts Joren.", ["c1", "c2"]),
        ("Joren owes Mara a boat.", ["c2", "c1"]),
        ("Mara inherits the Gull's Rest.", ["c1", "l1"]),
        ("Joren refuses to pay.", ["c2"]),
        ("Mara promises Joren a bed.", ["c1", "c2"]),
        ("Mara forgives Joren.", ["c1", "c2"]),
        ("Joren has forgotten the way.", ["c2"]),
        ("Mara learns the tongue of gulls.", ["c1"]),
    ],
)
def test_what_people_decide_and_owe_and_break_with_is_a_change(entries, text, handles):
    assert changed(entries, text) == handles


def test_who_is_mentioned_in_passing_is_not_changed(entries):
    text = "Mara walks past Joren and hands the Brass Key to a boy, thinking of the Salt Guild."

    assert changed(entries, text) == ["c1", "i1"]


def test_nothing_is_missed_in_a_long_turn(turn):
    idle = "The sea goes on with what it was doing, and the gulls with theirs. " * 20
    text = (
        "Mara gives Joren the lamp. Mara sells the Brass Key. Joren leaves the Salt Guild. "
        f"{idle} Mara loses her boots. Joren finds a coin. The North Light burns. {idle} "
        "Joren has decided to leave the island. Mara no longer trusts Joren."
    )

    told = {one["update_summary"] for one in analysis(turn(text))["updates"]}

    assert "Joren has decided to leave the island." in told
    assert "Mara no longer trusts Joren." in told


def test_him_in_a_second_clause_is_who_was_named_before(entries):
    lines = ["Joren Hale hides.", "Mara arrests him, and the Salt Guild is glad."]

    told = [one.summary for one in find_changes(lines, Names(entries))]

    assert any("arrests Captain Joren Hale" in one for one in told)


def test_what_i_do_next_is_told_in_the_same_person():
    assert third_person("I go to Lund and meet Åsa.") == "The traveller goes to Lund and meets Åsa."


def test_he_is_not_the_woman_who_was_named_first(entries):
    mara = replace(entries[0], note="Joren owes Mara a net, and he sells his boat.")
    lines = ["Mara Fenwick arrests Joren Hale.", "He is hanged at noon."]

    told = resolved(lines, Names((mara, *entries[1:])))

    assert told[1] == "Captain Joren Hale is hanged at noon."


def test_who_is_hanged_is_who_was_arrested(entries):
    aldous = KnownEntry(handle="c9", title="Father Aldous", category="character")
    lines = ["Father Aldous arrests Joren Hale.", "He is hanged at noon."]

    assert resolved(lines, Names((*entries, aldous)))[1].startswith("Captain Joren Hale is hanged")
    assert resolved([lines[0], "He sleeps well."], Names((*entries, aldous)))[1].startswith(
        "Father"
    )
