"""Clues put each passage beside all others of its line, and look at its neighbours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loredesk.domain.documents import text_hash
from loredesk.recall.story.clues import (
    MOST_ASKED,
    Windows,
    first_clues,
    neighbour_clues,
    standardised,
)
from loredesk.recall.story.passages import StoryPassages
from loredesk.recall.story.question import Question
from tests.fakes.tales import told
from tests.fakes.vectors import direction

NUMBERS = st.floats(-100, 100, width=32)
SITTINGS = st.lists(st.integers(1, 5), max_size=5).map(
    lambda sizes: np.repeat(np.arange(len(sizes)) * 2, sizes).astype(np.int32)
)
TALE = (
    ["A lamp burns.", ("Mira", "Who keeps the bell?"), "Wick keeps it."],
    ["Snow falls.", ("Wick Crake", "The bell is cracked."), "In winter, for two years."],
)


@st.composite
def columns(draw):
    """Draw sittings and a number for each passage."""
    sittings = draw(SITTINGS)
    values = draw(st.lists(NUMBERS, min_size=len(sittings), max_size=len(sittings)))
    return sittings, np.array(values, np.float32)


def neighbours(sittings, near):
    """Yield for each passage the rows of it and its neighbours, one look at a time."""
    for row, sitting in enumerate(sittings):
        yield [
            other
            for other in range(len(sittings))
            if abs(other - row) <= near and sittings[other] == sitting
        ]


def clues_of(passages, text, vector=None):
    question = Question.read(text, speakers=passages.names, vector=vector)
    return first_clues(passages, question)[0]


def with_meaning(passages, *cosines):
    """Give the passages vectors with these cosines; return the vector to compare with."""
    missing = passages.without_vector()
    passages.put_vectors(
        {
            text_hash(passages.bare(row.text)): direction(cosine, (1 - cosine**2) ** 0.5)
            for row, cosine in zip(passages.rows, cosines, strict=True)
        }
    )
    assert len(missing) == len(cosines)
    return direction(1, 0)


@given(columns(), st.integers(0, 6))
def test_sums_and_highest_are_those_of_each_passage_and_its_neighbours_in_its_sitting(drawn, near):
    sittings, column = drawn
    windows = Windows(sittings, near)
    before = column.copy()

    sums, highest = windows.sums(column), windows.highest(column)

    looked_at = list(neighbours(sittings, near))
    assert sums == pytest.approx([column[rows].sum() for rows in looked_at], abs=1e-3)
    assert highest.tolist() == [column[rows].max() for rows in looked_at]
    assert column.tolist() == before.tolist()


@given(st.lists(st.floats(-1000, 1000, width=32), max_size=30))
def test_a_standardised_column_has_mean_0_and_spread_1_or_is_0_throughout(values):
    column = np.array(values, np.float32)

    found = standardised(column)

    assert found.dtype == np.float32
    if found.any():
        assert found.mean() == pytest.approx(0, abs=1e-3)
        assert found.std() == pytest.approx(1, abs=1e-3)
        assert (np.diff(found[np.argsort(column)]) >= 0).all()
    else:
        assert not values or np.ptp(column) < 1e-4


@given(st.floats(-1000, 1000, width=32), st.integers(0, 5000))
def test_where_all_are_equal_none_stands_out(value, count):
    assert not standardised(np.full(count, value, np.float32)).any()


@given(columns())
def test_a_sitting_is_judged_by_the_mean_of_its_three_best(drawn):
    sittings, cosines = drawn
    days = [sittings == one for one in np.unique(sittings)]
    passages = told(*[[f"{day} {at}" for at in range(sum(own))] for day, own in enumerate(days)])
    cosines = np.clip(np.round(cosines / 100, 2), -1, 1)
    asked = with_meaning(passages, *cosines.tolist())

    found = clues_of(passages, "owl", asked)["sitting"]

    scores = standardised(passages.similarity(asked))
    best = np.array([np.sort(scores[sittings == one])[-3:].mean() for one in sittings], np.float32)
    assert found == pytest.approx(standardised(best), abs=1e-3)


def test_words_and_meaning_each_stand_for_themselves_and_for_the_better_of_both():
    passages = told(["A lamp.", "An owl.", "A key."])
    asked = with_meaning(passages, 0.1, 0.9, 0.2)

    clues = clues_of(passages, "key", asked)

    assert int(clues["words"].argmax()) == 2
    assert int(clues["meaning"].argmax()) == 1
    assert clues["better"].tolist() == np.maximum(clues["words"], clues["meaning"]).tolist()


def test_a_passage_is_read_with_its_neighbours_but_not_across_sittings():
    clues = clues_of(told(*TALE), "bell lamp")

    assert (clues["near"][:3] > 0).all()
    assert clues["covered"].tolist() == pytest.approx(
        [1, 1, clues["covered"][2], clues["covered"][3], clues["covered"][3], clues["covered"][3]]
    )
    assert 0 < clues["covered"][3] < 1


def test_what_is_asked_may_be_held_by_the_next_passage_but_not_by_one_farther_off():
    clues = clues_of(told(["One.", "Two.", "An owl.", "Four.", "Five."], ["Six."]), "owl")

    assert clues["covered"].tolist() == [0, 1, 1, 1, 0, 0]


def test_neighbours_are_three_before_and_three_behind():
    near = clues_of(told([*"abcd", "An owl.", *"efgh"]), "owl")["near"]

    assert (near > 0).tolist() == [False, *[True] * 7, False]


def test_the_best_neighbour_lends_its_meaning():
    passages = told(["One.", "Two.", "Three.", "Four.", "Five."], ["Six."])
    asked = with_meaning(passages, 0.9, 0, 0, 0, 0, 0)

    near = clues_of(passages, "owl", asked)["near_meaning"]

    assert (near[:4] > 0).all()
    assert (near[4:] < 0).all()


def test_what_is_said_by_whom_the_question_names_is_marked():
    assert clues_of(told(*TALE), "What did Crake say?")["speaker"].tolist() == [0, 0, 0, 0, 1, 0]
    assert not clues_of(told(*TALE), "What is broken?")["speaker"].any()


def test_times_and_numbers_count_where_they_are_asked_for():
    passages = told(*TALE)

    when, many = clues_of(passages, "When was that?"), clues_of(passages, "How many years?")

    assert when["time"].tolist() == [0, 0, 0, 0, 0, 1]
    assert not when["number"].any()
    assert many["number"].tolist() == [0, 0, 0, 0, 0, 1]
    assert not many["time"].any()


def test_questions_are_no_answers_and_long_passages_say_more():
    clues = clues_of(told(*TALE), "lamp")

    assert clues["asks"].tolist() == [0, 1, 0, 0, 0, 0]
    assert clues["length"][5] > clues["length"][3] > 0


def test_the_rarest_term_a_passage_holds_counts_by_how_rare_it_is():
    clues = clues_of(told(*TALE), "bell keeps lamp")

    lamp, both, keeps, none = clues["rarest"][[0, 1, 2, 3]]
    assert lamp == pytest.approx(told(*TALE).words.idf("lamp") / 8)
    assert lamp > both
    assert both == keeps
    assert keeps > none
    assert none == 0


def test_a_term_nobody_said_leaves_something_of_what_is_asked_open():
    clues = clues_of(told(*TALE), "lamp unicorn")

    assert 0 < clues["covered"][0] < 0.5


def test_of_a_long_text_the_rarest_terms_the_story_holds_are_looked_for():
    common = [f"word{number}" for number in range(2 * MOST_ASKED)]
    passages = told([" ".join(common), " ".join(common), "lantern", "word0"])
    unheard = [f"unheard{number}" for number in range(2 * MOST_ASKED)]

    clues = clues_of(passages, " ".join([*unheard, *common, "lantern"]))

    assert int(clues["rarest"].argmax()) == 2
    assert clues["covered"][2] == pytest.approx(1)
    assert (clues["words"][3], clues["rarest"][3]) == (clues["words"].min(), 0)


def test_nothing_asked_and_nothing_told_are_no_errors():
    for passages in (told(*TALE), StoryPassages()):
        question = Question.read(" … ", speakers=passages.names)
        clues, signals = first_clues(passages, question)
        behind = neighbour_clues(clues, signals, passages.traits)

        for column in (*clues.values(), *signals, *behind.values()):
            assert column.shape == (len(passages.rows),)
            assert np.isfinite(column).all()


def test_an_answer_follows_a_question_that_holds_what_is_asked():
    passages = told(*TALE)
    clues, signals = first_clues(passages, Question.read("bell", speakers=()))

    answers = neighbour_clues(clues, signals, passages.traits)["answers"]

    assert answers[2] == clues["words"][1] > 0
    assert not answers[[0, 1, 3, 4, 5]].any()


def test_the_meaning_just_before_and_behind_is_seen_within_a_sitting():
    passages = told(["One.", "Two."], ["Three.", "Four."])
    vector = with_meaning(passages, 0.1, 0.5, 0.9, 0.3)
    clues, signals = first_clues(passages, Question.read("owl", speakers=(), vector=vector))

    found = neighbour_clues(clues, signals, passages.traits)

    assert found["before"] == pytest.approx(standardised(np.array([0, 0.1, 0, 0.9])), abs=1e-4)
    assert found["behind"] == pytest.approx(standardised(np.array([0.5, 0, 0.3, 0])), abs=1e-4)
