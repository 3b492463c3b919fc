from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId
from loredesk.domain.notes import NoteRevision, chain, current, in_force


def revision(name, base=None, anchors=(), *, seq=None, text=None, **values):
    return NoteRevision(
        id=RevisionId(name),
        session_id=SessionId("s"),
        entry_id=LoreId("e"),
        seq=seq if seq is not None else int(name.lstrip("rhe")),
        base=None if base is None else RevisionId(base),
        anchors=frozenset(map(MessageId, anchors)),
        content=name if text is None else text,
        by=values.pop("by", "model" if anchors else "author"),
        **values,
    )


def test_a_revision_counts_where_all_its_anchors_are_on_the_line():
    revisions = [revision("r1", anchors=["m1", "m2"])]

    assert current(revisions, {"m1"}) is None
    assert current(revisions, {"m1", "m2", "m3"}) == revisions[0]


def test_a_revision_whose_base_does_not_count_does_not_count_either():
    revisions = [revision("r1", anchors=["m1"]), revision("r2", "r1", ["m2"])]

    assert in_force(revisions, {"m2"}) == {}
    assert in_force(revisions, {"m1", "m2"}) == {"r1": 1, "r2": 2}


def test_the_longest_chain_stands_even_where_another_is_newer():
    revisions = [
        revision("r1", anchors=["m1"]),
        revision("r2", "r1", ["m1"]),
        revision("r3", anchors=["m1"]),
    ]

    assert current(revisions, {"m1"}).id == "r2"


def test_of_chains_of_one_length_the_newer_stands():
    revisions = [revision("r1", anchors=["m1"]), revision("r2", anchors=["m1"])]

    assert current(revisions, {"m1"}).id == "r2"


def test_a_hand_edit_counts_wherever_its_base_does():
    revisions = [revision("r1", anchors=["m1"]), revision("h2", "r1")]

    assert current(revisions, {"m1"}).id == "h2"
    assert current(revisions, {"m0"}) is None


def test_a_hand_edit_yields_where_its_base_was_rewritten_on_another_line():
    revisions = [
        revision("r1", anchors=["m0"]),
        revision("r2", "r1", ["m1"]),
        revision("h3", "r1"),
    ]

    assert current(revisions, {"m0"}).id == "h3"
    assert current(revisions, {"m0", "m1"}).id == "r2"


def test_a_note_begun_by_hand_yields_where_a_turn_began_another():
    revisions = [revision("r1", anchors=["m1"]), revision("h2")]

    assert current(revisions, {"m0"}).id == "h2"
    assert current(revisions, {"m0", "m1"}).id == "r1"


def test_what_rests_on_a_hand_edit_yields_with_it():
    revisions = [
        revision("r1", anchors=["m1"]),
        revision("h2"),
        revision("r3", "h2", ["m0"]),
    ]

    assert set(in_force(revisions, {"m0", "m1"})) == {"r1"}
    assert set(in_force(revisions, {"m0"})) == {"h2", "r3"}


def test_the_chain_of_a_revision_begins_with_the_oldest():
    revisions = [revision("r1", anchors=["m1"]), revision("h2", "r1"), revision("r3", "h2", ["m2"])]

    assert [one.id for one in chain(revisions, revisions[2])] == ["r1", "h2", "r3"]


@st.composite
def histories(draw):
    made = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        base = draw(st.sampled_from([None, *(one.id for one in made)]))
        anchors = draw(st.frozensets(st.sampled_from("abcd"), max_size=2))
        made.append(revision(f"r{number}", base, anchors))
    return made


@given(histories(), st.frozensets(st.sampled_from("abcd")), st.randoms())
def test_the_fold_does_not_depend_on_the_order_in_which_revisions_are_read(made, line, random):
    shuffled = list(made)
    random.shuffle(shuffled)

    assert in_force(shuffled, line) == in_force(made, line)
    assert current(shuffled, line) == current(made, line)


@given(histories(), st.frozensets(st.sampled_from("abcd")))
def test_everything_in_force_rests_on_what_is_in_force(made, line):
    depths = in_force(made, line)

    by_id = {one.id: one for one in made}
    for name, depth in depths.items():
        assert by_id[name].anchors <= line
        assert [depths[one.id] for one in chain(made, by_id[name])] == list(range(1, depth + 1))


@given(histories(), st.frozensets(st.sampled_from("abcd")))
def test_a_revision_of_a_model_with_its_base_and_anchors_is_never_hidden(made, line):
    depths = in_force(made, line)

    for one in made:
        if one.by == "model" and one.anchors <= line and (one.base is None or one.base in depths):
            assert one.id in depths
