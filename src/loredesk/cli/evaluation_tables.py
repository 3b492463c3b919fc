"""Evaluations as lines for people."""

from collections.abc import Iterator, Mapping, Sequence

from loredesk.cli.printing import counted
from loredesk.domain.evaluations import Comparison, EvaluationKind, Missed, Report, Run, Versus
from loredesk.domain.measures import Figures

_BAR = 24
_MISSED_SHOWN = 5


def run_line(run: Run) -> str:
    """Return a run in one line."""
    figures = "  ".join(f"{name} {_share(value)}" for name, value in _main(run.report.figures))
    when = f"{run.at.astimezone():%Y-%m-%d %H:%M}"
    return f"{run.id:>4}  {when}  {run.report.kind:<9}  {run.report.subject}  {figures}"


def report_lines(run: Run) -> list[str]:
    """Return a run with everything there is to say of it."""
    return list(_report(run))


def comparison_lines(value: Comparison) -> list[str]:
    """Return two runs side by side."""
    return list(_comparison(value))


def _report(run: Run) -> Iterator[str]:
    report = run.report
    skipped = f", {counted(report.skipped, 'unknown name')} skipped" if report.skipped else ""
    yield f"{report.subject}: {counted(report.questions, 'question')}{skipped}, {run.seconds:.1f} s"
    for remark in report.remarks:
        yield ""
        yield remark
    yield ""
    for name, value in report.figures.items():
        yield f"  {name:<20} {_share(value)}  {_bar(value)}"
    tables = {
        "in turns held out": report.lesson.figures if report.lesson is not None else {},
        "each stage alone": report.stages,
        "without one clue": report.ablation,
        "in parts": _parts(report),
    }
    for title, table in tables.items():
        if table:
            yield ""
            yield from _table(title, table)
    yield from _missed(report.missed, report.missed_in_all)
    for caveat in report.caveats:
        yield ""
        yield caveat


def _comparison(value: Comparison) -> Iterator[str]:
    one, other = value.one, value.other
    yield f"A: {run_line(one).strip()}"
    yield f"B: {run_line(other).strip()}"
    if not value.same_questions:
        yield "They were not asked the same, so that the figures tell little of the settings."
    for name, (before, after) in value.settings.items():
        yield f"  {name}: {before or 'nothing'} \u2192 {after or 'nothing'}"
    yield ""
    yield f"  {'':<20} {'A':>6}  {'B':>6}  {'B - A':>6}"
    yield from (f"  {name:<20} {_versus(figure)}" for name, figure in value.figures.items())
    for part, figures in (*value.stages.items(), *value.groups.items()):
        yield ""
        yield f"{part}:"
        yield from (f"  {name:<20} {_versus(figure)}" for name, figure in figures.items())
    yield from _changed(value)


def _changed(value: Comparison) -> Iterator[str]:
    for words, asked in (("found now", value.now_found), ("missed now", value.now_missed)):
        if asked:
            yield ""
            yield f"{words} ({len(asked)}):"
            yield from (f"  {text}" for text in asked)


def _parts(report: Report) -> dict[str, Figures]:
    """Return the figures of each group, unless there is but one dialogue."""
    if report.kind is EvaluationKind.DIALOGUES and len(report.groups) == 1:
        return {}
    return {f"{one.name} ({one.questions})": one.figures for one in report.groups}


def _table(title: str, table: Mapping[str, Figures]) -> Iterator[str]:
    measures = list(next(iter(table.values())))
    width = max(len(title), *(len(name) + 2 for name in table))
    yield f"{title:<{width}}  {'  '.join(f'{_short(one):>8}' for one in measures)}"
    for name, figures in table.items():
        shares = "  ".join(f"{_share(figures[one]):>8}" for one in measures)
        yield f"  {name:<{width - 2}}  {shares}"


def _missed(missed: Sequence[Missed], in_all: int) -> Iterator[str]:
    if not missed:
        return
    yield ""
    yield f"missed: {in_all}; `eval show RUN --json` tells more of them"
    for one in missed[:_MISSED_SHOWN]:
        yield f"  {one.asked}"
        for wanted in one.wanted:
            place = f"place {wanted.rank}" if wanted.rank is not None else "not found"
            told = f"{wanted.name}: {wanted.text}" if wanted.text else wanted.name
            yield f"    {'' if one.found and one.found[0].rank is None else f'{place}, '}{told}"


def _main(figures: Figures) -> Iterator[tuple[str, float]]:
    shown = [name for name in ("recall@10", "budget_recall@2048", "passed") if name in figures]
    return ((name, figures[name]) for name in shown)


def _versus(figure: Versus) -> str:
    return f"{_share(figure.one)}  {_share(figure.other)}  {100 * figure.difference:>+6.1f}"


def _short(measure: str) -> str:
    return measure.replace("budget_recall", "budget").replace("recall", "r")


def _share(value: float) -> str:
    return f"{100 * value:5.1f}%"


def _bar(value: float) -> str:
    full = round(_BAR * value)
    return "\u2588" * full + "\u00b7" * (_BAR - full)
