"""What the evaluation needs of the rest, in its own words. No Qt in here."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from loredesk.domain.evaluations import Comparison, Progress, Run, RunId
from loredesk.domain.ids import SessionId, WorldId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.domain.services import Service
from loredesk.ui.evaluation.state import EvaluationState

Tell = Callable[[Progress], None]


class EvaluationView(Protocol):
    """Shows the evaluation."""

    def show_state(self, state: EvaluationState) -> None:
        """Show *state*, and the dialog itself if it is open."""
        ...


class Evaluations(Protocol):
    """Measures, and keeps what came of it."""

    async def sample(self, *, tell: Tell | None = None) -> Run:
        """Measure recall on the sample world."""
        ...

    async def session(
        self, session_id: SessionId, *, learn: bool = False, tell: Tell | None = None
    ) -> Run:
        """Measure recall on the replies of a session; with *learn* its world keeps what they teach."""
        ...

    async def file(
        self,
        path: Path,
        *,
        world_id: WorldId | None = None,
        ablation: bool = False,
        tell: Tell | None = None,
    ) -> Run:
        """Measure recall on the questions of a file."""
        ...

    async def prompts(self, service: Service | None = None, *, tell: Tell | None = None) -> Run:
        """Ask the models the golden prompts."""
        ...

    async def runs(self) -> Sequence[Run]:
        """Return every run that was kept, the newest first."""
        ...

    async def compare(self, one: RunId, other: RunId) -> Comparison:
        """Return two runs side by side."""
        ...

    async def forget(self, run_id: RunId) -> None:
        """Remove a run."""
        ...


class Weights(Protocol):
    """What was learned for worlds."""

    async def of_world(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world, or None."""
        ...

    async def in_use(self, world_id: WorldId) -> LearnedWeights | None:
        """Return what was learned for a world; None where the built-in weights are used."""
        ...

    async def forget(self, world_id: WorldId) -> None:
        """Let the built-in weights count in a world again."""
        ...
