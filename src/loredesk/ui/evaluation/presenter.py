"""The evaluation without its window."""

from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path

from loredesk.domain.evaluations import Progress, Run, RunId
from loredesk.domain.ids import SessionId, WorldId
from loredesk.ui.evaluation.needs import Evaluations, EvaluationView, Weights
from loredesk.ui.evaluation.state import EvaluationState, What
from loredesk.ui.notice import Notice
from loredesk.ui.task_scope import TaskScope
from loredesk.ui.trouble import told

_READ, _RUN, _COMPARE, _FORGET = "read what was kept", "evaluate", "compare", "remove"
_UNLEARN = "go back to the built-in weights"
_BEGINNING = Progress(doing="beginning", done=0, total=0)


class EvaluationPresenter:
    """Runs evaluations one at a time, and shows what was kept."""

    def __init__(self, *, view: EvaluationView, evaluations: Evaluations, weights: Weights) -> None:
        self._view = view
        self._evaluations = evaluations
        self._weights = weights
        self._state = EvaluationState()
        self._world: WorldId | None = None
        self._session: SessionId | None = None
        self._scope = TaskScope(on_error=self._failed)

    def enter(self, world_id: WorldId | None, session_id: SessionId | None) -> None:
        """Take this session as where the author is."""
        self._world, self._session = world_id, session_id

    def open(self, session_title: str = "") -> None:
        """Show what was kept; *session_title* is how the session on screen is called."""
        title = session_title if self._session is not None else ""
        state = replace(self._state, open=True, loading=True, session_title=title, notice=None)
        what = state.what if state.what in state.choices else What.SAMPLE
        self._show(replace(state, what=what))
        self._scope.start(_READ, self._read())

    def choose_what(self, what: What) -> None:
        """Say what is to be evaluated next."""
        self._show(replace(self._state, what=what))

    def choose_ablation(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Say whether a file is to be measured without one clue after the other too."""
        self._show(replace(self._state, ablation=wanted))

    def run(self, file: str = "") -> None:
        """Evaluate what was chosen; *file* is the file of questions, where it is one."""
        if self._state.running is None:
            self._show(replace(self._state, running=_BEGINNING, notice=None))
            self._scope.start(_RUN, self._run(self._work(file)))

    def learn(self) -> None:
        """Evaluate the session on screen, and let its world keep what its replies teach."""
        if self._state.running is None and self._session is not None:
            self._show(replace(self._state, running=_BEGINNING, notice=None))
            work = self._evaluations.session(self._session, learn=True, tell=self._tell)
            self._scope.start(_RUN, self._run(work))

    def unlearn(self) -> None:
        """Let the built-in weights count again in the world on screen."""
        if self._world is not None:
            self._scope.start(_UNLEARN, self._unlearn(self._world))

    def stop(self) -> None:
        """Stop the evaluation that runs; nothing of it is kept."""
        if self._scope.is_running(_RUN):
            self._scope.cancel(_RUN)
            notice = Notice(sentence="Stopped. Nothing of it was kept.")
            self._show(replace(self._state, running=None, notice=notice))

    def choose(self, run_id: RunId) -> None:
        """Look at another run."""
        if run_id != self._state.chosen:
            self._look_at(run_id)

    def compare_with(self, run_id: RunId | None) -> None:
        """Compare what is looked at with another run, or with none."""
        self._scope.cancel(_COMPARE)
        self._show(replace(self._state, against=run_id, comparison=None))
        if run_id is not None and self._state.chosen is not None:
            self._scope.start(_COMPARE, self._compare(run_id, self._state.chosen))

    def choose_missed(self, number: int) -> None:
        """Look at another question that was missed."""
        if number >= 0:
            self._show(replace(self._state, missed=number))

    def forget(self) -> None:
        """Remove the run that is looked at."""
        if self._state.chosen is not None:
            self._scope.start(_FORGET, self._forget(self._state.chosen))

    def close(self) -> None:
        """Put the evaluation away; one that runs goes on and is there when it is opened again."""
        self._show(replace(self._state, open=False))

    async def aclose(self) -> None:
        """Stop what is running."""
        self._show(replace(self._state, open=False, running=None))
        await self._scope.aclose()

    def _work(self, file: str) -> Awaitable[Run]:
        evaluations, state = self._evaluations, self._state
        if state.what is What.SESSION and self._session is not None:
            return evaluations.session(self._session, tell=self._tell)
        if state.what is What.FILE:
            return evaluations.file(
                Path(file), world_id=self._world, ablation=state.ablation, tell=self._tell
            )
        if state.what is What.PROMPTS:
            return evaluations.prompts(tell=self._tell)
        return evaluations.sample(tell=self._tell)

    async def _run(self, work: Awaitable[Run]) -> None:
        run = await work
        await self._read_learned()
        runs = tuple(await self._evaluations.runs())
        self._show(replace(self._state, running=None, runs=runs))
        self._look_at(run.id)

    async def _read(self) -> None:
        await self._read_learned()
        runs = tuple(await self._evaluations.runs())
        self._show(replace(self._state, runs=runs, loading=False))
        if self._state.run is None:
            self._look_at(runs[0].id if runs else None)

    async def _read_learned(self) -> None:
        learned = counts = None
        world_id = self._world
        if world_id is not None:
            learned = await self._weights.of_world(world_id)
            counts = await self._weights.in_use(world_id)
        if world_id != self._world:
            # Another world is looked at meanwhile, and reads its own.
            return
        self._show(replace(self._state, learned=learned, learned_counts=counts is not None))

    async def _unlearn(self, world_id: WorldId) -> None:
        await self._weights.forget(world_id)
        await self._read_learned()

    async def _forget(self, run_id: RunId) -> None:
        await self._evaluations.forget(run_id)
        runs = tuple(await self._evaluations.runs())
        self._show(replace(self._state, runs=runs))
        self._look_at(runs[0].id if runs else None)

    async def _compare(self, one: RunId, other: RunId) -> None:
        comparison = await self._evaluations.compare(one, other)
        self._show(replace(self._state, comparison=comparison))

    def _look_at(self, run_id: RunId | None) -> None:
        """Look at a run, and compare it with the one before it that was asked the same."""
        state = replace(self._state, chosen=run_id, missed=0)
        self._show(replace(state, against=None, comparison=None))
        run = state.run
        if run is None:
            return
        earlier = (
            one.id
            for one in state.comparable
            if one.report.subject_hash == run.report.subject_hash and int(one.id) < int(run.id)
        )
        before = next(earlier, None)
        if before is not None:
            self.compare_with(before)

    def _tell(self, progress: Progress) -> None:
        if self._state.running is not None:
            self._show(replace(self._state, running=progress))

    def _failed(self, name: str, error: BaseException) -> None:
        running = None if name == _RUN else self._state.running
        notice = told(name, error)
        self._show(replace(self._state, running=running, loading=False, notice=notice))

    def _show(self, state: EvaluationState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
