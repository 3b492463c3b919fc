from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.ids import LoreId, MessageId, RevisionId, SessionId
from loredesk.domain.notes import NoteRevision, chain, current, folded, in_force, spine
from tests.fakes.library import NOON


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


def test_what_the_author_took_back_counts_nowhere_and_nothing_that_rests_on_it_does():
    revisions = [
        revision("r1", anchors=["m1"]),
        revision("r2", "r1", ["m1"], withdrawn_at=NOON),
        revision("r3", "r2", ["m1"]),
    ]

    assert in_force(revisions, {"m1"}) == {"r1": 1}


def test_what_carries_another_counts_only_where_that_does_not():
    revisions = [
        revision("r1", anchors=["m1", "m2"]),
        revision("r2", anchors=["m1"], merge_of="r1"),
    ]

    assert current(revisions, {"m1"}).id == "r2"
    assert in_force(revisions, {"m1", "m2"}) == {"r1": 1}


@pytest.mark.parametrize("copied", [{"merge_of": "r9"}, {"carried_from": "r9"}])
def test_a_hand_edit_does_not_yield_to_what_is_only_carried(copied):
    revisions = [
        revision("r1", anchors=["m1"]),
        revision("h2", "r1"),
        revision("r3", "r1", ["m1"], **copied),
    ]

    assert set(in_force(revisions, {"m1"})) == {"r1", "h2", "r3"}


def test_what_stands_and_what_it_rests_on_is_the_spine():
    revisions = [
        revision("r1", anchors=["m1"]),
        revision("r2", anchors=["m1"]),
        revision("r3", "r1", ["m2"]),
    ]

    assert [one.id for one in spine(revisions, {"m1", "m2"})] == ["r1", "r3"]
    assert [one.id for one in spine(revisions, {"m1"})] == ["r2"]
    assert spine(revisions, {"m9"}) == ()


def test_a_folded_note_says_what_stands_and_the_last_turn_of_the_line_it_rests_on():
    revisions = [
        revision("r1", anchors=["m1"]),
        revision("h2", "r1", stood_at="m3"),
        revision("r9", anchors=["m4"]),
    ]
    turns = {"m1": 1, "m2": 2, "m3": 3, "m4": 4}

    note = folded(revisions[1], revisions, turns)

    assert (note.revision, note.note_content, note.last_updated_turn) == ("h2", "h2", 3)
    assert (note.session_id, note.entry_id) == ("s", "e")
    assert folded(revisions[1], revisions, {"m1": 1}).last_updated_turn == 1
    assert folded(revisions[1], revisions, {}).last_updated_turn == 0


@given(histories(), st.frozensets(st.sampled_from("abcd")), st.randoms())
def test_the_fold_does_not_depend_on_the_clock(made, line, random):
    ticking = [
        replace(one, created_at=NOON + timedelta(days=random.randint(-99, 99))) for one in made
    ]

    assert in_force(ticking, line) == in_force(made, line)
    standing = current(ticking, line)
    assert (standing and standing.id) == (current(made, line) and current(made, line).id)


@given(histories(), st.frozensets(st.sampled_from("abcd")), st.data())
def test_the_fold_does_not_depend_on_what_is_written_into_other_notes_between(made, line, data):
    number, numbered = 0, []
    for one in made:
        number += data.draw(st.integers(1, 5))
        numbered.append(replace(one, seq=number))

    assert in_force(numbered, line) == in_force(made, line)


@given(histories(), st.frozensets(st.sampled_from("abcd")), st.data())
def test_of_models_alone_more_messages_never_put_anything_out_of_force(made, line, data):
    models = [replace(one, by="model") for one in made]
    more = line | data.draw(st.frozensets(st.sampled_from("abcd")))

    assert set(in_force(models, line)) <= set(in_force(models, more))


@given(histories(), st.frozensets(st.sampled_from("abcd")), st.data())
def test_of_models_alone_more_anchors_never_put_anything_in_force(made, line, data):
    models = [replace(one, by="model") for one in made]
    heavier = [
        replace(one, anchors=one.anchors | data.draw(st.frozensets(st.sampled_from("abcd"))))
        for one in models
    ]

    assert set(in_force(heavier, line)) <= set(in_force(models, line))


@given(histories())
def test_no_revision_rests_on_itself(made):
    for one in made:
        path = [each.id for each in chain(made, one)]
        assert len(path) == len(set(path))
        assert path[-1] == one.id


@given(histories(), st.frozensets(st.sampled_from("abcd")), st.data())
def test_taking_back_and_reinstating_changes_nothing(made, line, data):
    at = data.draw(st.integers(0, len(made) - 1))
    gone = [replace(one, withdrawn_at=NOON) if i == at else one for i, one in enumerate(made)]
    back = [replace(one, withdrawn_at=None) for one in gone]

    assert made[at].id not in in_force(gone, line)
    assert in_force(back, line) == in_force(made, line)
