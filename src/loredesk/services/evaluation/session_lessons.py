"""Learning from a session what the clues count by which its messages are found.

A turn is a question, and right are the older messages that hold what its reply used. What stands out
by nothing is never told, whatever the clues count: only messages that do are learned from, and turns
that have a right one among them. The turns are parted into stretches that follow each other in time;
each is held out once: it is measured with what the others taught. So nothing is measured on what it
was learned from, nor on its neighbours.

Only messages are learned from. Of entries a held-out turn shows canon alone, while a reply is told
them with the notes of its session, which were written after it: other texts, for which other
weights may be right.
"""

import asyncio
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import SessionId
from loredesk.domain.lessons import (
    BUILT_IN,
    FEWEST,
    LEARNED,
    MEANING,
    WORDS,
    Lesson,
    Verdict,
    lesson_of,
)
from loredesk.domain.measures import Figures, Wanted, figures_of
from loredesk.domain.messages import Message
from loredesk.recall.story import weights as story_weights
from loredesk.recall.story.lessons import HOLDS, Taken, folds, weights_from
from loredesk.recall.story.passages import StoryPassage
from loredesk.recall.story.ranking import Ranked
from loredesk.recall.story.weights import StoryWeights
from loredesk.recall.story_recall import StoryRecall
from loredesk.recall.terms import terms
from loredesk.services.evaluation.bench import Count
from loredesk.services.evaluation.dialogue_runs import messages_in_order, stage_orders
from loredesk.services.evaluation.session_line import Reply
from loredesk.services.evaluation.session_probes import Probe, found, probes
from loredesk.services.evaluation.tally import FINAL
from loredesk.services.evaluation.used import Used

MOST = 1_000
"""Of a longer story only so many turns are learned from, the newest."""
_SEED = 1

Judged = tuple[Sequence[StoryPassage], Ranked]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """A turn, and which messages hold what its reply used."""

    reply: Reply
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What became of learning, and the weights where they may be used."""

    lesson: Lesson
    weights: StoryWeights | None = None


@dataclass(slots=True)
class _Lessons:
    """The turns that can be learned from, what each teaches, and what each order came to."""

    turns: list[HeldOut] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    orders: dict[str, list[Figures]] = field(default_factory=dict)

    def without(self, fold: range) -> list[Taken]:
        return [one for at, one in enumerate(self.taken) if at not in fold]


class SessionLessons:
    """Learns from the turns of one session, and measures what was learned."""

    def __init__(
        self, story: StoryRecall, session_id: SessionId, costs: Mapping[str, int], tell: Count
    ) -> None:
        """Begin; *costs* says what each message takes of a prompt."""
        self._story = story
        self._session_id = session_id
        self._costs = costs
        self._tell = tell

    async def learned(self, turns: Sequence[HeldOut], line: Sequence[Message]) -> Learned:
        """Return what the *turns* of a *line* teach, which come in its order.

        Of several ways to hold the weights to the built-in ones the loosest counts that may be used.
        """
        lessons = await self._taken(turns[-MOST:])
        count = len(lessons.turns)
        learned = Learned(lesson=Lesson(turns=count, verdict=Verdict.TOO_FEW))
        for number, hold in enumerate(HOLDS if count >= FEWEST else ()):
            learned = await self._held(lessons, line, hold, done=number + 1)
            if learned.weights is not None:
                break
        return learned

    async def _held(
        self, lessons: _Lessons, line: Sequence[Message], hold: float, *, done: int
    ) -> Learned:
        """Return what is learned where the weights are held by *hold*; *done* rounds are over."""
        count, figures = len(lessons.turns), list[Figures]()
        for fold in folds(count):
            weights = await asyncio.to_thread(weights_from, lessons.without(fold), hold=hold)
            for at in fold:
                self._tell(done * count + at, (len(HOLDS) + 1) * count)
                turn = lessons.turns[at]
                judged = await self._judged(turn, weights)
                figures.append(await asyncio.to_thread(self._figures, turn, judged, FINAL))
        lesson = lesson_of({**lessons.orders, LEARNED: figures})
        if lesson.verdict is not Verdict.KEPT:
            return Learned(lesson=lesson)
        weights = await asyncio.to_thread(weights_from, lessons.taken, hold=hold)
        lesson = lesson.after(await self._asked(line, weights))
        return Learned(lesson=lesson, weights=weights if lesson.verdict is Verdict.KEPT else None)

    async def _taken(self, turns: Sequence[HeldOut]) -> _Lessons:
        """Return what each turn teaches, and how it does by each search alone and as it came."""
        lessons, chance = _Lessons(), random.Random(_SEED)  # noqa: S311  # no secret is made of it
        for done, turn in enumerate(turns):
            self._tell(done, (len(HOLDS) + 1) * len(turns))
            judged = await self._judged(turn, story_weights.BUILT_IN)
            await asyncio.to_thread(self._take, lessons, turn, judged, chance)
        return lessons

    def _take(
        self, lessons: _Lessons, turn: HeldOut, judged: Judged, chance: random.Random
    ) -> None:
        rows, ranked = judged
        there = _there(turn, rows, ranked)
        right = there & np.array([_holds(row, turn.wanted) for row in rows], np.bool_)
        if not right.any():
            return
        lessons.turns.append(turn)
        lessons.taken.append(Taken.of(ranked, right, there, chance))
        for name, stage in ((WORDS, WORDS), (MEANING, MEANING), (BUILT_IN, FINAL)):
            figures = self._figures(turn, judged, stage)
            lessons.orders.setdefault(name, []).append(figures)

    def _figures(self, turn: HeldOut, judged: Judged, stage: str) -> Figures:
        """Return how much of what the reply used could be told, in the order of a *stage*."""
        rows, ranked = judged
        orders = {**stage_orders(ranked), FINAL: ranked.order}
        order, there = orders[stage], _there(turn, rows, ranked)
        return figures_of(messages_in_order(rows, order[there[order]]), turn.wanted, self._costs)

    async def _asked(
        self, line: Sequence[Message], weights: StoryWeights
    ) -> Mapping[str, Sequence[bool]]:
        """Return of what is asked for by its own words whether it is found, before and after."""
        asked = probes(line, random.Random(_SEED))  # noqa: S311  # as above
        ways = {BUILT_IN: story_weights.BUILT_IN, LEARNED: weights}
        return {
            name: [await self._finds(probe, line, one) for probe in asked]
            for name, one in ways.items()
        }

    async def _finds(self, probe: Probe, line: Sequence[Message], weights: StoryWeights) -> bool:
        rows, ranked = await self._story.ranked(
            self._session_id, line[-1].id, probe.text, weights=weights
        )
        return found(probe, await asyncio.to_thread(messages_in_order, rows, ranked.order))

    async def _judged(self, turn: HeldOut, weights: StoryWeights) -> Judged:
        reply = turn.reply
        return await self._story.ranked(
            self._session_id, reply.head, reply.turn.text, weights=weights
        )


def held_out(reply: Reply, used: Used, messages: Collection[str]) -> HeldOut | None:
    """Return a turn to learn from; None where no message holds what its reply used."""
    pieces = (
        Wanted(name=one.name, carriers=one.carriers.intersection(messages)) for one in used.all
    )
    wanted = tuple(one for one in pieces if one.carriers)
    return HeldOut(reply=reply, wanted=wanted) if wanted else None


def _there(turn: HeldOut, rows: Sequence[StoryPassage], ranked: Ranked) -> NDArray[np.bool_]:
    """Return which passages could be told: they stand out, and are not shown anyway."""
    there = np.zeros(len(rows), np.bool_)
    there[ranked.worth_telling()] = True
    there[[row.message >= turn.reply.older for row in rows]] = False
    return there


def _holds(row: StoryPassage, wanted: Sequence[Wanted]) -> bool:
    """Return whether a passage holds something wanted: not every part of its message must."""
    pieces = [one for one in wanted if row.message_id in one.carriers]
    if not pieces:
        return False
    said = set(terms(row.text))
    return any(not said.isdisjoint(terms(one.name)) for one in pieces)
