"""Evaluations as files of the home, one for each run.

They are files, and not rows of the library, because they are measurements of settings and not part
of anybody's story: going back to a backup must not forget them, a run may be kept beside the
process that owns the library, and a file can be sent to somebody who sees other figures.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
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
from loredesk.domain.lessons import Lesson, Verdict
from loredesk.host.files import PRIVATE_FILE, PRIVATE_FOLDER, explained, write_whole

logger = logging.getLogger(__name__)

VERSION = 1
_SUFFIX = ".json"
_MOST_BYTES = 50_000_000


class FolderRuns:
    """Keeps runs in a folder, numbered in the order in which they ended."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def keep(self, report: Report, fingerprint: Fingerprint, *, seconds: float) -> Run:
        """Keep a run that has just ended, and return it under its id."""
        try:
            self._folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            file = self._free()
            run = Run(
                id=RunId(file.stem),
                at=self._now(),
                seconds=seconds,
                fingerprint=fingerprint,
                report=report,
            )
            write_whole(file, json.dumps(_told(run), ensure_ascii=False, indent=1) + "\n")
        except OSError as error:
            raise explained(error, self._folder, "keep the evaluation in") from error
        return run

    def runs(self) -> Sequence[Run]:
        """Return every run that can be read, the newest first."""
        found = [run for file in self._files() if (run := _read(file)) is not None]
        return sorted(found, key=lambda run: int(run.id), reverse=True)

    def get(self, run_id: RunId) -> Run:
        """Return a run, or refuse with a sentence where there is none."""
        file = next((one for one in self._files() if one.stem == run_id), None)
        run = _read(file) if file is not None else None
        if run is None:
            hint = "`loredesk eval list` lists them."
            raise UserFixableError(f"There is no evaluation {run_id!r}.", hint=hint)
        return run

    def forget(self, run_id: RunId) -> None:
        """Remove a run; nothing happens where there is none."""
        for file in self._files():
            if file.stem == run_id:
                try:
                    file.unlink(missing_ok=True)
                except OSError as error:
                    raise explained(error, file, "remove") from error

    def _files(self) -> Iterator[Path]:
        if not self._folder.is_dir():
            return
        for file in self._folder.glob(f"*{_SUFFIX}"):
            if file.stem.isascii() and file.stem.isdecimal():
                yield file

    def _free(self) -> Path:
        """Return the file of the next number, which is there from then on and nobody else's."""
        number = max((int(file.stem) for file in self._files()), default=0)
        while True:
            number += 1
            file = self._folder / f"{number}{_SUFFIX}"
            try:
                file.touch(mode=PRIVATE_FILE, exist_ok=False)
            except FileExistsError:
                continue
            return file


def _told(run: Run) -> dict[str, Any]:
    return {"version": VERSION, **asdict(run), "at": run.at.isoformat()}


def _read(file: Path) -> Run | None:
    """Return the run in *file*; None where it is no run, or one of a newer Loredesk."""
    try:
        with file.open("rb") as stream:
            told = json.loads(stream.read(_MOST_BYTES))
        if told["version"] != VERSION:
            logger.info("The evaluation %s was kept by another Loredesk", file)
            return None
        return _run(RunId(file.stem), told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        logger.warning("The evaluation %s cannot be read: %s", file, error)
        return None


def _run(run_id: RunId, told: Mapping[str, Any]) -> Run:
    at = datetime.fromisoformat(told["at"])
    return Run(
        id=run_id,
        at=at if at.tzinfo is not None else at.replace(tzinfo=UTC),
        seconds=float(told["seconds"]),
        fingerprint=Fingerprint(**told["fingerprint"]),
        report=_report(told["report"]),
    )


def _report(told: Mapping[str, Any]) -> Report:
    return Report(
        **{
            **told,
            "kind": EvaluationKind(told["kind"]),
            "groups": tuple(Group(**one) for one in told["groups"]),
            "missed": tuple(_missed(one) for one in told["missed"]),
            "lesson": _lesson(told.get("lesson")),
            "remarks": tuple(told.get("remarks", ())),
            "caveats": tuple(told["caveats"]),
        }
    )


def _lesson(told: Mapping[str, Any] | None) -> Lesson | None:
    return None if told is None else Lesson(**{**told, "verdict": Verdict(told["verdict"])})


def _missed(told: Mapping[str, Any]) -> Missed:
    return Missed(
        **{
            **told,
            "wanted": tuple(Found(**one) for one in told["wanted"]),
            "found": tuple(Found(**one) for one in told["found"]),
        }
    )
