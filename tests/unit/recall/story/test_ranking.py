"""Every passage gets its place, and the best are looked at twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.recall.story.passages import StoryPassages
from loredesk.recall.story.question import Question
from loredesk.recall.story.ranking import FIRST_STAGE, StoryRanking
from loredesk.recall.story.weights import FIRST, SECOND, StoryWeights
from tests.fakes.tales import WordDirections, embed, told, vector_of

FIRST_WORDS = {"words": 1.0}
TALES = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["Mira", "Narrator"]),
            st.sampled_from(["", "A lamp.", "The owl asks: who?", "On Sunday two lamps.", "…"]),
        ),
        max_size=6,
    ),
    max_size=3,
)


def asked(passages, text, vector=None):
    return Question.read(text, speakers=passages.names, vector=vector)


def texts(passages, ranked):
    return [passages.rows[row].text for row in ranked.order]


def test_what_answers_comes_first():
    passages = told(
        [
            ("Mira", "Snow is falling."),
            ("Mira", "Who broke the bell?"),
            ("Wick", "Odile broke the bell with a hammer, on Sunday."),
            ("Mira", "I see."),
        ],
        [("Mira", "The bell is quiet."), ("Wick", "Soup is ready.")],
    )

    ranked = StoryRanking().rank(passages, asked(passages, "When did Odile break the bell?"))

    assert texts(passages, ranked)[0] == "Odile broke the bell with a hammer, on Sunday."


@given(
    TALES,
    st.sampled_from(["lamp", "When did Mira see two owls?", "", "the", "Mira"]),
    st.booleans(),
)
def test_every_passage_has_one_place_and_scores_fall(tale, text, meaning):
    passages = told(*tale)
    if meaning:
        embed(passages)

    ranked = StoryRanking().rank(passages, asked(passages, text, vector_of(text)))

    assert sorted(ranked.order) == list(range(len(passages.rows)))
    assert (np.diff(ranked.scores[ranked.order]) <= 0).all()
    assert np.isfinite(ranked.scores).all()
    assert set(FIRST) == set(ranked.clues)


def test_the_best_of_the_first_look_stand_above_all_others():
    lines = [f"The bell rings {'again ' * (number % 7)}" for number in range(2 * FIRST_STAGE)]
    passages = told(lines)

    ranked = StoryRanking(first=FIRST_WORDS).rank(passages, asked(passages, "bell"))

    again, not_again = ranked.order[:FIRST_STAGE], ranked.order[FIRST_STAGE:]
    assert ranked.scores[again].min() == pytest.approx(ranked.first.max() + 1)
    assert ranked.scores[again].max() > ranked.scores[again].min()
    assert ranked.first[again].min() >= ranked.first[not_again].max()
    assert ranked.scores[not_again].tolist() == ranked.first[not_again].tolist()


def test_the_second_look_may_turn_the_order_round():
    passages = told(["A lamp.", "An owl.", "A key and a lamp and a ladder."])
    question = asked(passages, "lamp")

    once = StoryRanking(first=FIRST_WORDS, second={"words": 1.0}).rank(passages, question)
    turned = StoryRanking(first=FIRST_WORDS, second={"words": -1.0}).rank(passages, question)

    assert once.order.tolist() == [0, 2, 1]
    assert turned.order.tolist() == [1, 2, 0]
    assert turned.first.tolist() == once.first.tolist()


def test_passages_that_are_judged_alike_stay_in_the_order_they_were_told():
    passages = told(["Snow."] * 5)

    ranked = StoryRanking().rank(passages, asked(passages, "owl"))

    assert sorted(ranked.scores, reverse=True) == ranked.scores[ranked.order].tolist()
    assert StoryRanking(first={}, second={}).rank(
        passages, asked(passages, "owl")
    ).order.tolist() == [
        0,
        1,
        2,
        3,
        4,
    ]


def test_what_is_said_in_other_words_is_found_where_it_is_known_how_alike_they_are():
    passages = told(["Snow falls.", "A ship comes in.", "Soup is ready."])
    alike = WordDirections(boat=(1, 0), ship=(1, 0.1), snow=(0, 1), soup=(0, 1))
    weights = {"otherwise": 1.0}
    question = asked(passages, "Is there a boat?")

    known = StoryRanking(alike, first={}, second=weights).rank(passages, question)
    unknown = StoryRanking(first={}, second=weights).rank(passages, question)

    assert texts(passages, known)[0] == "A ship comes in."
    assert len(set(unknown.scores.tolist())) == 1


def test_the_second_look_has_every_clue_it_weighs():
    passages = told(["A lamp.", "An owl."])
    question = asked(passages, "lamp")
    ranking = StoryRanking()
    ranked = ranking.rank(passages, question)

    found = ranking.second_clues(passages, question, ranked.clues, ranked.signals, ranked.order)

    assert set(found) == set(SECOND)
    assert all(column.shape == (2,) for column in found.values())


def test_a_story_without_a_word_has_nothing_to_rank():
    ranked = StoryRanking().rank(StoryPassages(), asked(StoryPassages(), "lamp"))

    assert ranked.order.tolist() == ranked.scores.tolist() == []


def test_what_the_searches_said_is_told_beside_the_order():
    passages = told(["A lamp.", "An owl."])
    embed(passages)

    ranked = StoryRanking().rank(passages, asked(passages, "lamp", vector_of("An owl.")))

    assert ranked.signals.words.tolist() == passages.words.scores(["lamp"]).tolist()
    assert ranked.signals.meaning[1] == pytest.approx(1)


def test_the_clues_of_both_looks_are_told_with_the_order_they_led_to():
    passages = told([f"The bell rings {'again ' * (number % 7)}" for number in range(9)])
    question = asked(passages, "bell")

    ranked = StoryRanking().rank(passages, question)

    assert set(ranked.second) == set(SECOND)
    again = sum(np.float32(SECOND[name]) * ranked.second[name] for name in SECOND)
    assert ranked.order.tolist() == ranked.best[np.argsort(-again, kind="stable")].tolist()


def test_other_weights_make_another_order_of_the_same_passages():
    passages = told(["The bell.", "The bell rings and rings and rings."])
    question = asked(passages, "bell")
    ranking = StoryRanking(WordDirections(bell=(1, 0)))

    long, short = (
        ranking.by(StoryWeights({"length": sign}, {"length": sign})).rank(passages, question)
        for sign in (1.0, -1.0)
    )

    assert texts(passages, long) == texts(passages, short)[::-1]
    assert ranking.rank(passages, question).first.tolist() == pytest.approx(
        StoryRanking().rank(passages, question).first.tolist()
    )
