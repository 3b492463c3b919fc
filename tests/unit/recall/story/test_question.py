"""A question is read for what it asks, whom it names and what kind of answer it wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.recall.story.question import Question
from loredesk.recall.terms import COMMON, terms, words

SPEAKERS = frozenset({"mira", "venn"})


def test_what_is_asked_is_neither_common_nor_the_name_of_a_speaker():
    question = Question.read("What did Mira's sister say about the lamps?", speakers=SPEAKERS)

    assert question.asked == ("sister", "sai", "about", "lamp")
    assert question.telling == ("sister", "say", "about", "lamps")
    assert question.named == {"mira"}


def test_each_word_is_asked_for_once():
    question = Question.read("Lamps, lamps and a lamp", speakers=())

    assert question.asked == ("lamp",)
    assert question.telling == ("lamps", "lamp")


def test_a_name_in_another_form_is_still_a_name():
    assert Question.read("the Miras and a lamp", speakers=SPEAKERS).asked == ("lamp",)


def test_who_asks_for_nothing_but_a_speaker_asks_for_the_name():
    question = Question.read("Who is Mira Venn?", speakers=SPEAKERS)

    assert question.asked == ("mira", "venn")
    assert question.telling == ()
    assert question.named == SPEAKERS


def test_who_says_nothing_but_common_words_asks_for_them():
    question = Question.read("Who are you?", speakers=SPEAKERS)

    assert question.asked == ("who", "ar", "you")
    assert question.telling == ()


@pytest.mark.parametrize(
    ("text", "time", "number"),
    [
        ("When did the bell ring?", True, False),
        ("How long was she gone?", True, True),
        ("WHAT YEAR was that", True, False),
        ("How many owls are there?", False, True),
        ("so how\n  old is Wick", False, True),
        ("How old is Wick, and since when?", True, True),
        ("What price did he name?", False, True),
        ("Whenever it rains", False, False),
        ("Where is the key?", False, False),
    ],
)
def test_whether_a_time_or_a_number_is_wanted_is_seen(text, time, number):
    question = Question.read(text, speakers=())

    assert (question.wants_time, question.wants_number) == (time, number)


@given(st.text(), st.sets(st.text(max_size=6), max_size=3))
def test_no_text_is_too_odd_to_be_asked(text, names):
    speakers = {word for name in names for word in words(name)}

    question = Question.read(text, speakers=speakers)

    assert question.text == text
    assert set(question.asked) <= set(terms(text))
    assert bool(question.asked) == bool(words(text))
    assert question.named <= speakers
    assert speakers.isdisjoint(question.telling)
    assert COMMON.isdisjoint(question.telling)
    assert len(set(question.asked)) == len(question.asked)
    assert question.vector is None
