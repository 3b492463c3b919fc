"""Measuring several ways in turns: A B A B, so that a slow minute of the machine slows them all."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from statistics import median, quantiles

Fact = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of doing something, measured round by round."""

    name: str
    measure: Callable[[], Awaitable[Sequence[float]]]
    """Returns what one round cost: one sample or several, in the unit of the benchmark."""
    limit: str = ""
    """The way it is compared with, in the same run; empty for none."""
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a benchmark has set up."""

    ways: Sequence[Way]
    facts: Callable[[], Mapping[str, Fact]] = dict
    """What else was seen, asked for when all rounds are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One benchmark, which sets itself up in a temporary place."""

    name: str
    about: str
    unit: str
    size: int
    """How much it works on, unless said otherwise."""
    prepare: Callable[[int], AbstractAsyncContextManager[Prepared]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one way came to."""

    name: str
    median: float
    p95: float
    samples: int
    limit: str = ""
    ratio: float | None = None
    """How many times as dear as its limit: the median over the rounds."""
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a benchmark came to."""

    bench: str
    about: str
    unit: str
    size: int
    rounds: int
    figures: tuple[Figure, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)


async def measured(benchmark: Benchmark, *, rounds: int, size: int | None) -> Report:
    """Run *rounds* rounds of every way of *benchmark* and return what they came to."""
    size = benchmark.size if size is None else size
    async with benchmark.prepare(size) as prepared:
        seen: dict[str, list[Sequence[float]]] = {way.name: [] for way in prepared.ways}
        for _ in range(rounds):
            for way in prepared.ways:
                seen[way.name].append(await way.measure())
        return Report(
            bench=benchmark.name,
            about=benchmark.about,
            unit=benchmark.unit,
            size=size,
            rounds=rounds,
            figures=tuple(_figure(way, seen) for way in prepared.ways),
            facts=prepared.facts(),
        )


def _figure(way: Way, seen: Mapping[str, Sequence[Sequence[float]]]) -> Figure:
    samples = [sample for one in seen[way.name] for sample in one]
    ratio = None
    if way.limit:
        rounds = zip(seen[way.name], seen[way.limit], strict=True)
        ratio = median(median(ours) / median(limit) for ours, limit in rounds)
    return Figure(
        name=way.name,
        median=median(samples),
        p95=_p95(samples),
        samples=len(samples),
        limit=way.limit,
        ratio=ratio,
        goal=way.goal,
    )


def _p95(samples: Sequence[float]) -> float:
    return quantiles(samples, n=20, method="inclusive")[-1] if len(samples) > 1 else samples[0]
