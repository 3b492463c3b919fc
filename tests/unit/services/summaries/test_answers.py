"""Reading what a model wrote: a sentence without a source is no sentence."""

import pytest

from loredesk.domain.errors import AnswerError
from loredesk.services.summaries.answers import LONGEST_SENTENCE, read_sentences

TURNS = range(11, 21)


def read(*sentences, most=8):
    found, dropped = read_sentences({"sentences": list(sentences)}, TURNS, most)
    return [(one.text, one.turns) for one in found], dropped


def told(text, *turns):
    return {"text": text, "turns": list(turns)}


def test_turns_outside_of_the_chapter_do_not_count_and_what_has_no_others_is_dropped():
    found, dropped = read(told("It rained.", 3, 12, 40), told("It snowed.", 10, 21), told("No."))

    assert found == [("It rained.", (12,))]
    assert dropped == 2


def test_turns_are_read_however_they_are_spelled_once_and_in_order():
    found, dropped = read(told("It rained.", "14", 12.0, 12, 13, True, None, "x", 12.5, "9" * 5000))

    assert found == [("It rained.", (12, 13, 14))]
    assert dropped == 0


@pytest.mark.parametrize(
    "item", ["It rained.", None, 3, [], {}, {"text": 3, "turns": [12]}, {"text": "It rained."}]
)
def test_what_is_no_sentence_is_dropped(item):
    assert read(item, told("It snowed.", 12)) == ([("It snowed.", (12,))], 1)


def test_sentences_stand_on_one_line_and_what_is_told_twice_rests_on_the_turns_of_both():
    found, dropped = read(told(" It\n rained. ", 13), told("it rained.", 12), told(" ... ", 14))

    assert found == [("It rained.", (12, 13))]
    assert dropped == 1


def test_more_sentences_than_were_asked_for_are_dropped():
    found, dropped = read(*(told(f"It rained {n}.", 12) for n in range(5)), most=3)

    assert len(found) == 3
    assert dropped == 2


def test_a_sentence_that_runs_on_is_cut_behind_a_word():
    ((text, _),), _ = read(told("It rained and " * 100, 12))

    assert len(text) <= LONGEST_SENTENCE + 1
    assert text.endswith(("rained\u2026", "and\u2026", "It\u2026"))


@pytest.mark.parametrize("answer", [{}, {"sentences": "x"}, {"sentences": [told("It rained.")]}])
def test_an_answer_without_any_source_is_refused_with_a_sentence(answer):
    with pytest.raises(AnswerError, match="no sentence that names a turn") as refused:
        read_sentences(answer, TURNS, 8)

    assert refused.value.fault == "invalid"
    assert "Settings" in refused.value.hint
