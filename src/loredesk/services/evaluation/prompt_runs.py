"""Asking the configured models the golden prompts, by the prompts in use, and checking the answers."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from loredesk.domain.errors import AnswerError
from loredesk.domain.evaluations import (
    MOST_MISSED,
    Found,
    Group,
    Missed,
    Progress,
    shortened,
)
from loredesk.domain.measures import Figures
from loredesk.domain.services import Service
from loredesk.prompting.schemas import ANALYSIS_SCHEMA, CREATION_SCHEMA, SIMULATION_SCHEMA
from loredesk.services.asking import Asker
from loredesk.services.evaluation.bench import Tell
from loredesk.services.evaluation.golden import GoldenCase
from loredesk.services.evaluation.golden_answers import read_answer
from loredesk.services.evaluation.golden_checks import Outcome, checked
from loredesk.tasks.journal import Journal

SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "analyse_turn": ANALYSIS_SCHEMA,
    "create_entity": CREATION_SCHEMA,
    "simulate_world": SIMULATION_SCHEMA,
}
PASSED, SCORE = "passed", "score"


class NoJournal(Journal):
    """Keeps no answer: every question is really asked."""

    def __init__(self) -> None:
        """Begin without a task."""

    async def remember(self, request_hash: str, ask: Callable[[], Awaitable[object]]) -> object:
        """Ask."""
        return await ask()


@dataclass(slots=True)
class PromptTally:
    """What the cases came to."""

    scores: dict[str, list[float]] = field(default_factory=dict)
    """By task, the share of the checks each answer passed."""
    missed: list[tuple[float, Missed]] = field(default_factory=list)

    def add(self, case: GoldenCase, outcomes: Sequence[Outcome], said: str) -> None:
        """Add what a case came to."""
        score = fmean(outcome.passed for outcome in outcomes)
        self.scores.setdefault(case.task, []).append(score)
        failed = [one for one in outcomes if not one.passed]
        if failed:
            missed = Missed(
                asked=case.name,
                group=case.task,
                wanted=tuple(Found(name=one.wanted) for one in failed),
                found=(Found(name="answer", text=shortened(said)),),
            )
            self.missed.append((score, missed))

    def figures(self) -> Figures:
        """Return the share of the cases that passed whole, and of all checks."""
        return _figures([score for scores in self.scores.values() for score in scores])

    def of_groups(self) -> tuple[Group, ...]:
        """Return the figures of each task."""
        return tuple(
            Group(name=task, questions=len(scores), figures=_figures(scores))
            for task, scores in self.scores.items()
        )

    def worst(self) -> tuple[Missed, ...]:
        """Return the cases that failed, those with the lowest score first."""
        ordered = sorted(self.missed, key=lambda one: one[0])
        return tuple(missed for _, missed in ordered[:MOST_MISSED])


class PromptRuns:
    """Asks golden prompts."""

    def __init__(self, askers: Mapping[Service, Asker], *, tell: Tell) -> None:
        self._askers = askers
        self._tell = tell

    async def measured(self, cases: Sequence[GoldenCase]) -> PromptTally:
        """Return what the cases came to.

        An answer that cannot be used fails its case; a model that cannot be asked ends the run.
        """
        tally = PromptTally()
        for done, case in enumerate(cases):
            self._tell(Progress(doing="asking", done=done, total=len(cases)))
            try:
                raw = await self._ask(case)
            except AnswerError as error:
                unusable = (Outcome(f"is an answer ({error.message})", passed=False),)
                tally.add(case, unusable, error.raw)
                continue
            said = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
            tally.add(case, checked(case, read_answer(case.inputs, raw)), said)
        self._tell(Progress(doing="asking", done=len(cases), total=len(cases)))
        return tally

    async def _ask(self, case: GoldenCase) -> object:
        asker = self._askers[case.service]
        schema = SCHEMAS.get(case.task)
        if schema is None:
            return await asker.text(case.task, case.inputs, NoJournal())
        return await asker.json(case.task, case.inputs, schema, NoJournal())


def _figures(scores: Sequence[float]) -> Figures:
    if not scores:
        return {}
    return {PASSED: fmean(score == 1 for score in scores), SCORE: fmean(scores)}
