"""Evaluations as an author asks for them: run, kept, listed, compared."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from loredesk.domain.errors import TransientError, UserFixableError
from loredesk.domain.evaluations import (
    Comparison,
    EvaluationKind,
    Fingerprint,
    Progress,
    Report,
    Run,
    RunId,
    compared,
)
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.lessons import Verdict
from loredesk.domain.messages import Session
from loredesk.domain.services import Service
from loredesk.ports.evaluations import RunShelf
from loredesk.ports.store import Store
from loredesk.services.asking import Asker
from loredesk.services.evaluation import question_files
from loredesk.services.evaluation.bench import OpenBench, Tell, embed_documents
from loredesk.services.evaluation.copying import copy_canon
from loredesk.services.evaluation.dialogue_runs import DialogueRuns
from loredesk.services.evaluation.entry_runs import EntryRuns
from loredesk.services.evaluation.golden import read_cases
from loredesk.services.evaluation.prompt_runs import PromptRuns
from loredesk.services.evaluation.session_lessons import Learned
from loredesk.services.evaluation.session_runs import CAVEATS, SessionRuns
from loredesk.services.evaluation.session_words import about_lesson, about_single, about_weights
from loredesk.services.evaluation.tally import Tally
from loredesk.services.weights import WeightService

ABLATION_CAVEAT = "Without a clue the others count what they did with it; nothing is learned anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationTools:
    """What evaluations are run with."""

    store: Store
    """The author's library, which is only read."""
    shelf: RunShelf
    bench: OpenBench
    askers: Mapping[Service, Asker]
    folder: Callable[[], Traversable]
    """The resources that came with Loredesk."""
    fingerprint: Callable[[], Fingerprint]
    weights: WeightService


class EvaluationService:
    """Measures recall and prompts, and keeps what came of it."""

    def __init__(self, tools: EvaluationTools) -> None:
        self._tools = tools

    async def file(
        self,
        path: Path,
        *,
        world_id: WorldId | None = None,
        ablation: bool = False,
        tell: Tell | None = None,
    ) -> Run:
        """Measure recall on the questions of a file: about its own dialogues, or about a world.

        Raises UserFixableError that says what is wrong with the file, and where.
        """
        told = await asyncio.to_thread(question_files.read, path)
        if told.dialogues:
            return await self._dialogues(told, ablation=ablation, tell=tell or _silently)
        if world_id is None:
            message = f"The questions in {path.name!r} are about the entries of a world."
            raise UserFixableError(message, hint="Name it with --world.")
        return await self._world(told, world_id, tell or _silently)

    async def sample(self, *, tell: Tell | None = None) -> Run:
        """Measure recall on the questions about the sample world that came with Loredesk."""
        told = await asyncio.to_thread(
            lambda: question_files.read(self._tools.folder().joinpath("sample", "questions.json"))
        )
        return await self._world(told, None, tell or _silently)

    async def session(
        self, session_id: SessionId, *, learn: bool = False, tell: Tell | None = None
    ) -> Run:
        """Measure recall on the replies of a session of the author's own (see `session_runs`).

        With *learn* the weights they teach are kept for its world, where they do better.
        """
        tools, began = self._tools, time.perf_counter()
        if learn:
            tools.weights.refuse_beside_owner()
        session = await tools.store.read(lambda repos: repos.sessions.get(session_id))
        before = await tools.weights.in_use(session.world_id)
        async with tools.bench() as bench:
            model = bench.embedder.info.model
            runs = SessionRuns(bench, author=tools.store, tell=tell or _silently)
            result = await runs.measured(session_id, session.world_id, weights=before, learn=learn)
            if bench.embedder.info.model != model:
                message = "The embedding model was changed while the session was measured."
                raise TransientError(message, hint="Evaluate it again.")
            caveats = (*CAVEATS, *bench.look.caveats())
        tally, learned = result.tally, result.learned
        if not tally.questions:
            message = f"No reply in {session.title!r} uses anything told long before it."
            hint = "Play on: what stands in the last turns is in every prompt anyway."
            raise UserFixableError(message, hint=hint)
        report = _report(
            tally,
            kind=EvaluationKind.SESSION,
            subject=session.title,
            subject_hash=f"{session_id} {session.head}",
            caveats=caveats,
        )
        remarks = tuple(about_single(report.stages))
        if before is not None:
            remarks = (about_weights(before, session_id), *remarks)
        report = replace(report, remarks=remarks)
        if learned is None:
            return await self._keep(report, began, before)
        # Whoever stops it now gets both, what was learned and the report that says so.
        return await asyncio.shield(
            self._keep_learned(report, began, learned, session, before, model)
        )

    async def prompts(self, service: Service | None = None, *, tell: Tell | None = None) -> Run:
        """Ask the models the golden prompts, or those of one service only."""
        tools, began = self._tools, time.perf_counter()
        every = await asyncio.to_thread(
            lambda: read_cases(tools.folder().joinpath("evaluation", "prompts.yaml"))
        )
        cases = [one for one in every if service in {None, one.service}]
        if not cases:
            message = f"There are no golden prompts for {service!s}."
            raise UserFixableError(message, hint="It makes vectors; `eval recall` measures those.")
        tally = await PromptRuns(tools.askers, tell=tell or _silently).measured(cases)
        missed = tally.worst()
        report = Report(
            kind=EvaluationKind.PROMPTS,
            subject=f"prompts of {service}" if service else "all prompts",
            subject_hash=_hash([(one.name, str(one.inputs), str(one.must)) for one in cases]),
            questions=len(cases),
            figures=tally.figures(),
            groups=tally.of_groups(),
            missed=missed,
            missed_in_all=len(tally.missed),
        )
        return await self._keep(report, began)

    async def runs(self) -> Sequence[Run]:
        """Return every run that was kept, the newest first."""
        return await asyncio.to_thread(self._tools.shelf.runs)

    async def run(self, run_id: RunId) -> Run:
        """Return a run that was kept."""
        return await asyncio.to_thread(self._tools.shelf.get, run_id)

    async def compare(self, one: RunId, other: RunId) -> Comparison:
        """Return two runs side by side."""
        return compared(await self.run(one), await self.run(other))

    async def forget(self, run_id: RunId) -> None:
        """Remove a run."""
        await asyncio.to_thread(self._tools.shelf.forget, run_id)

    async def _dialogues(
        self, told: question_files.Questions, *, ablation: bool, tell: Tell
    ) -> Run:
        began = time.perf_counter()
        async with self._tools.bench() as bench:
            runs = DialogueRuns(bench, ablation=ablation, tell=tell)
            tally = await runs.measured(told.dialogues)
            caveats = bench.look.caveats()
        if not tally.questions:
            message = f"No question in {told.name!r} has evidence among its turns."
            raise UserFixableError(message, hint="Nothing could be measured.")
        report = _report(
            tally,
            kind=EvaluationKind.DIALOGUES,
            subject=told.name,
            subject_hash=told.digest,
            skipped=sum(one.skipped for one in told.dialogues),
            caveats=(ABLATION_CAVEAT, *caveats) if ablation else caveats,
        )
        return await self._keep(report, began)

    async def _world(
        self, told: question_files.Questions, world_id: WorldId | None, tell: Tell
    ) -> Run:
        """Measure on a world of the author's, or on the sample world as it came."""
        tools, began = self._tools, time.perf_counter()
        async with tools.bench() as bench:
            if world_id is None:
                world = await bench.sample.install()
                entries = await bench.store.read(lambda repos: repos.lore.visible(world.id, None))
            else:
                entries = await copy_canon(tools.store, bench, world_id)
                world = await bench.store.read(lambda repos: repos.worlds.get(world_id))
            await embed_documents(
                bench,
                lambda done, total: tell(
                    Progress(doing="reading the lore", done=done, total=total)
                ),
            )
            runs = EntryRuns(bench.recall, bench.look, tell=tell)
            result = await runs.measured(told.entries, world.id, entries)
            caveats = bench.look.caveats()
        if not result.tally.questions:
            message = f"No question in {told.name!r} names an entry of {world.title!r}."
            raise UserFixableError(message, hint="Entries are named by title, alias or handle.")
        report = _report(
            result.tally,
            kind=EvaluationKind.WORLD,
            subject=world.title,
            subject_hash=_hash([told.digest, sorted((one.title, one.content) for one in entries)]),
            skipped=result.skipped,
            caveats=caveats,
        )
        return await self._keep(report, began)

    async def _keep_learned(
        self,
        report: Report,
        began: float,
        learned: Learned,
        session: Session,
        before: LearnedWeights | None,
        model: str,
    ) -> Run:
        """Keep what does better, or give up what the same session taught; and the report of it."""
        weights, lesson = self._tools.weights, learned.lesson
        measured = lesson.verdict is not Verdict.TOO_FEW
        given_up = before is not None and before.session_id == session.id and measured
        if learned.weights is not None:
            await weights.keep(session.id, learned.weights, lesson, model)
        elif given_up:
            await weights.forget(session.world_id)
        remarks = (about_lesson(lesson, before, given_up=given_up), *report.remarks)
        return await self._keep(replace(report, remarks=remarks, lesson=lesson), began, before)

    async def _keep(
        self, report: Report, began: float, weights: LearnedWeights | None = None
    ) -> Run:
        seconds = time.perf_counter() - began
        fingerprint = await asyncio.to_thread(self._tools.fingerprint)
        if weights is not None:
            told = _hash([dict(weights.first), dict(weights.second)])[:12]
            fingerprint = replace(fingerprint, weights=f"{told} (learned)")
        shelf = self._tools.shelf
        return await asyncio.to_thread(
            lambda: shelf.keep(report, fingerprint, seconds=round(seconds, 3))
        )


def _report(  # what a report begins with
    tally: Tally,
    *,
    kind: EvaluationKind,
    subject: str,
    subject_hash: str,
    skipped: int = 0,
    caveats: tuple[str, ...] = (),
) -> Report:
    return Report(
        kind=kind,
        subject=subject,
        subject_hash=subject_hash,
        questions=tally.questions,
        skipped=skipped,
        figures=tally.figures(),
        stages=tally.of_stages(),
        ablation=tally.of_ablation(),
        groups=tally.of_groups(),
        missed=tally.worst(),
        missed_in_all=len(tally.missed),
        caveats=caveats,
    )


def _hash(told: object) -> str:
    return sha256(json.dumps(told, default=str).encode()).hexdigest()[:16]


def _silently(_progress: Progress) -> None:
    """Tell nobody."""
