import pytest

from loredesk.domain.circles import circle_of, joined_to
from loredesk.domain.ids import LinkId, LoreId, WorldId
from loredesk.domain.lore import Link

MARA, WARDENS, CROWN = LoreId("mara"), LoreId("wardens"), LoreId("crown")


def link(relation):
    return Link(
        id=LinkId("l"), world_id=WorldId("w"), from_id=MARA, to_id=WARDENS, relation=relation
    )


@pytest.mark.parametrize(
    "relation",
    [
        "belongs to",
        "leads",
        "is a member of",
        "Member_of",
        "is the captain of",
        "serves in",
        "Sworn to.",
        " leads: ",
    ],
)
def test_a_relation_that_says_so_joins_who_it_is_said_of_to_the_other(relation):
    assert circle_of(link(relation)) == (MARA, WARDENS)


@pytest.mark.parametrize("relation", ["is led by", "includes", "headed by"])
def test_said_the_other_way_round_it_joins_the_other(relation):
    assert circle_of(link(relation)) == (WARDENS, MARA)


@pytest.mark.parametrize(
    "relation",
    ["", "is at odds with", "hunts", "no longer belongs to", "former member of", "was a member of",
     "owes money to", "leads down to", "spies on", "serves against"],
)  # fmt: skip
def test_what_does_not_clearly_say_so_joins_nobody(relation):
    assert circle_of(link(relation)) is None


def test_who_belongs_to_what_belongs_to_something_belongs_to_that_also_in_a_circle():
    belongs = {MARA: [WARDENS], WARDENS: [CROWN], CROWN: [WARDENS]}

    assert joined_to(MARA, belongs) == {MARA, WARDENS, CROWN}
    assert joined_to(CROWN, belongs) == {CROWN, WARDENS}
    assert joined_to(LoreId("otto"), belongs) == {"otto"}
