from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.blame import blame
from loredesk.domain.diff import sentences, with_their_breaks

TEXTS = st.lists(
    st.lists(
        st.sampled_from(["Mara waits.", " She nods.", "\n", " It rains.", "\n\nA bell"]), max_size=6
    ).map("".join),
    max_size=5,
)
ANY = st.lists(st.text(max_size=20), max_size=4)


def origins(*versions):
    return [(one.text.strip(), one.version) for one in blame(list(versions))]


@given(st.one_of(TEXTS, ANY))
def test_the_sentences_joined_are_the_text(texts):
    found = blame(list(zip(texts, range(len(texts)), strict=True)))

    last = texts[-1] if texts else ""
    assert "".join(one.text for one in found) == (last if last.strip() else "")


@given(st.one_of(TEXTS, ANY))
def test_a_sentence_goes_back_to_a_version_it_stands_in(texts):
    for one in blame(list(zip(texts, range(len(texts)), strict=True))):
        assert one.text.strip() in sentences(texts[one.version])


@given(st.text(max_size=60))
def test_cutting_a_text_loses_nothing(text):
    found = with_their_breaks(text)

    assert "".join(found) == (text if text.strip() else "")
    assert [one.strip() for one in found] == sentences(text)


def test_every_sentence_goes_back_to_the_version_that_brought_it_in():
    assert origins(("One.", "a"), ("One. Two.", "b"), ("Zero. One. Two.", "c")) == [
        ("Zero.", "c"),
        ("One.", "a"),
        ("Two.", "b"),
    ]


def test_a_sentence_that_was_changed_goes_back_to_who_changed_it():
    assert origins(("One. Two.", "a"), ("One. Zwei.", "b")) == [("One.", "a"), ("Zwei.", "b")]


def test_a_sentence_that_was_only_moved_stays_whose_it_was():
    assert origins(("One. Two. Three.", "a"), ("Three. One. Two. New.", "b")) == [
        ("Three.", "a"),
        ("One.", "a"),
        ("Two.", "a"),
        ("New.", "b"),
    ]


def test_breaks_do_not_change_whose_a_sentence_is():
    assert origins(("One. Two.", "a"), ("One.\n\nTwo.\n", "b")) == [("One.", "a"), ("Two.", "a")]


def test_what_was_written_twice_goes_back_to_each():
    assert origins(("One.", "a"), ("One. One.", "b")) == [("One.", "a"), ("One.", "b")]


def test_nothing_goes_back_to_nobody():
    assert blame([]) == ()
    assert blame([("One.", "a"), ("", "b")]) == ()


def test_a_sentence_that_comes_again_is_new_though_the_other_stays():
    found = blame([("Gone. Hm.", 1), ("New. Hm. Hm.", 2)])

    assert [one.version for one in found] == [2, 1, 2]
