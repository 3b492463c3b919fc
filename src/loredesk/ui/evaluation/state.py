"""What the evaluation shows, as frozen data."""

from dataclasses import dataclass
from enum import StrEnum

from loredesk.domain.evaluations import Comparison, Missed, Progress, Run, RunId
from loredesk.domain.learned_weights import LearnedWeights
from loredesk.ui.notice import Notice


class What(StrEnum):
    """What can be evaluated."""

    SAMPLE = "sample"
    SESSION = "session"
    FILE = "file"
    PROMPTS = "prompts"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationState:
    """The evaluation at one moment."""

    open: bool = False
    loading: bool = False
    session_title: str = ""
    """The session on screen, which can be evaluated; empty where there is none."""
    what: What = What.SAMPLE
    ablation: bool = False
    """Whether a file is to be measured without one clue after the other too."""
    learned: LearnedWeights | None = None
    """What was learned for the world on screen."""
    learned_counts: bool = False
    """Whether that is in use."""
    running: Progress | None = None
    runs: tuple[Run, ...] = ()
    """What was kept, the newest first."""
    chosen: RunId | None = None
    against: RunId | None = None
    """The run it is compared with."""
    comparison: Comparison | None = None
    missed: int = 0
    """Which of the questions that were missed is looked at."""
    notice: Notice | None = None

    @property
    def choices(self) -> tuple[What, ...]:
        """Return what can be evaluated now."""
        return tuple(one for one in What if one is not What.SESSION or self.session_title)

    @property
    def run(self) -> Run | None:
        """Return the run that is looked at."""
        return next((one for one in self.runs if one.id == self.chosen), None)

    @property
    def comparable(self) -> tuple[Run, ...]:
        """Return the runs the one looked at can be compared with: of its kind, but not itself."""
        run = self.run
        if run is None:
            return ()
        return tuple(
            one for one in self.runs if one.report.kind is run.report.kind and one.id != run.id
        )

    @property
    def looked_at(self) -> Missed | None:
        """Return the missed question that is looked at."""
        missed = self.run.report.missed if self.run is not None else ()
        return missed[self.missed] if self.missed < len(missed) else None
