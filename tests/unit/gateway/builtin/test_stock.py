import pytest

from loredesk.gateway.builtin import phrases
from loredesk.gateway.builtin.analyst import analysis
from loredesk.gateway.builtin.prose import sentences
from loredesk.gateway.builtin.stock import is_stock


def test_the_narrators_own_phrases_are_known_again_whoever_is_in_them():
    assert is_stock("The Kettle takes you in without remark.")
    assert is_stock("Bettany Crake says nothing, and the silence has your name on it.")


def test_a_sentence_of_the_author_is_no_phrase_of_the_narrator():
    assert not is_stock("Dagny Roe has broken her left wrist.")


@pytest.mark.parametrize("kind", sorted(phrases.TURNS))
def test_each_sentence_of_a_phrase_is_known_again_alone(kind):
    for phrase in phrases.TURNS[kind]:
        assert all(map(is_stock, sentences(phrase.format(name="Mara"))))


@pytest.mark.parametrize(
    "line",
    [
        "Mara Fenwick hands you the Brass Key.",
        "Captain Joren Hale has left the traveller behind.",
        "You steal the Brass Key from Mara Fenwick.",
    ],
)
def test_what_a_narrator_says_to_the_author_becomes_no_note(turn, line):
    assert analysis(turn("I wait.", line)) == {"updates": [], "creations": []}
    assert analysis(turn(line))["updates"]
