"""How much a model reads at once: what its profile says, and what its server has said since."""

from collections.abc import Callable

from loredesk.domain.errors import TooLongError
from loredesk.domain.services import Profile
from loredesk.recall.budget import request_budget

_MARGIN = 0.95
"""Texts differ in how many tokens their words are; a little room is left for that."""


class Reach:
    """The token budget of one service.

    Tokens are only estimated here. Where a server counts more of them than it can take, it says
    so once, and the budget of that model is lowered to what will fit from then on.
    """

    def __init__(self, profile: Callable[[], Profile]) -> None:
        self._profile = profile
        self._heard: dict[tuple[str, str], int] = {}

    def budget(self) -> int:
        """Return how many tokens a request may have."""
        profile = self._profile()
        most = self._heard.get((profile.base_url, profile.model))
        return request_budget(profile.context_tokens, profile.max_tokens, most=most)

    def heed(self, error: TooLongError, estimated: int) -> bool:
        """Learn from *error* about a request of *estimated* tokens; tell whether less may fit."""
        if error.limit is None:
            return False
        profile = self._profile()
        room = error.limit - min(profile.max_tokens, error.limit // 2)
        most = int(estimated * room / (error.needed or estimated) * _MARGIN)
        if not 0 < most < estimated:
            return False
        self._heard[profile.base_url, profile.model] = most
        return True
