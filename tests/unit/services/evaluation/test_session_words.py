"""What became of learning, and what is worse than it could be, is said in whole sentences."""

from dataclasses import replace

import pytest

from loredesk.domain.lessons import LEARNED, Verdict
from loredesk.domain.measures import MEASURES
from loredesk.services.evaluation.session_words import about_lesson, about_single, about_weights
from tests.fakes.lessons import learned, lesson

BEFORE = learned("world", "other", session_title="The Frost")
HELD_OUT = (
    "In turns held out the first ten messages have 50.0 % of what the replies used, and 2,048"
    " tokens 50.0 %; by the built-in weights 40.0 % and 40.0 %, by the better of words and meaning"
    " alone 30.0 % and 30.0 %."
)


def said(verdict, before=None, *, given_up=False, **values):
    return about_lesson(lesson(verdict=verdict, **values), before, given_up=given_up)


def test_what_is_kept_is_told_with_the_figures_before_and_after():
    told = said(Verdict.KEPT, BEFORE)

    assert told.startswith("Learned from 40 turns, and kept for this world. In turns held out")
    assert HELD_OUT in told
    assert "a few words of theirs it finds 95.0 %, the built-in weights 90.0 %." in told
    assert "in use" not in told


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (Verdict.NO_BETTER, "finds no more than the built-in weights, or not clearly more"),
        (Verdict.BELOW_SINGLE, "finds less than words or meaning alone"),
        (Verdict.FINDS_LESS, "would lose what is asked for by its own words"),
    ],
)
def test_what_is_not_kept_is_told_with_the_reason_and_the_figures(verdict, why):
    told = said(verdict, asked={})

    assert told == (
        f"Not kept: what 40 turns teach {why}. {HELD_OUT} The built-in weights stay in use."
    )


def test_too_few_turns_are_counted():
    told = said(Verdict.TOO_FEW, turns=5, figures={}, asked={})
    one = said(Verdict.TOO_FEW, turns=1, figures={}, asked={})

    assert told == (
        "Nothing was learned: 5 replies use what older messages told, and it takes 30."
        " The built-in weights stay in use."
    )
    assert "1 reply uses" in one


def test_what_was_learned_before_stays_or_is_given_up():
    stays = said(Verdict.NO_BETTER, BEFORE)
    gone = said(Verdict.NO_BETTER, BEFORE, given_up=True)

    assert stays.endswith(
        "Messages are still ordered as learned from 40 turns of \u201cThe Frost\u201d on"
        f" {BEFORE.learned_at.astimezone():%d %b %Y}."
    )
    assert gone.endswith("is given up: the built-in weights are in use again.")


def test_by_what_was_measured_is_told_of_then_since_something_else_may_count_by_now():
    assert about_weights(BEFORE, "session").startswith(
        "When this was measured, messages were ordered as learned from 40 turns"
    )


def test_a_measurement_on_what_taught_the_weights_is_called_kind():
    assert about_weights(BEFORE, "other").endswith("Some of these turns taught it.")
    assert not about_weights(BEFORE, "session").endswith("taught it.")


class TestSingle:
    NAMES = ("words", "meaning", "turns", "entries", "entries by words", "entries by meaning")

    def stages(self, **shares):
        every = {name: dict.fromkeys(MEASURES, 0.5) for name in self.NAMES}
        for name, share in shares.items():
            key = name.replace("_", " ")
            every[key] = {**every[key], "recall@10": share}
        return every

    def test_nothing_is_said_where_nothing_is_worse(self):
        assert list(about_single(self.stages())) == []

    def test_a_point_less_is_tolerated_more_is_said(self):
        assert list(about_single(self.stages(turns=0.491))) == []
        assert list(about_single(self.stages(turns=0.489))) == [
            "Messages come up worse than by words alone: 48.9 % against 50.0 % among the first ten."
        ]

    def test_it_is_held_against_the_better_of_the_two(self):
        (told,) = about_single(self.stages(turns=0.55, words=0.1, meaning=0.6))

        assert "by meaning alone: 55.0 % against 60.0 %" in told

    def test_entries_are_held_against_the_searches_for_entries(self):
        (told,) = about_single(self.stages(entries=0.4, entries_by_meaning=0.45))

        assert told.startswith("Entries come up worse than by words alone: 40.0 % against 50.0 %")


def test_figures_are_those_of_what_was_learned():
    better = lesson()
    figures = {**better.figures, LEARNED: {**better.figures[LEARNED], "recall@10": 0.617}}

    told = about_lesson(replace(better, figures=figures), None, given_up=False)

    assert "the first ten messages have 61.7 % of" in told
