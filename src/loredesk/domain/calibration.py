"""How many tokens a model really counts where we estimate some."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

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

    @classmethod
    def of_json(cls, kept: Any) -> Self:  # noqa: ANN401  # what a file holds may be anything
        """Read back what `as_json` wrote; what makes no sense says nothing."""
        told = kept if isinstance(kept, Mapping) else {}
        names = ("mean", "spread", "seen")
        found = (told.get(name) for name in names)
        numbers = [one for one in found if isinstance(one, int | float)]
        if len(numbers) < len(names):
            return cls()
        mean, spread, seen = numbers
        if not (_LEAST <= mean <= _MOST and 0 <= spread <= _MOST and 1 <= seen < math.inf):
            return cls()
        return cls(mean=float(mean), spread=float(spread), seen=int(seen))

    def as_json(self) -> dict[str, float]:
        """Return it as it is kept."""
        return {"mean": self.mean, "spread": self.spread, "seen": self.seen}

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
