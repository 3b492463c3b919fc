from dataclasses import replace

import pytest

from loredesk.domain.panel import Panel, split_reply
from loredesk.gateway.builtin.fates import dead, fates
from loredesk.gateway.builtin.narrator import reply
from loredesk.gateway.builtin.prose import Names
from loredesk.gateway.builtin.simulator import simulation
from loredesk.ports.task_inputs import ReplyInputs, SimulationInputs, SpokenMessage

MARA, HALE = "mara fenwick", "captain joren hale"


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("Mara Fenwick is dead: she was found strangled in the snow.", {MARA}),
        ("Mara was found dead on the quay.", {MARA}),
        ("Mara Fenwick, the keeper of the light, is drowned.", {MARA}),
        ("Joren Hale killed Mara.", {MARA}),
        ("Captain Joren Hale is buried next to Mara Fenwick.", {MARA, HALE}),
        ("Mara and Joren have died.", {MARA, HALE}),
        ("I bury Mara under the light.", {MARA}),
        ("Joren fell to his death.", {HALE}),
        ("Joren mourns at Mara's grave.", {MARA}),
        ("They tell me that Joren drowned.", {HALE}),
        ("They executed Joren at noon.", {HALE}),
        ("Mara is dead tired.", set()),
        ("Mara nearly died.", set()),
        ("If Mara is dead, all is lost.", set()),
        ("Mara will be hanged.", set()),
        ("Joren did not kill Mara, nor has Mara died.", set()),
        ("Everyone fears Mara is dead.", set()),
        ("Mara drowned the kittens.", set()),
        ("Mara is buried in work.", set()),
    ],
)
def test_who_is_stated_to_be_dead_is_known(entries, line, lost):
    assert {key for key, is_dead in fates([line], Names(entries)).items() if is_dead} == lost


def test_the_last_word_on_somebodys_fate_counts(entries):
    lines = ["Mara is dead.", "Mara is alive: another was buried."]

    assert fates(lines, Names(entries)) == {MARA: False}


@pytest.mark.parametrize(
    "note", ["Mara Fenwick is drowned (turn 3).", "She was killed at sea.", "Dead since the storm."]
)
def test_a_note_says_who_is_dead(entries, note):
    mara = replace(entries[0], note=note)

    assert dead((mara, *entries[1:])) == {MARA}


def panel_after(entries, message, *, present=("you", "Mara Fenwick"), recent=()):
    inputs = ReplyInputs(
        world="Island",
        narrator="Narrator",
        message=message,
        turn=4,
        entries=entries,
        recent=recent,
        panel=Panel(place="North Light", present=present),
    )
    prose, panel = split_reply(reply(inputs), ())
    return prose, panel.present


def test_the_dead_are_not_in_the_panel_of_the_same_reply(entries):
    prose, present = panel_after(
        entries, "Mara Fenwick is dead: she was found strangled in the snow."
    )

    assert present == ("you",)
    assert prose.count("Mara Fenwick") == 0 or "the next word is yours" not in prose


def test_the_dead_do_not_come_back_when_they_are_named(entries):
    mara = replace(entries[0], note="Mara Fenwick was killed (turn 2).")

    _, noted = panel_after((mara, *entries[1:]), "I speak to Joren Hale of Mara.", present=())
    said = SpokenMessage(speaker="Author", text="Mara Fenwick is dead.", is_author=True)
    _, heard = panel_after(entries, "I speak to Joren of Mara.", present=(), recent=(said,))

    assert noted == heard == ("you", "Captain Joren Hale")


def test_a_newcomer_who_is_dead_on_arrival_is_not_present(entries):
    _, present = panel_after(entries, "Lars Holm, the ferryman, is drowned.")

    assert present == ("you", "Mara Fenwick")


def test_the_dead_are_never_simulated(entries):
    mara = replace(entries[0], note="Mara Fenwick is drowned (turn 3).")
    said = SpokenMessage(speaker="Author", text="Joren Hale was killed.", is_author=True)

    for turn in range(5, 60, 5):
        inputs = SimulationInputs(world="Island", turn=turn, entries=(mara, entries[1]))
        told = simulation(inputs)["updates"]
        assert [one["lore_entry_id"] for one in told] == ["c2"]
        assert simulation(replace(inputs, recent=(said,)))["updates"] == []


def test_nobody_asks_after_the_dead(entries):
    mara = replace(entries[0], content="", note="Mara Fenwick was killed.")
    hale = replace(entries[1], content="", note="Captain Joren Hale owes a coin to Mara Fenwick.")

    for turn in range(5, 60, 5):
        inputs = SimulationInputs(world="Island", turn=turn, entries=(mara, hale))
        assert all("Mara" not in one["update_summary"] for one in simulation(inputs)["updates"])
