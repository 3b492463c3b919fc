"""What the measures of an evaluation are called, and how their shares are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loredesk.domain.measures import Figures

Section = tuple[str, Mapping[str, Figures]]
"""A table of figures: its heading, and the figures of each line by its name."""

MEASURES: Mapping[str, tuple[str, str]] = {
    "recall@5": (
        "Among the first 5",
        "How much of what was wanted is among the first five that come up.",
    ),
    "recall@10": (
        "Among the first 10",
        "How much of what was wanted is among the first ten that come up.",
    ),
    "mrr": (
        "First hit",
        "1 where the very first that comes up is right, 1/2 where the second is, and so on (MRR).",
    ),
    "ndcg": (
        "Whole order",
        "How close the order comes to one with everything right at its top (nDCG).",
    ),
    "budget_recall@1024": (
        "In 1,024 tokens",
        "How much of what was wanted is told where there is room for 1,024 tokens.",
    ),
    "budget_recall@2048": (
        "In 2,048 tokens",
        "How much of what was wanted is told where there is room for 2,048 tokens.",
    ),
    "passed": ("Cases passed", "The share of the cases in which every check passed."),
    "score": ("Checks passed", "The share of the checks that passed, as a mean over the cases."),
}
"""What each measure is called, and what it says."""


COLUMNS: Mapping[str, str] = {
    "recall@5": "First 5",
    "recall@10": "First 10",
    "ndcg": "Order",
    "budget_recall@1024": "1,024 tok.",
    "budget_recall@2048": "2,048 tok.",
    "passed": "Cases",
    "score": "Checks",
}
"""The same where there is little room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One share as it is shown: what it is of, and what it was in another run."""

    words: str
    share: float
    was: float | None = None
    explanation: str = ""


def bars_of(figures: Figures, before: Figures) -> tuple[Bar, ...]:
    """Return a bar for each measure."""
    return tuple(
        Bar(
            words=MEASURES.get(name, (name, ""))[0],
            share=share,
            was=before.get(name),
            explanation=MEASURES.get(name, ("", ""))[1],
        )
        for name, share in figures.items()
    )


def share_of(value: float) -> str:
    """Return a share as per cent."""
    return f"{100 * value:.1f} %"


def difference_of(value: float) -> str:
    """Return by how much a share is another, in points of a hundred."""
    points = round(100 * value, 1)
    if points == 0:
        return "\u00b10.0"
    return f"{points:+.1f}".replace("-", "\u2212")


def measures_of(tables: Sequence[Section]) -> tuple[str, ...]:
    """Return the measures the tables have, in order."""
    names = (name for _, table in tables for figures in table.values() for name in figures)
    return tuple(dict.fromkeys(names))
