"""What an evaluation came to, kept to be looked at again and to be compared with others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from loredesk.domain.lessons import Lesson
from loredesk.domain.measures import Figures

RunId = NewType("RunId", str)

MOST_MISSED = 200
"""Of so many questions that were missed it is kept what was found instead."""
MOST_FOUND = 5
LONGEST_TEXT = 280
MISSED_BEYOND = 10
"""A question is missed where something it asks for is not among so many from the top."""


class EvaluationKind(StrEnum):
    """What was evaluated."""

    DIALOGUES = "dialogues"
    WORLD = "world"
    SESSION = "session"
    PROMPTS = "prompts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing that was wanted, or that came out instead."""

    name: str
    text: str = ""
    rank: int | None = None
    """Its place, from 1; None where it did not come out at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A question whose answer was not found, or a prompt whose answer was not as it must be."""

    asked: str
    group: str = ""
    wanted: tuple[Found, ...] = ()
    found: tuple[Found, ...] = ()
    """What came out at the top instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some of the questions: those of a dialogue, or of a kind."""

    name: str
    questions: int
    figures: Figures = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of one evaluation."""

    kind: EvaluationKind
    subject: str
    """What was measured: a file, a world, a session, the prompts."""
    subject_hash: str
    """Tells whether another run was asked the very same."""
    questions: int
    figures: Figures = field(hash=False)
    skipped: int = 0
    """Ids of evidence that name nothing there is."""
    stages: Mapping[str, Figures] = field(default_factory=dict, hash=False)
    """The figures of each stage alone."""
    ablation: Mapping[str, Figures] = field(default_factory=dict, hash=False)
    """The figures without one clue, by its name."""
    groups: tuple[Group, ...] = ()
    missed: tuple[Missed, ...] = ()
    missed_in_all: int = 0
    lesson: Lesson | None = None
    """What was learned from it, where something was to be."""
    remarks: tuple[str, ...] = ()
    """What the figures say, where that has to be said."""
    caveats: tuple[str, ...] = ()
    """What the figures cannot show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The settings an evaluation ran with."""

    version: str
    """Of Loredesk."""
    embedding: str
    weights: str
    """The hash of what each clue counts."""
    models: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Who answers, by service."""
    prompts: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The hash of each prompt in use."""

    def as_lines(self) -> dict[str, str]:
        """Return every setting by its name."""
        return {
            "Loredesk": self.version,
            "embedding": self.embedding,
            "weights": self.weights,
            **{f"model of {service}": model for service, model in self.models.items()},
            **{f"prompt {name}": digest for name, digest in self.prompts.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An evaluation that was kept."""

    id: RunId
    at: datetime
    seconds: float
    fingerprint: Fingerprint
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an evaluation has come."""

    doing: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Versus:
    """One figure of two runs."""

    one: float
    other: float

    @property
    def difference(self) -> float:
        """Return by how much the second is higher."""
        return self.other - self.one


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs side by side."""

    one: Run
    other: Run
    same_questions: bool
    figures: Mapping[str, Versus] = field(hash=False)
    stages: Mapping[str, Mapping[str, Versus]] = field(hash=False)
    groups: Mapping[str, Mapping[str, Versus]] = field(hash=False)
    settings: Mapping[str, tuple[str, str]] = field(hash=False)
    """The settings that are not the same, as they were in each."""
    now_found: tuple[str, ...] = ()
    """What was asked and is missed in the first run only."""
    now_missed: tuple[str, ...] = ()


def compared(one: Run, other: Run) -> Comparison:
    """Return how *other* differs from *one*."""
    before, after = one.report, other.report
    missed_then = dict.fromkeys(question.asked for question in before.missed)
    missed_now = dict.fromkeys(question.asked for question in after.missed)
    same = before.subject_hash == after.subject_hash
    # What did not fit into the list of one of them may have been missed in both.
    whole = all(len(report.missed) == report.missed_in_all for report in (before, after))
    return Comparison(
        one=one,
        other=other,
        same_questions=same,
        figures=_versus(before.figures, after.figures),
        stages=_side_by_side(before.stages, after.stages),
        groups=_side_by_side(
            {group.name: group.figures for group in before.groups},
            {group.name: group.figures for group in after.groups},
        ),
        settings=_changed(one.fingerprint.as_lines(), other.fingerprint.as_lines()),
        now_found=tuple(asked for asked in missed_then if asked not in missed_now)
        if same and whole
        else (),
        now_missed=tuple(asked for asked in missed_now if asked not in missed_then)
        if same and whole
        else (),
    )


def shortened(text: str) -> str:
    """Return *text* in one line, and no longer than is kept."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT].rstrip()} \u2026"


def _versus(one: Figures, other: Figures) -> dict[str, Versus]:
    return {name: Versus(one=one[name], other=other[name]) for name in one if name in other}


def _side_by_side(
    one: Mapping[str, Figures], other: Mapping[str, Figures]
) -> dict[str, dict[str, Versus]]:
    return {name: _versus(one[name], other[name]) for name in one if name in other}


def _changed(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {
        name: (one.get(name, ""), other.get(name, ""))
        for name in dict.fromkeys((*one, *other))
        if one.get(name) != other.get(name)
    }
