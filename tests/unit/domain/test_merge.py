from hypothesis import given
from hypothesis import strategies as st

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
def test_an_edit_on_the_empty_text_adds_to_any_other(edited, other):
    result = merged("", edited, other)

    assert result is not None
    assert edited in result
    assert other in result


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
