from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import LoreId
from loredesk.domain.visibility import EVERYONE, SECRET, Visibility

MARA, OTTO = LoreId("mara"), LoreId("otto")

visibilities = st.none() | st.frozensets(st.text(max_size=4).map(LoreId), max_size=4)


def test_everyone_knows_what_nothing_is_said_of_and_nobody_a_secret():
    assert Visibility() == EVERYONE
    assert EVERYONE.kind == "everyone"
    assert EVERYONE.lets(())
    assert SECRET.kind == "secret"
    assert not SECRET.lets({MARA})


def test_what_some_know_nobody_else_does():
    known = Visibility.known_by(MARA)

    assert known.kind == "known"
    assert known.lets({OTTO, MARA})
    assert not known.lets({OTTO})
    assert not known.lets(())


def test_known_by_none_in_particular_is_a_secret():
    assert Visibility.known_by() == SECRET


def test_people_can_have_other_ids_elsewhere():
    known = Visibility.known_by(MARA, OTTO)

    assert known.with_ids({MARA: LoreId("m2")}) == Visibility.known_by(LoreId("m2"), OTTO)
    assert EVERYONE.with_ids({MARA: OTTO}) == EVERYONE


@given(visibilities.map(Visibility))
def test_it_is_read_back_as_it_was_kept(one):
    assert Visibility.of_json(one.as_json()) == one


def test_what_makes_no_sense_is_known_to_nobody_rather_than_to_all():
    assert Visibility.of_json("everyone") == SECRET
    assert Visibility.of_json({"by": None}) == SECRET
    assert Visibility.of_json([1, None]) == SECRET
    assert Visibility.of_json(["mara", 7]) == Visibility.known_by(MARA)
