"""A passage that says what is asked in other words is found by how alike the words are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.recall.likeness import LEAST, MOST_ASKED, said_otherwise
from loredesk.recall.postings import Postings
from loredesk.recall.story.question import Question
from loredesk.recall.terms import terms
from tests.fakes.tales import WordDirections

ALIKE = WordDirections(
    boat=(1, 0, 0),
    ship=(1, 0.2, 0),
    vessel=(1, 0.6, 0),
    lamp=(0, 1, 0),
    lantern=(0, 1, 0.3),
    owl=(0, 0, 1),
)
WORDS = st.sampled_from([*ALIKE.known, "unheard"])


def held(*texts):
    postings = Postings()
    for slot, text in enumerate(texts):
        postings.put(slot, dict.fromkeys(terms(text), 1))
    return postings


def asked(text):
    return Question.read(text, speakers=()).telling


def likeness(text, *said, story=("boat lamp", "owl")):
    return said_otherwise(ALIKE, held(*story), asked(text), [one.split() for one in said])


def test_the_closer_the_words_the_more_is_said():
    same, close, farther, other = likeness("boat", "boat owl", "owl ship", "vessel", "owl")

    assert same == pytest.approx(1)
    assert 1 > close > farther > other == 0


def test_words_less_alike_than_the_least_have_nothing_in_common():
    askew = WordDirections(boat=(1, 0), raft=(LEAST - 0.01, 1), ship=(0.5, 1))

    found = said_otherwise(askew, held("boat"), asked("boat"), [["raft"], ["ship"]])

    assert found.tolist() == pytest.approx([0, 0.5 / 1.25**0.5])


def test_each_word_asked_for_counts_by_how_rare_it_is():
    story = ("lamp owl", "lamp", "lamp")

    lamp, owl, both = likeness("lamp owl", "lamp", "owl", "owl lamp", story=story)

    assert 0 < lamp < owl < 1
    assert both == pytest.approx(1) == lamp + owl


def test_a_word_of_several_terms_is_as_rare_as_the_rarest_of_them():
    known = WordDirections(灯台=(1, 0), owl=(0, 1))

    found = said_otherwise(
        known,
        held("灯", "台", "owl"),
        asked("灯台 owl"),
        [["灯台"], ["owl"]],
    )

    assert found[0] > found[1] > 0


def test_a_text_without_words_says_nothing_and_moves_no_other():
    assert likeness("boat", "", "boat", "", "ship", "")[[0, 2, 4]].tolist() == [0, 0, 0]
    assert likeness("boat", "", "boat", "")[1] == pytest.approx(1)


def test_nothing_asked_or_nothing_said_is_alike_to_nothing():
    assert likeness("the", "boat").tolist() == [0]
    assert likeness("boat", "", "").tolist() == [0, 0]
    assert likeness("boat").tolist() == []


def test_of_a_long_question_the_rarest_words_are_compared():
    words = [f"word{number}" for number in range(3 * MOST_ASKED)]
    known = WordDirections(**{word: (1, number) for number, word in enumerate([*words, "owl"])})

    found = said_otherwise(
        known,
        held(" ".join(words), " ".join(words)),
        asked(" ".join([*words, "owl"])),
        [["owl"]],
    )

    assert len(known.asked[0]) == MOST_ASKED
    assert "owl" in known.asked[0]
    assert 0 < found[0] <= 1 + 1e-6


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(st.lists(WORDS, max_size=4), max_size=5))
def test_the_share_is_what_comes_of_comparing_every_word_with_every_other(words, said):
    story = held("boat lamp", "owl ship", "lamp")
    wanted = asked(" ".join(words))

    found = said_otherwise(ALIKE, story, wanted, said)

    weights = {word: max(map(story.idf, terms(word))) for word in wanted}
    expected = []
    for one in said:
        share = 0.0
        for word, weight in weights.items():
            cosines = [float(ALIKE.of([word])[0] @ ALIKE.of([other])[0]) for other in one]
            share += weight * max([cosine for cosine in cosines if cosine >= LEAST], default=0)
        expected.append(share / sum(weights.values()))
    assert found == pytest.approx(np.array(expected), abs=1e-5)
