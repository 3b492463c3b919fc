from dataclasses import replace

from loredesk.domain.panel import Panel
from loredesk.gateway.builtin.simulator import simulation
from loredesk.ports.task_inputs import SimulationInputs


def steps(entries, *, turn=5, present=()):
    people = tuple(entry for entry in entries if entry.category == "character")
    found = simulation(
        SimulationInputs(
            world="Island", turn=turn, entries=people, panel=Panel(present=tuple(present))
        )
    )
    return {one["lore_entry_id"]: one["update_summary"] for one in found["updates"]}


def test_at_most_two_move_and_nobody_who_is_on_scene(entries):
    extra = tuple(replace(entries[0], handle=f"c{at}", title=f"Person {at}") for at in range(3, 9))

    assert len(steps((*entries, *extra))) == 2
    assert "c1" not in steps(entries, present=("Mara Fenwick",))
    assert steps(entries, present=("Mara Fenwick", "Captain Joren Hale")) == {}


def test_what_they_do_comes_from_their_lore_and_changes_with_the_turn(entries):
    told = {summary for turn in range(5, 60, 5) for summary in steps(entries, turn=turn).values()}

    assert any("to leave the island" in summary for summary in told)
    assert any("the Salt Guild a ship" in summary for summary in told)
    assert any("fog and debts" in summary for summary in told)
    assert len(told) > 4


def test_a_development_is_not_told_again_when_the_note_has_it(entries):
    first = steps(entries)["c1"]
    second = steps((replace(entries[0], note=first),))["c1"]

    assert first != second
    assert steps((replace(entries[0], note=f"{first} {second}"),)) == {}


def test_the_latest_note_goes_on(entries):
    mara = replace(entries[0], content="", note="Mara Fenwick has met Tamsin Reed (turn 3).")

    told = {steps((mara,), turn=turn).get("c1", "") for turn in range(5, 60, 5)}

    assert "Mara Fenwick has not let the matter rest, and asks quietly after Tamsin Reed." in told
