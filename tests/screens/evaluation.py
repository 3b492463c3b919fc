"""The evaluation: running, read, compared, missed questions."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from loredesk.domain.evaluations import (
    EvaluationKind,
    Fingerprint,
    Found,
    Group,
    Missed,
    Progress,
    Report,
    Run,
    RunId,
    compared,
)
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.measures import MEASURES
from loredesk.services.evaluation.session_runs import CAVEATS
from loredesk.services.evaluation.session_words import about_lesson
from loredesk.ui.evaluation.state import EvaluationState, What
from loredesk.ui.evaluation.view import EvaluationDialog
from loredesk.ui.notice import Notice
from tests.fakes.lessons import SHARES, learned, lesson
from tests.screens.camera import Camera
from tests.screens.dialogs import hide_from_screen
from tests.screens.made_up import UNBROKEN

WHEN = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)
SIZES = ((1040, 680), (620, 460))
TABS = {"figures": 0, "side-by-side": 1, "missed": 2, "settings": 3}


def shoot_all(camera: Camera) -> None:
    """Take the pictures of the evaluation."""
    before, after = _dialogues("7", 0.71, "builtin/hashing-512"), _dialogues("9", 0.78)
    prompts, session, taught = _prompts(), _session(), _taught()
    runs = (after, session, prompts, before)
    full = EvaluationState(open=True, session_title="The Quiet Season", runs=runs, chosen=after.id)
    against = replace(full, against=before.id, comparison=compared(before, after))
    for name, tab in TABS.items():
        _shoot(camera, name, against, tab)
    refused = Notice(
        sentence="'campaign.json' cannot be used: sessions[3].turns[17].speaker is missing.",
        hint="The README describes the format, under \u201cEvaluation\u201d.",
        tone="danger",
    )
    progress = Progress(doing="campaign: reading the turns", done=320, total=612)
    states = {
        "empty": EvaluationState(open=True),
        "running": replace(full, running=progress, what=What.FILE, ablation=True),
        "refused": replace(full, notice=refused, what=What.FILE),
        "prompts": replace(full, chosen=prompts.id),
        "session": replace(full, chosen=session.id, what=What.SESSION),
        "learned": replace(
            full, runs=(taught, *runs), chosen=taught.id, what=What.SESSION, **_learned()
        ),
        "learned-no-more": replace(
            full, chosen=session.id, what=What.SESSION, **_learned() | {"learned_counts": False}
        ),
    }
    for name, state in states.items():
        _shoot(camera, name, state, 0)
    _shoot(camera, "prompts-missed", states["prompts"], TABS["missed"])


def _shoot(camera: Camera, name: str, state: EvaluationState, tab: int) -> None:
    dialog = EvaluationDialog(camera.look)
    hide_from_screen(dialog)
    dialog.show_state(state)
    dialog._form.tabs.setCurrentIndex(tab)
    camera.shoot(f"evaluation-{name}", dialog, *SIZES)
    dialog.deleteLater()


def _figures(share: float) -> dict[str, float]:
    return {name: min(share * (1 + number / 25), 1) for number, name in enumerate(MEASURES)}


def _dialogues(run_id: str, share: float, embedding: str = "builtin/all-minilm-l6-v2@256") -> Run:
    missed = tuple(
        Missed(
            asked=f"{asked} {UNBROKEN if not at else ''}",
            group="the_boat",
            wanted=(
                Found(name="4:17 \u00b7 Narrator", text="He hid it below the bilge.", rank=37),
            ),
            found=tuple(
                Found(name=f"{place}:2 \u00b7 You", text="Where would one hide a key?", rank=place)
                for place in range(1, 6)
            ),
        )
        for at, asked in enumerate(
            ("Where did Odo hide the key?", "What did the owl cost?", "When did it snow first?")
        )
    )
    report = Report(
        kind=EvaluationKind.DIALOGUES,
        subject="campaign.json",
        subject_hash="c",
        questions=1745,
        skipped=3,
        figures=_figures(share),
        stages={
            name: _figures(share * part)
            for name, part in (
                ("words", 0.7),
                ("meaning", 0.68),
                ("near", 0.71),
                ("first", 0.95),
                ("final", 1.0),
            )
        },
        ablation={name: _figures(share - 0.01) for name in ("covered", "near_meaning", "number")},
        groups=tuple(
            Group(name=name, questions=212, figures=_figures(share))
            for name in ("the_boat", "the_band", "the_archive")
        ),
        missed=missed[int(run_id == "7") :],
        missed_in_all=len(missed) - int(run_id == "7"),
        caveats=("Without a clue the others count what they did with it.",),
    )
    settings = Fingerprint(
        version="0.1.0",
        embedding=embedding,
        weights="5f0c93aa01be",
        models={"generation": "openai: mistral-small", "analysis": "builtin"},
        prompts={"reply": "a81f09c2d7e4", "analyse_turn": "77aa01c2d7e4"},
    )
    return Run(id=RunId(run_id), at=WHEN, seconds=96.2, fingerprint=settings, report=report)


def _prompts() -> Run:
    failed = Missed(
        asked="a wound is noticed",
        group="analyse_turn",
        wanted=(Found(name="has an update for Dagny Roe"), Found(name="says 'wrist'")),
        found=(Found(name="answer", text='{"updates": [], "creations": []}'),),
    )
    run = _dialogues("8", 0.8)
    figures = {"passed": 0.94, "score": 0.98}
    report = Report(
        kind=EvaluationKind.PROMPTS,
        subject="all prompts",
        subject_hash="p",
        questions=17,
        figures=figures,
        groups=tuple(
            Group(name=name, questions=6, figures=figures)
            for name in ("analyse_turn", "rewrite_note", "create_entity", "reply")
        ),
        missed=(failed,),
        missed_in_all=1,
    )
    return replace(run, report=report)


def _session() -> Run:
    run = _dialogues("6", 0.6)
    report = replace(
        run.report,
        kind=EvaluationKind.SESSION,
        subject="The Quiet Season, the winter in which the bell was heard again",
        subject_hash="s",
        ablation={},
        groups=(Group(name="names", questions=40, figures=_figures(0.8)),),
        caveats=CAVEATS,
    )
    return replace(run, id=RunId("5"), report=report)


def _taught() -> Run:
    run = _session()
    told = lesson(turns=137, figures={name: _figures(share) for name, share in SHARES.items()})
    remarks = (
        about_lesson(told, None, given_up=False),
        "Entries come up worse than by words alone: 61.0 % against 63.4 % in 2,048 tokens.",
    )
    return replace(run, id=RunId("10"), report=replace(run.report, lesson=told, remarks=remarks))


def _learned() -> dict[str, Any]:
    made = learned(
        WorldId("world"),
        SessionId("session"),
        session_title="The Quiet Season, the winter in which the bell was heard again",
        lesson=lesson(turns=137),
        learned_at=WHEN,
    )
    return {"learned": made, "learned_counts": True}
