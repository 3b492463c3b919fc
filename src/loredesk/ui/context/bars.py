"""Scores as a person can read them: what each search is called, and how much it says next to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loredesk.domain.manifest import Manifest, Unit

SEARCHES: Mapping[str, str] = {
    "triggers": "name",
    "words": "words",
    "meaning": "meaning",
    "links": "links",
    "recent": "lately",
    "near": "nearby",
    "otherwise": "other words",
    "first stage": "overall",
    "reranked": "reranker",
}
"""What a search looks for, by its name in a manifest; in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What one search says of one thing."""

    name: str
    share: float
    """Between 0 and 1, of the most it said of anything of the kind for this reply."""
    value: float
    """The score itself."""


class Scale:
    """Knows the highest score each search gave for one reply."""

    def __init__(self, manifest: Manifest) -> None:
        self._highest: dict[tuple[Unit, str], float] = {}
        said = (
            *((Unit.ENTRY, entry.scores) for entry in manifest.entries),
            *((passage.unit, passage.scores) for passage in manifest.passages),
            *((left.unit, left.scores) for left in manifest.left_out),
        )
        for unit, scores in said:
            for name, score in scores.items():
                key = (unit, name)
                self._highest[key] = max(score, self._highest.get(key, 0.0))

    def bars(self, unit: Unit, scores: Mapping[str, float]) -> tuple[Bar, ...]:
        """Return what found something of this kind: the searches that said anything for it."""
        known = [name for name in SEARCHES if name in scores]
        others = [name for name in scores if name not in SEARCHES]
        return tuple(
            Bar(
                name=SEARCHES.get(name, name),
                share=scores[name] / self._highest.get((unit, name), scores[name]),
                value=scores[name],
            )
            for name in (*known, *others)
            if scores[name] > 0
        )


def found_by(bars: Sequence[Bar]) -> str:
    """Return which searches found something, as an author says it; empty where none did."""
    if not bars:
        return ""
    *earlier, last = (bar.name for bar in bars)
    return f"found by {', '.join(earlier)} and {last}" if earlier else f"found by {last}"
