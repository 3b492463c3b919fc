import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.wording import says_the_same, sentence_key


@pytest.mark.parametrize(
    "same",
    [
        "The Baron killed his brother.",
        "the  baron killed his brother",
        "“The Baron killed his brother.”",
        "- The Baron killed his brother!",
        "\nThe Baron\u00a0killed his brother. ",
    ],
)
def test_case_spacing_and_what_stands_at_its_edges_do_not_count_in_a_sentence(same):
    assert sentence_key(same) == sentence_key("The Baron killed his brother.")


def test_another_word_or_another_sign_within_makes_another_sentence():
    keys = {
        sentence_key(one)
        for one in (
            "The Baron killed his brother.",
            "The Baron killed his sister.",
            "The Baron, killed his brother.",
            "***",
            "---",
            "",
        )
    }

    assert len(keys) >= 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Baron killed his brother.", "It is whispered that the Baron killed his own brother."),
        ("The Baron killed his brother.", "His brother was killed by the Baron"),
        ("Mara hid the ring beneath the mill.", "Mara hides the ring beneath the old mill!"),
        ("Mara is the thief who hid the ring under the mill.", "Mara is the thief."),
        ("Mara is the thief.", "Mara, who is the thief, came to the mill at dawn."),
        ("Éloïse betrayed Gérard.", "eloise betrayed gerard"),
        ("He did it.", "He did it!"),
        ("He did it.", "So he did it."),
        ("Mara lied.", "Mara did."),
        ("The Baron poisoned the cistern.", "The Barn poisened the cistern."),
        ("Wardens betrayed Otto's brothers.", "A warden betrays Otto's brother."),
        ("Hunters kill thieves quietly.", "Quietly the hunter kills a thief."),
        ("Garnet rings please widows yonder.", "Garnet rings please widows, they often say."),
        ("犯人は弟のケンだ。", "弟のケンこそ犯人だ。"),
        ("玛拉是偷戒指的小偷\uff0c她逃到了山上。", "玛拉就是那个小偷\uff0c她逃到了高山上。"),
        ("玛拉是偷戒指的小偷。", "玛拉就是偷戒指的小偷。"),
        ("犯人は弟のケンだ。", "犯人は弟のケンである。"),
    ],
)
def test_what_says_the_same_in_other_words_is_recognised(one, other):
    assert says_the_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara fears the Baron.", "Mara fears the dark."),
        ("The Baron killed his brother.", "The Baron built the mill for his brother."),
        ("Mara hid the ring beneath the mill.", "Otto keeps bees behind the chapel."),
        ("He did it.", "She came."),
        ("玛拉是小偷。", "奥托在教堂后面养蜂。"),
        ("", "Mara fears the Baron."),
        ("Mara fears the Baron.", ""),
    ],
)
def test_what_says_something_else_is_not(one, other):
    assert not says_the_same(one, other)


def test_what_both_are_about_does_not_make_them_say_the_same():
    secret = "Mara Venn is the thief who hid the ring under the mill."
    about = ("Mara Venn", "the ferrywoman")

    assert says_the_same(secret, "Mara is the thief.", about=about)
    assert says_the_same(secret, "Mara Venn is 30.")
    assert not says_the_same(secret, "Mara Venn is 30.", about=about)
    assert not says_the_same(secret, "Mara Venn sings at the fair.", about=about)
    assert not says_the_same("The thief hid rings under mills.", "Venn, thief?", about=["Venn"])


@given(st.text(max_size=80))
def test_every_sentence_says_the_same_as_itself_however_it_is_written(text):
    assert says_the_same(text, text)
    assert sentence_key(text) == sentence_key(f"  {text} ")


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_has_one_key_says_the_same(one, other):
    if sentence_key(one) == sentence_key(other):
        assert says_the_same(one, other)
