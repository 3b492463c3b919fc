"""How evaluations look as JSON: the keys scripts rely on."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from loredesk.domain.evaluations import Comparison, EvaluationKind, Group, Report, Run, Versus
from loredesk.domain.measures import Figures

Json = dict[str, Any]

_GROUPS = {
    EvaluationKind.DIALOGUES: "dialogues",
    EvaluationKind.WORLD: "kinds",
    EvaluationKind.SESSION: "kinds",
    EvaluationKind.PROMPTS: "tasks",
}


def report(value: Report) -> Json:
    """Return the answer of `eval recall` and `eval prompts`."""
    told: Json = {**value.figures, "questions": value.questions}
    if value.kind is EvaluationKind.PROMPTS:
        told["failed"] = [asdict(one) for one in value.missed]
    else:
        told["skipped"] = value.skipped
        told["stages"] = _figures(value.stages)
    if value.ablation:
        told["ablation"] = _figures(value.ablation)
    if value.kind is EvaluationKind.SESSION:
        told["lesson"] = None if value.lesson is None else asdict(value.lesson)
        told["remarks"] = list(value.remarks)
    if value.kind is not EvaluationKind.DIALOGUES or len(value.groups) > 1:
        told[_GROUPS[value.kind]] = [_group(one) for one in value.groups]
    return told


def row(value: Run) -> Json:
    """Return a row of `eval list`."""
    return {
        "id": value.id,
        "at": value.at.isoformat(),
        "kind": value.report.kind,
        "subject": value.report.subject,
        "questions": value.report.questions,
        "seconds": value.seconds,
        "figures": dict(value.report.figures),
        "settings": value.fingerprint.as_lines(),
    }


def whole(value: Run) -> Json:
    """Return the answer of `eval show`."""
    return {
        **row(value),
        "report": report(value.report),
        "missed": [asdict(one) for one in value.report.missed],
        "missed_in_all": value.report.missed_in_all,
        "caveats": list(value.report.caveats),
    }


def comparison(value: Comparison) -> Json:
    """Return the answer of `eval compare`."""
    return {
        "a": row(value.one),
        "b": row(value.other),
        "same_questions": value.same_questions,
        "figures": _versus(value.figures),
        "stages": {name: _versus(figures) for name, figures in value.stages.items()},
        "groups": {name: _versus(figures) for name, figures in value.groups.items()},
        "settings": {name: {"a": one, "b": other} for name, (one, other) in value.settings.items()},
        "now_found": list(value.now_found),
        "now_missed": list(value.now_missed),
    }


def _figures(table: Mapping[str, Figures]) -> Json:
    return {name: dict(figures) for name, figures in table.items()}


def _group(value: Group) -> Json:
    return {"name": value.name, "questions": value.questions, **value.figures}


def _versus(figures: Mapping[str, Versus]) -> Json:
    return {
        name: {"a": one.one, "b": one.other, "difference": one.difference}
        for name, one in figures.items()
    }
