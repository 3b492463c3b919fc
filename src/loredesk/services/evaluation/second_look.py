"""The reranker as one more stage of what is measured: asked as it is for a reply, where there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from loredesk.domain.ids import LoreId
from loredesk.domain.lore import LoreEntry
from loredesk.recall.candidates import Candidate
from loredesk.recall.story.passages import StoryPassage
from loredesk.recall.story.ranking import Ranked
from loredesk.services.context_reranking import RERANKED, entry_rival, passage_rival, slots_of
from loredesk.services.evaluation.tally import FINAL
from loredesk.services.reranking import Order, Reranking

T = TypeVar("T")

BEFORE = "not reranked"
"""The order recall gives by itself, where a reranker gives another."""
_LAST_LOOK = (
    "As for a reply, the reranker had the last look: \u201cnot reranked\u201d is what would be told "
    "without it."
)
_OWN = "recall's own order counts."


@dataclass(frozen=True, slots=True)
class Seen:
    """What would be told, in the order of one stage."""

    entries: Sequence[LoreId]
    passages: NDArray[np.int64]
    """Rows of the passages; shape (passages,)."""


class SecondLook:
    """Asks the reranker for one question after the other, and counts what came of it."""

    def __init__(self, reranking: Reranking) -> None:
        self._reranking = reranking
        self._asked = 0
        self._failed = 0

    async def at(
        self,
        query: str,
        *,
        found: Sequence[Candidate] = (),
        entries: Mapping[LoreId, LoreEntry] | None = None,
        story: tuple[Sequence[StoryPassage], Ranked] | None = None,
    ) -> Mapping[str, Seen]:
        """Return by stage what is told for *query*, of the entries *found* and of the *story*.

        There is but the final stage where there is no reranker. Where it fails, recall's own order
        stands at every stage, as it does for a reply.
        """
        rows, ranked = story if story is not None else ((), None)
        ids = [one.entry_id for one in found]
        order = ranked.order if ranked is not None else np.empty(0, np.int64)
        own = Seen(ids, order)
        if not self._reranking.is_on:
            return {FINAL: own}
        known = entries or {}
        free = [at for at, one in enumerate(found) if not one.must and one.entry_id in known]
        slots = slots_of(rows, ranked) if ranked is not None else []
        answer = await self._reranking.reorder(
            query,
            [entry_rival(known[ids[at]], None, found[at].score) for at in free],
            [passage_rival(int(order[at]), rows, ranked) for at in slots if ranked is not None],
        )
        self._asked += 1
        self._failed += bool(answer.remark)
        lore, told = answer.orders
        return {
            BEFORE: own,
            RERANKED: _seen(own, (free, _alone(lore)), (slots, _alone(told))),
            FINAL: _seen(own, (free, lore.places), (slots, told.places)),
        }

    def caveats(self) -> tuple[str, ...]:
        """Return what is to be known of the figures: sentences, each by itself."""
        if not self._asked:
            return ()
        if not self._failed:
            return (_LAST_LOOK,)
        counts = f"{self._failed} of {self._asked} questions"
        return (_LAST_LOOK, f"The reranker did not answer for {counts}: there {_OWN}")


_Placing = tuple[Sequence[int], Sequence[int]]
"""The slots of what changes places, and which of those comes into each."""


def _seen(own: Seen, lore: _Placing, story: _Placing) -> Seen:
    rows = _placed(own.passages.tolist(), *story)
    return Seen(_placed(own.entries, *lore), np.asarray(rows, np.int64))


def _placed(items: Sequence[T], slots: Sequence[int], places: Sequence[int]) -> list[T]:
    moved = list(items)
    for slot, place in zip(slots, places, strict=True):
        moved[slot] = items[slots[place]]
    return moved


def _alone(order: Order) -> Sequence[int]:
    """Return the places in the reranker's own order; those it was not asked about stay behind."""
    judged = order.judged
    best = sorted(range(len(judged)), key=lambda place: -judged[place])
    return (*best, *range(len(best), len(order.places)))
