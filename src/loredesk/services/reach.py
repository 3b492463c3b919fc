"""How much a model reads at once: what its profile says, and what its server has said since."""

from collections.abc import Callable

from loredesk.domain.calibration import PromptCount
from loredesk.domain.errors import TooLongError
from loredesk.domain.services import Profile
from loredesk.recall.budget import request_budget
from loredesk.services.counting import TokenCounts

_MARGIN = 0.95
"""Texts differ in how many tokens their words are; a little room is left for that."""


class Reach:
    """The token budget of one service, in tokens as we estimate them.

    The model's own count of its last prompts says how many of those fill what it reads. Where its
    server still counts more than it can take, it says so once, and the budget of that model is
    lowered to what will fit from then on.
    """

    def __init__(self, profile: Callable[[], Profile], counts: TokenCounts | None = None) -> None:
        self.profile = profile
        """Returns the profile of the service."""
        self._counts = counts or TokenCounts()
        self._heard: dict[tuple[str, str, int], int] = {}

    def budget(self) -> int:
        """Return how many tokens a request may have."""
        profile = self.profile()
        room = request_budget(profile.context_tokens, profile.max_tokens)
        fits = self._counts.of(profile).fitting(room)
        return min(fits, self._heard.get(_spoken_to(profile), fits))

    def heed(self, error: TooLongError, estimated: int) -> bool:
        """Learn from *error* about a request of *estimated* tokens; tell whether less may fit."""
        if error.limit is None:
            return False
        profile = self.profile()
        if error.needed is not None:
            self._counts.heard(
                PromptCount(
                    base_url=profile.base_url,
                    model=profile.model,
                    estimated=estimated,
                    real=error.needed,
                    sure=True,
                )
            )
        room = error.limit - min(profile.max_tokens, error.limit // 2)
        most = int(estimated * room / (error.needed or estimated) * _MARGIN)
        if not 0 < most < estimated:
            return False
        self._heard[_spoken_to(profile)] = most
        return True


def _spoken_to(profile: Profile) -> tuple[str, str, int]:
    """Return what a limit was heard of: an author who says that more is read is believed again."""
    return profile.base_url, profile.model, profile.context_tokens
