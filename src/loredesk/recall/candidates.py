"""Candidates: the entries that may matter, brought together from everything that says so."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from loredesk.domain.ids import LoreId
from loredesk.recall.fusion import fused, standardised
from loredesk.recall.lore.weights import LINKS, MEANING, RECENT, TRIGGERS, WEIGHTS, WORDS
from loredesk.recall.names import Named

CANDIDATES = 100
"""So many entries each search brings, and so many are left of them."""
FALLING = (1.0, 0.5, 0.25)
"""How much the new turn counts, the last message, and the one before."""


NAMED, NEARLY_NAMED = "named in the turn", "probably named in the turn"
ON_SCENE, ALWAYS = "on scene", "always on"
LINKED = "linked to who is on scene"
LATELY = "named in the last messages"
CLOSE_IN_WORDS, CLOSE_IN_MEANING = "close in words", "close in meaning"
_ORDER = {NAMED: 0, NEARLY_NAMED: 0, ON_SCENE: 1, ALWAYS: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that may matter."""

    entry_id: LoreId
    score: float
    reason: str
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    must: bool = False
    """Named, on scene or always on: never dropped silently."""
    hidden: bool = False
    """It would be among the candidates, but may not be told."""


@dataclass(slots=True)
class Signs:
    """Everything that says an entry may matter."""

    hidden: frozenset[LoreId] = frozenset()
    named: Named = field(default_factory=Named)
    present: Named = field(default_factory=Named)
    recent: list[Named] = field(default_factory=list)
    always: frozenset[LoreId] = frozenset()
    linked: Mapping[LoreId, float] = field(default_factory=dict)
    searched: dict[str, Mapping[LoreId, float]] = field(default_factory=dict)
    """What each search has brought by itself."""
    judged: dict[str, Mapping[LoreId, float]] = field(default_factory=dict)
    """What is said of all of that."""
    missed: set[LoreId] = field(default_factory=set)
    """Hidden entries that a search would have found."""

    @property
    def here(self) -> frozenset[LoreId]:
        """Return who is named or on scene, and not hidden."""
        here = {
            *self.named.exactly,
            *self.named.nearly,
            *self.present.exactly,
            *self.present.nearly,
        }
        return frozenset(here - self.hidden)

    def take(self, stage: str, scores: Mapping[LoreId, float]) -> None:
        """Take what a search has found, as if nothing that is hidden were there."""
        order = sorted(scores, key=lambda one: -scores[one])
        open_ones = [one for one in order if one not in self.hidden][:CANDIDATES]
        least = scores[open_ones[-1]] if open_ones else 0.0
        self.missed |= {one for one in order if one in self.hidden and scores[one] >= least}
        self.searched[stage] = {one: scores[one] for one in open_ones}

    @property
    def found(self) -> frozenset[LoreId]:
        """Return what the searches have found and may be told."""
        return frozenset(one for scores in self.searched.values() for one in scores)

    def judge(self, stage: str, scores: Mapping[LoreId, float]) -> None:
        """Take what is said of that which the searches have found together.

        It counts before what a search has brought: while texts are still read into memory, that is
        measured otherwise.
        """
        known = self.searched.get(stage, {})
        self.judged[stage] = {**known, **{one: scores[one] for one in self.found if one in scores}}

    def candidates(self) -> list[Candidate]:
        """Return the candidates in order."""
        triggers = {**self.named.nearly, **dict.fromkeys(self.named.exactly, 1.0)}
        recent: dict[LoreId, float] = {}
        for weight, named in zip(FALLING[1:], self.recent, strict=False):
            for entry_id in (*named.exactly, *named.nearly):
                recent.setdefault(entry_id, 2 * weight)
        plain = {TRIGGERS: triggers, LINKS: self.linked, RECENT: recent}
        searched = {**self.searched, **self.judged}
        totals = fused(searched, WEIGHTS, sorted(self.found))
        best = sorted(totals, key=lambda one: (-totals[one], one))[:CANDIDATES]
        everyone = {*best, *self.here, *self.always, *self.linked, *recent}
        nearest = self._nearest(searched)
        found = []
        for entry_id in everyone - self.hidden:
            scores = {
                stage: given[entry_id]
                for stage, given in (*searched.items(), *plain.items())
                if entry_id in given
            }
            extra = sum(WEIGHTS[stage] * given.get(entry_id, 0.0) for stage, given in plain.items())
            reason = self._reason(entry_id, nearest)
            found.append(
                Candidate(
                    entry_id=entry_id,
                    score=totals.get(entry_id, 0.0) + extra,
                    reason=reason,
                    scores=scores,
                    must=reason in _ORDER,
                )
            )
        found.sort(key=lambda one: (_ORDER.get(one.reason, 3), -one.score, one.entry_id))
        return [*found, *self._hidden(everyone, nearest)]

    def _nearest(self, searched: Mapping[str, Mapping[LoreId, float]]) -> Mapping[LoreId, str]:
        """Return in which way each entry that was found is closest to what was asked."""
        ways = {CLOSE_IN_WORDS: WORDS, CLOSE_IN_MEANING: MEANING}
        levels = {way: standardised(searched.get(stage, {})) for way, stage in ways.items()}
        return {
            one: max(ways, key=lambda way: levels[way].get(one, -math.inf)) for one in self.found
        }

    def _hidden(
        self, everyone: Collection[LoreId], nearest: Mapping[LoreId, str]
    ) -> list[Candidate]:
        """Return the hidden entries that would be among *everyone*, or that a search missed."""
        named = {*self.named.exactly, *self.named.nearly}
        named |= {*self.present.exactly, *self.present.nearly}
        wanted = ({*everyone, *named} & self.hidden) | self.missed
        return [
            Candidate(entry_id=one, score=0.0, reason=self._reason(one, nearest), hidden=True)
            for one in sorted(wanted)
        ]

    def _reason(self, entry_id: LoreId, nearest: Mapping[LoreId, str]) -> str:
        reasons = (
            (NAMED, self.named.exactly),
            (NEARLY_NAMED, self.named.nearly),
            (ON_SCENE, self.present.exactly),
            (ON_SCENE, self.present.nearly),
            (ALWAYS, self.always),
            (LINKED, self.linked),
            (nearest.get(entry_id, ""), nearest),
            (LATELY, {one for named in self.recent for one in (*named.exactly, *named.nearly)}),
        )
        return next((reason for reason, some in reasons if entry_id in some), CLOSE_IN_MEANING)
