"""How many tokens a model really counts where we estimate some."""

from dataclasses import dataclass, replace
from typing import Self

SMALLEST_PROMPT = 200
"""Of a shorter prompt the frame around its messages is too much to say anything of its words."""
BELIEVED_FROM = 0.8
"""Servers that keep a prompt in a cache, or cut it without a word, count less than they were sent.

So a count that is reported is not believed below this; one that was asked for is.
"""
_LEAST, _MOST = 0.25, 6.0
_NEWEST = 0.2
_FIRST_SPREAD = 0.03
_SPREADS = 2
_SMALLEST_MARGIN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptCount:
    """One prompt, as we estimated it and as the server of its model counted it."""

    base_url: str
    model: str
    estimated: int
    real: int
    sure: bool = False
    """Whether the whole prompt was counted for certain, and not what was left of it to read."""

    @property
    def is_usable(self) -> bool:
        """Return whether it says something of how the model counts."""
        if self.estimated < SMALLEST_PROMPT:
            return False
        least = _LEAST if self.sure else BELIEVED_FROM
        return least <= self.real / self.estimated <= _MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Real tokens for each estimated one: a mean in which newer prompts count more."""

    mean: float = 1.0
    spread: float = 0.0
    """How far single prompts lie from the mean, on average."""
    seen: int = 0

    def after(self, *counts: PromptCount) -> Self:
        """Return what is known after *counts*; those that are not usable change nothing."""
        known = self
        for count in counts:
            if count.is_usable:
                known = known._after_ratio(count.real / count.estimated)
        return known

    @property
    def ratio(self) -> float:
        """Return how many real tokens an estimated one is at most, nearly always."""
        margin = _SMALLEST_MARGIN * self.mean if self.seen else 0.0
        return self.mean + max(_SPREADS * self.spread, margin)

    def fitting(self, tokens: int) -> int:
        """Return how many estimated tokens fit into *tokens* real ones."""
        return int(tokens / self.ratio)

    def _after_ratio(self, ratio: float) -> Self:
        weight = max(_NEWEST, 1 / (self.seen + 1))
        off = abs(ratio - self.mean) if self.seen else _FIRST_SPREAD * ratio
        return replace(
            self,
            mean=self.mean + weight * (ratio - self.mean),
            spread=self.spread + weight * (off - self.spread),
            seen=self.seen + 1,
        )
