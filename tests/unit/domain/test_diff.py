from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from loredesk.domain.diff import (
    apply_hunks,
    finest_pieces,
    hunks,
    joined,
    pieces,
    sentences,
    with_their_breaks,
    word_diff,
)

PROSE = st.lists(
    st.sampled_from(
        ["Mara waits. ", "She nods! ", "Why? ", "\n", "\n\n", "no end", "“Go.” ", "a.b ", " ", "…"]
    ),
    max_size=12,
).map("".join)
TEXTS = st.one_of(PROSE, st.text(max_size=60))


@given(TEXTS)
def test_the_pieces_of_a_text_joined_are_the_text(text):
    assert "".join(pieces(text)) == text


def test_prose_is_cut_at_the_ends_of_sentences_and_at_line_breaks():
    assert pieces("She nods. “Go.” He goes\n\nNight.") == [
        "She nods.",
        " “Go.”",
        " He goes",
        "\n\n",
        "Night.",
    ]


@given(TEXTS | st.text("水。\uff01\uff1f」” a.\n", max_size=40))
def test_the_finest_pieces_of_a_text_joined_are_the_text(text):
    assert "".join(finest_pieces(text)) == text


def test_to_be_cut_short_a_text_is_cut_where_no_space_follows_a_full_stop():
    assert finest_pieces("船が来た。「誰だ\uff1f」と彼女は言った。A boat! It came.") == [
        "船が来た。",
        "「誰だ\uff1f」",
        "と彼女は言った。",
        "A boat!",
        " It came.",
    ]


def test_a_dot_inside_a_word_does_not_end_a_sentence():
    assert pieces("It costs 3.50 there.") == ["It costs 3.50 there."]


@given(TEXTS, TEXTS)
def test_accepting_every_hunk_gives_the_proposed_text_and_none_the_base(base, proposed):
    changes = hunks(base, proposed)

    assert apply_hunks(base, changes, [hunk.number for hunk in changes]) == proposed
    assert apply_hunks(base, changes, ()) == base


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert hunks(text, text) == ()


@given(TEXTS, TEXTS)
def test_hunks_are_numbered_from_one_and_lie_in_order(base, proposed):
    changes = hunks(base, proposed)

    assert [hunk.number for hunk in changes] == list(range(1, len(changes) + 1))
    assert all(one.base_end <= other.base_start for one, other in pairwise(changes))


def test_sentences_added_at_the_end_are_a_hunk_each_and_leave_those_before_alone():
    changes = hunks("Mara waits.", "Mara waits. It rains. She nods.")

    assert [(hunk.removed, hunk.added) for hunk in changes] == [
        ("", " It rains."),
        ("", " She nods."),
    ]
    assert apply_hunks("Mara waits.", changes, {2}) == "Mara waits. She nods."


def test_a_first_note_can_be_taken_sentence_by_sentence():
    changes = hunks("", "It rains. She nods.")

    assert apply_hunks("", changes, {1}) == "It rains."


def test_one_hunk_of_two_can_be_taken():
    base = "Mara waits. She nods. It rains."
    changes = hunks(base, "Mara runs. She nods. It snows.")

    assert apply_hunks(base, changes, {2}) == "Mara waits. She nods. It snows."


@given(TEXTS, TEXTS)
def test_the_spans_of_a_word_diff_hold_both_texts_whole(base, proposed):
    spans = word_diff(base, proposed)

    assert "".join(span.text for span in spans if span.kind != "added") == base
    assert "".join(span.text for span in spans if span.kind != "removed") == proposed


def test_a_changed_word_is_shown_as_removed_and_added():
    spans = [(span.kind, span.text) for span in word_diff("She is glad.", "She is sad.")]

    assert spans == [("same", "She is "), ("removed", "glad"), ("added", "sad"), ("same", ".")]


def test_a_long_run_of_spaces_is_cut_as_quickly_as_any_text():
    assert pieces(" " * 200_000 + "x") == [" " * 200_000 + "x"]


@given(TEXTS)
@example("a.b \nMara waits. ")
def test_the_sentences_of_a_text_put_together_are_the_text(text):
    assert joined(with_their_breaks(text)) == (text if text.strip() else "")
    assert [one.strip() for one in with_their_breaks(text)] == sentences(text)


@given(st.lists(TEXTS))
def test_sentences_of_several_texts_put_together_stay_the_sentences_they_are(texts):
    parts = [part for text in texts for part in with_their_breaks(text)]

    assert sentences(joined(parts)) == [part.strip() for part in parts]


def test_between_two_breaks_the_wider_one_stays():
    assert joined(["One.\n", " Two."]) == "One.\nTwo."
    assert joined(["One. ", "\n\nTwo."]) == "One.\n\nTwo."
    assert joined(["One", " ", "Two", "\n"]) == "One\nTwo\n"


def test_a_break_belongs_to_its_sentence():
    def changes(base, proposed):
        return [(one.removed, one.added) for one in hunks(base, proposed)]

    assert changes("One.", "One.\n") == [("One.", "One.\n")]
    assert changes("One.", "One.\nTwo.\n") == [("", "\nTwo.\n")]
    assert changes("One.\nTwo.", "One. Two. Three.") == [("\nTwo.", " Two."), ("", " Three.")]
    assert changes("\n", "\n\n") == [("\n", "\n\n")]


def test_a_blank_that_comes_or_goes_is_no_change_of_its_own():
    def changes(base, proposed):
        return [(one.removed, one.added) for one in hunks(base, proposed)]

    assert changes("Two.", "One. Two.") == [("Two.", "One. Two.")]
    assert changes("One. Two.", "Two.") == [("One. Two.", "Two.")]
    assert changes("One. Two.", "One.  Two.") == [(" Two.", "  Two.")]
    assert changes("Two.", "One.\nTwo.") == [("", "One."), ("Two.", "\nTwo.")]
    assert changes("A. B. C.", "X. B.  C.") == [("A.", "X."), (" C.", "  C.")]


def test_sentences_that_are_said_anew_are_a_change_each_where_they_are_as_many():
    def changes(base, proposed):
        return [(one.removed, one.added) for one in hunks(base, proposed)]

    assert changes("A. B.", "X. Y.") == [("A.", "X."), (" B.", " Y.")]
    assert changes("A. B.", "X.") == [("A. B.", "X.")]
    assert changes("M. A. B.", "M.") == [(" A.", ""), (" B.", "")]
    assert changes("M. A. B. N.", "M. X. N.") == [(" A. B.", " X.")]


@given(TEXTS, TEXTS, st.sets(st.integers(1, 8)))
@example("E5.\nH8.", "E5. H8. E10.", {1})
def test_whichever_hunks_are_accepted_what_stays_in_both_stands_once(base, proposed, accepted):
    changes = hunks(base, proposed)
    result = sentences(apply_hunks(base, changes, accepted))
    expected: list[str] = []
    at, parts = 0, with_their_breaks(base) or [base]
    for hunk in changes:
        expected += parts[at : hunk.base_start]
        expected.append(hunk.added if hunk.number in accepted else hunk.removed)
        at = hunk.base_end
    expected += parts[at:]

    assert result == [one for part in expected for one in sentences(part)]


def test_what_comes_often_is_recognised_like_anything_else():
    often = ("Hm. " * 300).strip()

    added = [one.added for one in hunks(often, f"New. {often}")]
    spans = [(one.kind, one.text) for one in word_diff(often, f"new {often}")]

    assert sum(map(len, added)) < 20
    assert spans == [("added", "new "), ("same", often)]


def test_words_that_only_came_or_only_went_leave_no_empty_span():
    assert [(one.kind, one.text) for one in word_diff("a b", "a c b")] == [
        ("same", "a "),
        ("added", "c "),
        ("same", "b"),
    ]
    assert [one.kind for one in word_diff("a c b", "a b")] == ["same", "removed", "same"]


def test_between_two_sentences_the_wider_break_of_the_two_stays():
    assert joined(["One.\n", "  Two."]) == "One.\nTwo."
    assert joined(["One", "\n\nTwo"]) == "One\n\nTwo"
