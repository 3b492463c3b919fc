"""An evaluation in an author's words, as plain lines and as safe HTML."""

from collections.abc import Iterable, Iterator, Mapping

from loredesk.domain.evaluations import (
    Comparison,
    EvaluationKind,
    Found,
    Missed,
    Progress,
    Report,
    Run,
)
from loredesk.domain.lessons import BUILT_IN, LEARNED, SINGLE
from loredesk.domain.measures import Figures
from loredesk.ui.evaluation.state import EvaluationState, What
from loredesk.ui.figure_words import COLUMNS, MEASURES, Bar, Section, share_of
from loredesk.ui.review.diff_html import plain_html
from loredesk.ui.theme.tokens import Tokens

STAGES: Mapping[str, str] = {
    "words": "Words alone",
    "meaning": "Meaning alone",
    "near": "Words with neighbours",
    "first": "First stage",
    "triggers": "Names alone",
    "turns": "Messages alone",
    "entries": "Entries alone",
    "entries by words": "Entries by words alone",
    "entries by meaning": "Entries by meaning alone",
    "newest": "The newest, unasked",
    "not reranked": "Without the reranker",
    "reranked": "The reranker alone",
    "final": "As it is told",
}

HELD_OUT: Mapping[str, str] = {
    **{name: STAGES[name] for name in SINGLE},
    BUILT_IN: "Built-in weights",
    LEARNED: "Learned weights",
}
"""The orders a lesson compares."""

_MAIN = "recall@10"
_PARTS = {
    EvaluationKind.DIALOGUES: "Dialogue by dialogue",
    EvaluationKind.WORLD: "By kind of question",
    EvaluationKind.SESSION: "By what was used",
    EvaluationKind.PROMPTS: "Task by task",
}
_CHOICES = {
    What.SAMPLE: "The questions about the sample world",
    What.FILE: "A file of questions \u2026",
    What.PROMPTS: "The prompts in use",
}


def choice_of(what: What, session_title: str) -> str:
    """Return how what can be evaluated is called."""
    return _CHOICES.get(what, f"This session: {session_title}")


def title_of(run: Run) -> str:
    """Return what was evaluated."""
    return run.report.subject


def caption_of(run: Run) -> str:
    """Return the figure that says most, and when it was measured."""
    figures = run.report.figures
    name = next((one for one in (_MAIN, "passed") if one in figures), "")
    told = f"{COLUMNS[name]}: {share_of(figures[name])} \u00b7 " if name else ""
    return f"{told}{run.at.astimezone():%d %b, %H:%M} \u00b7 {run.id}"


def about(run: Run) -> str:
    """Return what a run was asked, how long it took, and when."""
    report = run.report
    thing = "case" if report.kind is EvaluationKind.PROMPTS else "question"
    parts = [
        counted(report.questions, thing),
        f"{counted(report.skipped, 'unknown name')} skipped" if report.skipped else "",
        f"{run.seconds:.1f} s",
        f"{run.at.astimezone():%d %b %Y, %H:%M}",
    ]
    return " \u00b7 ".join(part for part in parts if part)


def progress_of(progress: Progress) -> str:
    """Return how far an evaluation has come."""
    words = f"{progress.doing[:1].upper()}{progress.doing[1:]}"
    if not progress.total:
        return f"{words} \u2026"
    return f"{words}: {progress.done:,} of {progress.total:,}"


def counted(number: int, noun: str) -> str:
    """Return *number* of *noun*."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def sections(report: Report) -> tuple[Section, ...]:
    """Return every table of figures of *report*, each with its heading."""
    clues = {f"without {name.replace('_', ' ')}": one for name, one in report.ablation.items()}
    parts = {f"{one.name} ({one.questions:,})": one.figures for one in report.groups}
    stages = {STAGES.get(name, name): one for name, one in report.stages.items()}
    alone = report.kind is EvaluationKind.DIALOGUES and len(parts) == 1
    held_out = report.lesson.figures if report.lesson is not None else {}
    tables = (
        ("In turns held out", {HELD_OUT.get(name, name): one for name, one in held_out.items()}),
        ("Each stage alone", stages),
        (_PARTS[report.kind], {} if alone else parts),
        ("Without one clue", clues),
    )
    return tuple((title, table) for title, table in tables if table)


def before_of(comparison: Comparison | None) -> dict[tuple[str, str], Figures]:
    """Return the figures of the other run, by table and line."""
    if comparison is None:
        return {}
    return {
        (title, line): figures
        for title, table in sections(comparison.one.report)
        for line, figures in table.items()
    }


def main_table(report: Report, before: Report | None) -> tuple[str, tuple[Bar, ...]]:
    """Return one measure for each stage, or for each part where there are no stages, as bars."""
    tables = sections(report)
    if not tables:
        return "", ()
    title, table = tables[0]
    measure = _MAIN if _MAIN in report.figures else "score"
    was = dict(sections(before)).get(title, {}) if before is not None else {}
    bars = tuple(
        Bar(words=name, share=figures[measure], was=was.get(name, {}).get(measure))
        for name, figures in table.items()
    )
    return f"{title}: {MEASURES[measure][0].lower()}", bars


def missed_caption(missed: Missed) -> str:
    """Return where what was wanted stood."""
    places = [one.rank for one in missed.wanted]
    if missed.found and missed.found[0].rank is None:
        return f"{missed.group} \u00b7 {counted(len(places), 'check')} failed"
    told = [f"place {place:,}" if place is not None else "not found" for place in places[:3]]
    more = " \u2026" if len(places) > len(told) else ""
    group = f"{missed.group} \u00b7 " if missed.group else ""
    return f"{group}{', '.join(told)}{more}"


def missed_html(missed: Missed, tokens: Tokens) -> str:
    """Return a missed question with what was wanted and what was found, as safe HTML."""
    failed_check = bool(missed.found) and missed.found[0].rank is None
    wanted, found = "What was wanted", "What came up instead"
    if failed_check:
        wanted, found = "What the answer must be like, and is not", "What was answered"
    return "".join(
        (
            f"<p><b>{plain_html(missed.asked)}</b></p>",
            _heading(wanted, tokens),
            *(_found(one, tokens, ranked=not failed_check) for one in missed.wanted),
            _heading(found, tokens) if missed.found else "",
            *(_found(one, tokens, ranked=not failed_check) for one in missed.found),
        )
    )


def settings_html(run: Run, comparison: Comparison | None, tokens: Tokens) -> str:
    """Return the settings of a run, and what another has changed of them, as safe HTML."""
    parts: list[str] = []
    if comparison is not None:
        parts.extend(_compared(comparison, tokens))
    parts.append(_heading("The settings of this run", tokens))
    rows = (
        f'<tr><td style="color:{tokens.muted}; padding-right:16px">{plain_html(name)}</td>'
        f"<td>{plain_html(value)}</td></tr>"
        for name, value in run.fingerprint.as_lines().items()
    )
    parts.append(f"<table>{''.join(rows)}</table>")
    return "".join(parts)


def _compared(comparison: Comparison, tokens: Tokens) -> Iterator[str]:
    name = f"evaluation {comparison.one.id}"
    if not comparison.same_questions:
        yield (
            f'<p style="color:{tokens.warning_ink}">{plain_html(name.capitalize())} was asked '
            "something else: the figures say little of the settings.</p>"
        )
    yield _heading(f"What has changed since {name}", tokens)
    changes = [
        f"<p>{plain_html(setting)}: {plain_html(before or 'nothing')} \u2192 "
        f"{plain_html(after or 'nothing')}</p>"
        for setting, (before, after) in comparison.settings.items()
    ]
    yield from changes or ["<p>No setting.</p>"]
    lists = (
        ("Found now, and missed then", comparison.now_found),
        ("Missed now, and found then", comparison.now_missed),
    )
    for title, asked in lists:
        if asked:
            yield _heading(f"{title} ({len(asked):,})", tokens)
            yield _listed(asked)


def _listed(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{plain_html(line)}</li>' for line in lines)}</ul>"


def _found(one: Found, tokens: Tokens, *, ranked: bool) -> str:
    place = f"place {one.rank:,}" if one.rank is not None else "not found"
    told = f"{one.name} \u00b7 {place}" if ranked else one.name
    if not ranked and not one.text:
        return f"<p>{plain_html(told)}</p>"
    text = f"<br/>{plain_html(one.text)}" if one.text else ""
    return f'<p><span style="color:{tokens.muted}">{plain_html(told)}</span>{text}</p>'


def _heading(text: str, tokens: Tokens) -> str:
    return f'<p style="color:{tokens.accent_ink}">{plain_html(text)}</p>'


def learning_of(state: EvaluationState) -> str:
    """Return what learning is, or what was learned for the world on screen."""
    learned = state.learned
    if learned is None:
        return (
            "Learning weighs anew what speaks for an older message, by what the replies of this "
            "session used, and keeps that for this world only where it finds more."
        )
    if not state.learned_counts:
        return (
            f"What was {learned.origin.removeprefix('as ')} is not in use: the embedder or the "
            "built-in weights are others now. Learn again to use it."
        )
    figures = learned.lesson.figures
    before, after = (share_of(figures[name][_MAIN]) for name in (BUILT_IN, LEARNED))
    return (
        f"Messages of this world are ordered {learned.origin}: in turns held out the first ten "
        f"had {after} of what was used, by the built-in weights {before}."
    )


def remarks_of(report: Report) -> str:
    """Return what the figures say, in sentences."""
    return "\n\n".join(report.remarks)


def caveats_of(report: Report) -> str:
    """Return what the figures cannot show."""
    return "\n".join(report.caveats)
