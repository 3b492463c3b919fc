from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.diff import sentences
from loredesk.domain.merge import merged

SENTENCES = st.lists(
    st.sampled_from(["Mara waits. ", "She nods. ", "It rains. ", "A bell rings. "]), max_size=6
).map("".join)
ANY = st.one_of(SENTENCES, st.text(max_size=40))


@given(ANY, ANY)
def test_an_edit_that_changed_nothing_leaves_the_other_text_alone(base, other):
    assert merged(base, base, other) == other


@given(ANY, ANY)
def test_an_edit_on_its_own_base_is_the_edit(base, edited):
    assert merged(base, edited, base) == edited


@given(ANY, ANY)
def test_an_edit_that_the_other_text_has_already_is_not_put_in_twice(base, edited):
    assert merged(base, edited, edited) == edited


@given(ANY, ANY)
def test_an_edit_on_the_empty_text_adds_to_any_other(edited, other):
    result = merged("", edited, other)

    assert result is not None
    assert set(sentences(result)) == {*sentences(edited), *sentences(other)}


def test_edits_in_different_sentences_are_both_kept():
    base = "Mara waits. She nods. It rains."

    assert (
        merged(base, "Mara runs. She nods. It rains.", "Mara waits. She nods. It snows.")
        == "Mara runs. She nods. It snows."
    )


def test_an_added_sentence_follows_the_sentence_it_followed():
    result = merged("One. Two. ", "One. New. Two. ", "Zero. One. Two. Three. ")

    assert result == "Zero. One. New. Two. Three. "


def test_edits_of_the_same_sentence_collide():
    assert merged("Mara waits.", "Mara runs.", "Mara sleeps.") is None


def test_an_edit_of_a_sentence_that_is_gone_collides():
    assert merged("One. Two. Three.", "One. Zwei. Three.", "One. Three.") is None


def test_a_sentence_removed_by_the_edit_is_removed_from_the_other():
    assert merged("One. Two. Three. ", "One. Three. ", "Zero. One. Two. Three. ") == (
        "Zero. One. Three. "
    )


def test_an_addition_to_a_text_of_which_nothing_is_left_is_appended():
    assert merged("Gone. ", "Gone. New.", "Other. ") == "Other. New."


def test_a_sentence_added_at_the_end_fits_a_text_that_goes_on():
    assert merged("Mara waits.", "Mara waits. She is ill.", "Mara waits. It rains.") == (
        "Mara waits. She is ill. It rains."
    )


def test_a_change_the_other_text_has_already_is_left_as_it_is():
    assert merged("One. Two.", "One. Zwei.", "One. Zwei. Three.") is None
    assert merged("One. Two. Three.", "One. Zwei. Three.", "Zero. One. Zwei. Three.") == (
        "Zero. One. Zwei. Three."
    )
    assert merged("One. Two.", "One. New. Two.", "One. It rains. New. Two.") == (
        "One. It rains. New. Two."
    )
    assert merged("One. Two. Three.", "One. Three.", "One. Three. Four.") == "One. Three. Four."


def test_a_sentence_that_is_gone_is_not_brought_back_by_moving_or_repeating_it():
    assert merged("Gone. Two.", "Gone. Two. Gone.", "Two.") is None
    assert merged("Gone. Two.", "Two. Gone.", "Two.") == "Two."


def test_what_was_added_at_the_end_stays_at_the_end_whatever_stood_before_it():
    assert merged("One. Gone.", "One. Gone. New.", "One. Other.") == "One. Other. New."


def test_what_was_added_between_sentences_that_are_gone_collides():
    assert merged("One. Gone. Lost. Two.", "One. Gone. New. Lost. Two.", "One. Two.") is None


def test_what_was_added_before_a_sentence_stays_before_it():
    assert merged("Gone. Two.", "Gone. New. Two.", "Two. Three.") == "New. Two. Three."


def test_sentences_that_were_apart_never_run_into_one_another():
    assert merged("", "Mine.", "Other.") == "Mine. Other."
    assert merged("", "Mine", "Other.") == "Mine\nOther."
    assert merged("One.", "One.\nMine", "One. Two.") == "One.\nMine\nTwo."


def test_of_several_changes_each_goes_where_it_belongs_or_none_is_made():
    base = "One. Two. Three. Four."

    assert merged(base, "Eins. Two. Three. Vier.", "One. Two. Drei. Four.") == (
        "Eins. Two. Drei. Vier."
    )
    assert merged(base, "Eins. Two. Trois. Four.", "One. Two. Drei. Four.") is None


def test_what_is_to_be_taken_out_and_is_gone_already_needs_nothing():
    assert merged("One. Two.", "", "Other.") == "Other."
    assert merged("One. Gone. Two.", "One. Two.", "One. Other. Two.") == "One. Other. Two."
    assert merged("One. Two. Three.", "One.", "One. Two. Four.") is None


def test_additions_in_several_places_each_stand_where_they_were_made():
    assert merged("One. Two. Three.", "New. One. Two. More. Three.", "One. Two. Three. Four.") == (
        "New. One. Two. More. Three. Four."
    )


def test_what_is_in_already_keeps_nothing_else_out():
    base = "One. Two. Three. Four."

    assert merged(base, "Eins. Two. Three. Vier.", "One. Two. Three. Vier. Five.") is None
    assert merged(base, "Eins. Two. Drei. Four.", "One. Two. Drei. Four. Five.") == (
        "Eins. Two. Drei. Four. Five."
    )


def test_a_sentence_that_is_gone_is_missed_also_where_others_stand_around_it():
    assert merged("Zero. One. Gone. Four.", "Zero. One. New. Four.", "Null. One. Four.") is None


def test_an_addition_that_is_in_already_is_known_with_others_behind_it():
    assert merged("One. Two.", "One. New. Two.", "One. New. It rains. Two.") == (
        "One. New. It rains. Two."
    )
    assert merged("One. Two.", "New. One. Two.", "New. One. Zwei.") == "New. One. Zwei."


def test_what_comes_often_is_merged_like_anything_else():
    often = ("Hm. " * 300).strip()

    assert merged(often, f"Oh. {often}", f"{often} New.") == f"Oh. {often} New."


def test_one_fewer_of_what_comes_often_is_one_fewer_elsewhere():
    often = "Hm. " * 250

    assert merged(often.strip(), often[4:].strip(), f"One. {often}".strip()) == (
        f"One. {often[4:]}".strip()
    )
