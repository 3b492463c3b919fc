"""What is known of how each model counts tokens, as long as the program runs."""

from loredesk.domain.calibration import Calibration, PromptCount
from loredesk.domain.services import Profile


class TokenCounts:
    """Keeps a calibration for every model at every server, whichever service it answers."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Calibration] = {}

    def heard(self, count: PromptCount) -> None:
        """Learn from one prompt that its server has counted."""
        key = (count.base_url, count.model)
        self._known[key] = self._known.get(key, Calibration()).after(count)

    def of(self, profile: Profile) -> Calibration:
        """Return what is known of the model of *profile*."""
        return self._known.get((profile.base_url, profile.model), Calibration())
