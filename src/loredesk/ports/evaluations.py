"""Where evaluations are kept."""

from collections.abc import Sequence
from typing import Protocol

from loredesk.domain.evaluations import Fingerprint, Report, Run, RunId


class RunShelf(Protocol):
    """Keeps runs, each for itself. May block: call it in a thread."""

    def keep(self, report: Report, fingerprint: Fingerprint, *, seconds: float) -> Run:
        """Keep a run that has just ended, and return it under its id."""
        ...

    def runs(self) -> Sequence[Run]:
        """Return every run that can be read, the newest first."""
        ...

    def get(self, run_id: RunId) -> Run:
        """Return a run, or refuse with a sentence where there is none."""
        ...

    def forget(self, run_id: RunId) -> None:
        """Remove a run; nothing happens where there is none."""
        ...
