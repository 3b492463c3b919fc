from loredesk.gateway.builtin.analyst import analysis
from loredesk.gateway.builtin.writer import entity
from loredesk.ports.task_inputs import CreationInputs


def written(inputs, at: int = 0):
    found = analysis(inputs)["creations"][at]
    return entity(
        CreationInputs(
            world=inputs.world,
            turn=inputs.turn,
            entity_type=found["entity_type"],
            name=found["name"],
            summary=found["creation_summary"],
            quote=found["quote"],
            messages=inputs.messages,
            entries=inputs.entries,
        )
    )


def test_an_entry_says_what_the_newcomer_is_and_what_it_does(turn):
    entry = written(
        turn(
            "In the Gull's Rest I meet Tamsin Reed, a pilot with a wooden ear. She counts the bells."
        )
    )

    assert entry["title"] == "Tamsin Reed"
    assert entry["category"] == "character"
    assert entry["content"] == (
        "Tamsin Reed is a pilot with a wooden ear. In the Gull's Rest the traveller meets Tamsin "
        "Reed. Tamsin Reed counts the bells. First appeared in turn 3."
    )
    assert entry["tags"] == ["pilot", "newcomer"]
    assert entry["aliases"] == ["Tamsin", "Reed"]
    assert entry["connections"] == [{"to": "l1", "relation": "was first seen at"}]


def test_a_company_is_many(turn):
    entry = written(turn("A company of divers known as the Lead Brothers comes ashore, singing."))

    assert entry["content"].startswith(
        "The Lead Brothers are a company of divers. The Lead Brothers come ashore, singing."
    )


def test_a_part_of_the_name_that_somebody_else_has_is_no_alias(turn):
    entry = written(turn("There is a girl named Oda Fenwick, and she stares."))

    assert entry["aliases"] == ["Oda"]


def test_even_a_bare_name_makes_an_entry(entries):
    entry = entity(
        CreationInputs(
            world="Island", turn=0, entity_type="item", name="Mercy", summary="", quote=""
        )
    )

    assert entry["content"] == "Little is known about Mercy yet."
    assert entry["connections"] == []
