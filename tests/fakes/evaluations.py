"""Evaluations that were made up, and a shelf that keeps them in memory."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from loredesk.domain.errors import UserFixableError
from loredesk.domain.evaluations import (
    EvaluationKind,
    Fingerprint,
    Found,
    Group,
    Missed,
    Report,
    Run,
    RunId,
)
from loredesk.domain.measures import MEASURES

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def figures(share: float) -> dict[str, float]:
    """Return the same share for every measure."""
    return dict.fromkeys(MEASURES, share)


def report(share: float = 0.8, **values: Any) -> Report:
    """Return a report about a dialogue."""
    missed = Missed(
        asked="Where is the key?",
        group="harbour",
        wanted=(Found(name="1:1", text="Under the lamp.", rank=17),),
        found=(Found(name="2:4", text="The key turns.", rank=1),),
    )
    told: dict[str, Any] = {
        "kind": EvaluationKind.DIALOGUES,
        "subject": "harbour.json",
        "subject_hash": "abc",
        "questions": 10,
        "figures": figures(share),
        "stages": {"words": figures(share / 2), "final": figures(share)},
        "groups": (Group(name="harbour", questions=10, figures=figures(share)),),
        "missed": (missed,),
        "missed_in_all": 1,
    }
    return Report(**{**told, **values})


def fingerprint(**values: Any) -> Fingerprint:
    """Return the settings a run may have had."""
    told: dict[str, Any] = {
        "version": "1",
        "embedding": "builtin/mini",
        "weights": "w1",
        "models": {"generation": "builtin"},
        "prompts": {"reply": "p1"},
    }
    return Fingerprint(**{**told, **values})


def run(number: int = 1, share: float = 0.8, **values: Any) -> Run:
    """Return a run that was kept."""
    return Run(
        id=RunId(str(number)),
        at=NOON,
        seconds=1.5,
        fingerprint=values.pop("fingerprint", fingerprint()),
        report=report(share, **values),
    )


class MemoryShelf:
    """Keeps runs in memory."""

    def __init__(self) -> None:
        self.kept: list[Run] = []
        self._number = 0

    def keep(self, report: Report, fingerprint: Fingerprint, *, seconds: float) -> Run:
        """Keep a run and return it under its id."""
        self._number += 1
        run = Run(
            id=RunId(str(self._number)),
            at=NOON,
            seconds=seconds,
            fingerprint=fingerprint,
            report=report,
        )
        self.kept.append(run)
        return run

    def runs(self) -> Sequence[Run]:
        """Return every run, the newest first."""
        return tuple(reversed(self.kept))

    def get(self, run_id: RunId) -> Run:
        """Return a run, or refuse with a sentence."""
        found = next((one for one in self.kept if one.id == run_id), None)
        if found is None:
            raise UserFixableError(f"There is no evaluation {run_id!r}.")
        return found

    def forget(self, run_id: RunId) -> None:
        """Remove a run."""
        self.kept = [one for one in self.kept if one.id != run_id]
