import re
from dataclasses import replace

import pytest

from loredesk.domain.panel import split_reply
from loredesk.gateway.builtin.analyst import analysis
from loredesk.gateway.builtin.narrator import reply
from loredesk.gateway.builtin.writer import entity
from loredesk.ports.task_inputs import CreationInputs, ReplyInputs

BAKER = "Anna Berg, a baker, opens her shop in Malmö. The cat Ziggy follows her."
SISTER = "My sister Karin arrives from Oslo."
TRADERS = "Łukasz Żółć, a smith from Kraków, and 李小龙, a fur trader, come in."
STRANGER = "I see a stranger, a man in a fox coat called Teodor Vash, who paid in lowland coin, by the gate."


def written(inputs):
    return {
        one["name"]: entity(
            CreationInputs(
                world=inputs.world,
                turn=inputs.turn,
                entity_type=one["entity_type"],
                name=one["name"],
                summary=one["creation_summary"],
                quote=one["quote"],
                messages=inputs.messages,
                entries=inputs.entries,
            )
        )
        for one in analysis(inputs)["creations"]
    }


@pytest.mark.parametrize(
    ("author", "names"),
    [
        (BAKER, {"Anna Berg": "character", "Ziggy": "character", "Malmö": "location"}),
        (SISTER, {"Karin": "character"}),
        (TRADERS, {"Łukasz Żółć": "character", "李小龙": "character"}),
        ("Ольга Петрова, a nurse, sits down.", {"Ольга Петрова": "character"}),
        ("Ida Lund opens the window.", {"Ida Lund": "character"}),
        ('"Come in," says Tomas.', {"Tomas": "character"}),
        ("We travel to Lund.", {"Lund": "location"}),
        ("I see a man in a village called Tarn.", {"Tarn": "location"}),
        ("There is a woman with a scar called Ada Roe.", {"Ada Roe": "character"}),
        ("In January I believe in Anna, in English.", {}),
    ],
)
def test_an_empty_world_fills_from_the_first_turn(turn, author, names):
    found = analysis(replace(turn(author), entries=()))

    assert {one["name"]: one["entity_type"] for one in found["creations"]} == names


@pytest.mark.parametrize(
    ("author", "name", "said"),
    [
        (BAKER, "Anna Berg", "Anna Berg is a baker. Anna Berg opens her shop in Malmö."),
        (BAKER, "Ziggy", "Ziggy is the cat. Ziggy follows Anna Berg."),
        (SISTER, "Karin", "Karin is the traveller's sister. Karin arrives from Oslo."),
        (TRADERS, "李小龙", "李小龙 is a fur trader."),
        (STRANGER, "Teodor Vash", "Teodor Vash is a man in a fox coat, who paid in lowland coin."),
        ("The village is called Tarn.", "Tarn", "The village is called Tarn."),
    ],
)
def test_a_newcomers_entry_is_good_english(turn, author, name, said):
    content = written(replace(turn(author), entries=()))[name]["content"]

    assert content.startswith(said)
    assert not re.search(r"\bis (?:the|an?) [\w\s]*\b(?:is|are|was)\.", content)


def test_newcomers_are_in_the_panel_from_that_turn_on():
    inputs = ReplyInputs(world="Own", narrator="Narrator", message=BAKER, turn=1)

    _, panel = split_reply(reply(inputs), ())
    _, later = split_reply(reply(replace(inputs, message="I wait.", turn=2, panel=panel)), ())

    assert panel.present == ("Anna Berg", "Ziggy")
    assert panel.place == "Malmö"
    assert later.present == ("you", "Anna Berg", "Ziggy")
