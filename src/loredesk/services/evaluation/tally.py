"""Adding up what single questions came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from loredesk.domain.evaluations import (
    MISSED_BEYOND,
    MOST_FOUND,
    MOST_MISSED,
    Found,
    Group,
    Missed,
    shortened,
)
from loredesk.domain.measures import Figures, Wanted, figures_of, mean, ranks_of, recall

FINAL = "final"
"""The order in which things would be told: what the figures of a whole run are of."""


@dataclass(slots=True)
class Tally:
    """What the questions of one run, or of a part of it, came to."""

    stages: dict[str, list[Figures]] = field(default_factory=dict)
    ablation: dict[str, list[Figures]] = field(default_factory=dict)
    groups: dict[str, list[Figures]] = field(default_factory=dict)
    missed: list[tuple[float, Missed]] = field(default_factory=list)

    @property
    def questions(self) -> int:
        """Return how many questions were asked."""
        return len(self.stages.get(FINAL, ()))

    def add(
        self,
        asked: "Asked",
        orders: Mapping[str, Sequence[str]],
        without: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Add a question and the order of each stage; *without* those that lack one clue."""
        for table, given in ((self.stages, orders), (self.ablation, without or {})):
            for name, order in given.items():
                figures = figures_of(order, asked.wanted, asked.costs)
                table.setdefault(name, []).append(figures)
        for group in asked.groups:
            self.groups.setdefault(group, []).append(self.stages[FINAL][-1])
        self._look_for_missed(asked, orders[FINAL])

    def figures(self) -> dict[str, float]:
        """Return the figures of the final order."""
        return mean(self.stages.get(FINAL, ()))

    def of_stages(self) -> dict[str, Figures]:
        """Return the figures of each stage alone."""
        return {name: mean(rows) for name, rows in self.stages.items()}

    def of_ablation(self) -> dict[str, Figures]:
        """Return the figures without each clue."""
        return {name: mean(rows) for name, rows in self.ablation.items()}

    def of_groups(self) -> tuple[Group, ...]:
        """Return the figures of each group of questions."""
        return tuple(
            Group(name=name, questions=len(rows), figures=mean(rows))
            for name, rows in self.groups.items()
        )

    def worst(self) -> tuple[Missed, ...]:
        """Return the questions that were missed, those that found least first."""
        ordered = sorted(self.missed, key=lambda one: one[0])
        return tuple(missed for _, missed in ordered[:MOST_MISSED])

    def _look_for_missed(self, asked: "Asked", order: Sequence[str]) -> None:
        ranks = ranks_of(order, asked.wanted)
        share = recall(ranks, MISSED_BEYOND)
        if share == 1:
            return
        wanted = tuple(
            Found(
                name=asked.names.get(piece.name, piece.name),
                text=shortened(asked.texts.get(piece.name, "")) or asked.stands_in(piece),
                rank=None if rank is None else rank + 1,
            )
            for piece, rank in zip(asked.wanted, ranks, strict=True)
        )
        found = tuple(
            Found(
                name=asked.names.get(one, one),
                text=shortened(asked.texts.get(one, "")),
                rank=place,
            )
            for place, one in enumerate(order[:MOST_FOUND], start=1)
        )
        group = next(iter(asked.groups), "")
        missed = Missed(asked=shortened(asked.text), group=group, wanted=wanted, found=found)
        self.missed.append((share, missed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with all that is needed to judge its answer."""

    text: str
    wanted: tuple[Wanted, ...]
    costs: Mapping[str, int]
    """What each thing takes of a prompt."""
    texts: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    """What things are called, where that is not their id."""
    groups: tuple[str, ...] = ()

    def stands_in(self, piece: Wanted) -> str:
        """Return which things hold a piece, the first of them by name."""
        held = sorted(self.names.get(one, one) for one in piece.carriers)
        more = f" and {len(held) - 1} more" if len(held) > 1 else ""
        return f"in {held[0]}{more}"
