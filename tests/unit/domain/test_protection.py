from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.diff import sentences
from loredesk.domain.protection import by_the_author, protect
from tests.unit.domain.test_notes import revision

MARKS = ["Mara waits.", "She nods", "It rains!", "“Go.”", "A bell rings…", "She nods slowly", "Why"]
TEXTS = st.lists(
    st.tuples(st.sampled_from(MARKS), st.sampled_from([" ", "\n", "\n\n", "  "])), max_size=6
).map(lambda parts: "".join(text + space for text, space in parts))
ANY = st.one_of(TEXTS, st.text(max_size=40))


def theirs_of(base, data):
    return [one for one in sentences(base) if data.draw(st.booleans())]


@given(ANY, ANY, st.data())
def test_every_sentence_of_the_authors_stands(base, proposed, data):
    theirs = theirs_of(base, data)

    found = protect(base, theirs, proposed)

    assert Counter(theirs) <= Counter(sentences(found.text))


@given(ANY, ANY, st.data())
def test_protecting_twice_is_protecting_once(base, proposed, data):
    theirs = theirs_of(base, data)
    once = protect(base, theirs, proposed).text

    again = protect(base, theirs, once)

    assert again.text == once
    assert again.restored == ()


@given(ANY, ANY)
def test_where_nothing_is_the_authors_the_rewrite_is_left_alone(base, proposed):
    assert protect(base, [], proposed).text == proposed


@given(ANY, st.data())
def test_a_rewrite_that_leaves_the_author_alone_is_left_alone(base, data):
    theirs = theirs_of(base, data)

    assert protect(base, theirs, base).text == base


def test_a_sentence_in_other_words_is_put_back_in_their_place():
    found = protect(
        "She waits. Mara is tired. It rains.",
        ["Mara is tired."],
        "She waits. Mara is very tired now. It rains. She owes.",
    )

    assert found.text == "She waits. Mara is tired. It rains. She owes."
    assert found.restored == ("Mara is tired.",)


def test_a_sentence_that_was_left_out_is_put_back_where_it_stood():
    base = "One. Mara is tired. Two."

    assert protect(base, ["Mara is tired."], "One. Two. Three.").text == (
        "One. Mara is tired. Two. Three."
    )
    assert protect(base, ["Mara is tired."], "Two. Three.").text == "Mara is tired. Two. Three."
    assert protect(base, ["Mara is tired."], "").text == "Mara is tired."
    assert protect("One. Mine. Two.", ["Mine."], "It rains. One. Two.").text == (
        "It rains. One. Mine. Two."
    )


def test_a_sentence_that_was_only_moved_is_left_where_it_is():
    assert protect("Mine. Two.", ["Mine."], "Two. Mine.").text == "Two. Mine."


def test_a_known_sentence_is_never_taken_for_another_wording():
    found = protect("Mara waits. Mara waits here.", ["Mara waits here."], "Mara waits.")

    assert found.text == "Mara waits. Mara waits here."


def test_a_line_without_a_full_stop_stays_a_line():
    assert protect("Mine\nTwo.", ["Mine"], "Two.\nThree.").text == "Mine\nTwo.\nThree."
    assert protect("One\nMine.", ["Mine."], "One").text == "One\nMine."


def test_of_two_that_read_alike_each_stands_once():
    assert protect("Mine. Mine.", ["Mine.", "Mine."], "Mine. Two.").restored == ("Mine.",)


def test_what_the_author_wrote_is_theirs_and_the_rest_is_not():
    path = [
        revision("r1", anchors=["m1"], text="She waits. It rains."),
        revision("h2", "r1", text="She waits. Mara is tired. It rains."),
        revision("r3", "h2", ["m2"], text="She waits. Mara is tired. It rains. She owes."),
    ]

    assert by_the_author(path) == ("Mara is tired.",)


def test_what_is_the_authors_once_is_put_back_once():
    assert protect("Mine. Mine.", ["Mine."], "").restored == ("Mine.",)


def test_other_words_are_other_words_from_six_tenths_on():
    assert protect("abcd.", ["abcd."], "abxy.").text == "abcd."
    assert protect("abcde.", ["abcde."], "abxyz.").text == "abcde. abxyz."


def test_a_long_sentence_in_other_words_is_known_again_too():
    long = ("la " * 100).strip()

    assert protect(long, [long], f"oh {long} oh").text == long


def test_a_sentence_that_was_put_back_is_not_put_aside_for_the_next():
    found = protect(
        "One. Two. Mara is tired. Mara is tired too.",
        ["Mara is tired.", "Mara is tired too."],
        "One. Two. Mara is very tired. Four. Five.",
    )

    assert found.text == "One. Two. Mara is tired. Mara is tired too. Four. Five."


def test_what_was_left_out_follows_the_nearest_sentence_that_is_left():
    base = "One. Two. Mine."

    assert protect(base, ["Mine."], "One. Two. Three.").text == "One. Two. Mine. Three."
    assert protect(base, ["Mine."], "One. Three.").text == "One. Mine. Three."
