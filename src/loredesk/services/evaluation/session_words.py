"""What an evaluation of a session comes to, in sentences."""

from collections.abc import Iterator, Mapping

from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lessons import (
    BUILT_IN,
    FEWEST,
    JUDGED,
    LEARNED,
    SINGLE,
    TOLERATED,
    Lesson,
    Verdict,
    best_single,
)
from loredesk.domain.measures import Figures
from loredesk.services.evaluation.session_runs import ENTRIES, ENTRIES_BY, TURNS

_PARTS = {
    TURNS: ("Messages", {one: one for one in SINGLE}),
    ENTRIES: ("Entries", ENTRIES_BY),
}
_WHERE = {"recall@10": "among the first ten", "budget_recall@2048": "in 2,048 tokens"}
_NOT_KEPT = {
    Verdict.NO_BETTER: "finds no more than the built-in weights, or not clearly more",
    Verdict.BELOW_SINGLE: "finds less than words or meaning alone",
    Verdict.FINDS_LESS: "would lose what is asked for by its own words",
}
_FIRST, _BUDGET = JUDGED


def about_weights(learned: LearnedWeights, measured: str) -> str:
    """Return by what messages were ordered in the session with the id *measured*.

    A report is read later too, and may tell that something else counts from then on.
    """
    kind = "" if learned.session_id != measured else " Some of these turns taught it."
    return f"When this was measured, messages were ordered {learned.origin}.{kind}"


def about_single(stages: Mapping[str, Figures]) -> Iterator[str]:
    """Yield where what is told comes up clearly worse than one search alone would have it."""
    for stage, (part, alone) in _PARTS.items():
        for measure in JUDGED:
            single = max(alone, key=lambda one: stages[alone[one]][measure])
            best, told = stages[alone[single]][measure], stages[stage][measure]
            if told < best - TOLERATED:
                yield (
                    f"{part} come up worse than by {single} alone: {_share(told)} against"
                    f" {_share(best)} {_WHERE[measure]}."
                )


def about_lesson(lesson: Lesson, before: LearnedWeights | None, *, given_up: bool) -> str:
    """Return what learning came to, and what is in use now.

    *before* is what was learned for the world earlier, which is *given_up* or stays.
    """
    if lesson.verdict is Verdict.KEPT:
        return f"Learned from {lesson.turns} turns, and kept for this world. {_held_out(lesson)}"
    stays = "The built-in weights stay in use."
    if given_up:
        stays = (
            "What this session taught before is given up: the built-in weights are in use again."
        )
    elif before is not None:
        stays = f"Messages are still ordered {before.origin}."
    if lesson.verdict is Verdict.TOO_FEW:
        return (
            f"Nothing was learned: {_replies(lesson.turns)} what older messages told, and it takes"
            f" {FEWEST}. {stays}"
        )
    why = _NOT_KEPT[lesson.verdict]
    return f"Not kept: what {lesson.turns} turns teach {why}. {_held_out(lesson)} {stays}"


def _held_out(lesson: Lesson) -> str:
    built_in, learned = lesson.figures[BUILT_IN], lesson.figures[LEARNED]
    first, budget = (best_single(lesson.figures, one) for one in JUDGED)
    asked = ""
    if lesson.asked:
        asked = (
            f" Of replies asked for by a few words of theirs it finds"
            f" {_share(lesson.asked[LEARNED])}, the built-in weights"
            f" {_share(lesson.asked[BUILT_IN])}."
        )
    return (
        f"In turns held out the first ten messages have {_share(learned[_FIRST])} of what the"
        f" replies used, and 2,048 tokens {_share(learned[_BUDGET])}; by the built-in weights"
        f" {_share(built_in[_FIRST])} and {_share(built_in[_BUDGET])}, by the better of words and"
        f" meaning alone {_share(first)} and {_share(budget)}.{asked}"
    )


def _replies(count: int) -> str:
    return "1 reply uses" if count == 1 else f"{count} replies use"


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"
