"""The second look at what recall found: by the reranker of the settings, where there is one."""

import asyncio
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loredesk.domain.errors import LoredeskError
from loredesk.domain.events import ModelTended
from loredesk.domain.hub import Hub
from loredesk.domain.services import Profile, Provider, Service
from loredesk.ports.models import Reranker
from loredesk.recall.reranking import blended, shares
from loredesk.services.resting import Rest

logger = logging.getLogger(__name__)

MOST = 50
"""So many texts are sent at most, of all groups together."""
SECONDS = 1.5
"""No reply waits longer for a better order than this."""
LONGEST_QUERY, LONGEST_TEXT = 500, 1_000
"""Characters: together as much as the small models read, which is 512 tokens."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A text that may be told, with recall's own score."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a group of rivals."""

    places: tuple[int, ...]
    """Their places in the group, the best first."""
    judged: tuple[float, ...] = ()
    """Of the first of the group, which were sent: what the reranker thinks of each, from 0 to 1,
    by its place among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reordered:
    """What came of asking."""

    orders: tuple[Order, ...]
    """One for each group."""
    remark: str = ""
    """Why recall's own order stands although there is a reranker; empty where it does not."""


class Reranking:
    """Asks the reranker for a better order, and keeps nobody waiting for it longer than it must.

    One that fails several times in a row is left alone for a while, until the author chooses
    another, gives it another key, or tries it and it answers.
    """

    def __init__(
        self,
        *,
        reranker: Reranker,
        profile: Callable[[], Profile],
        now: Callable[[], datetime],
        hub: Hub,
        seconds: float = SECONDS,
    ) -> None:
        self._reranker = reranker
        self._profile = profile
        self._seconds = seconds
        self._rest = Rest(now=now)
        self._asked = profile()
        self._problem = ""
        hub.subscribe(ModelTended, self._tended)

    @property
    def is_on(self) -> bool:
        """Return whether there is anybody to ask."""
        return self._profile().provider is not Provider.BUILT_IN

    async def reorder(self, query: str, *groups: Sequence[Rival]) -> Reordered:
        """Return an order for each of *groups*, each of which comes in recall's own order.

        The first of each group are sent, 50 in all, and only they change places. Where the
        reranker fails, is late or answers oddly, or is left alone since it did so before, recall's
        own order stands and the remark says why.
        """
        own = tuple(Order(tuple(range(len(group)))) for group in groups)
        sent = [
            group[:share]
            for group, share in zip(groups, shares([len(one) for one in groups], MOST), strict=True)
        ]
        texts = [rival.text[:LONGEST_TEXT] for group in sent for rival in group]
        if not self.is_on or not query.strip() or len(texts) <= 1:
            return Reordered(orders=own)
        if self._rests():
            return Reordered(orders=own, remark=f"Not reranked: {self._why_not_asked()}")
        scores, problem = await self._judged(query.strip()[-LONGEST_QUERY:], texts)
        if problem:
            return Reordered(orders=own, remark=f"Not reranked: {problem}")
        orders, begin = [], 0
        for group, some in zip(groups, sent, strict=True):
            end = begin + len(some)
            orders.append(_order(len(group), [one.score for one in some], scores[begin:end]))
            begin = end
        return Reordered(orders=tuple(orders))

    def _tended(self, event: ModelTended) -> None:
        if event.service is Service.RERANKING:
            self._rest.over()

    def _rests(self) -> bool:
        """Return whether the reranker is left alone; another one is not what failed."""
        profile = self._profile()
        if profile != self._asked:
            self._asked = profile
            self._rest.over()
        return bool(self._rest.left)

    def _why_not_asked(self) -> str:
        minutes = math.ceil(self._rest.left / timedelta(minutes=1))
        return (
            f"the reranker failed {self._rest.failures} times in a row and is left alone for "
            f"{minutes} minute{'s' * (minutes > 1)}, or until you test it in Settings. The last "
            f"time: {self._problem}"
        )

    async def _judged(self, query: str, texts: list[str]) -> tuple[Sequence[float], str]:
        """Return the reranker's scores, or what is wrong with them, and remember that."""
        scores, problem = await self._scores(query, texts)
        if problem:
            self._problem = problem
            self._rest.failed()
            logger.warning("Recall's own order stands: %s", problem)
        else:
            self._rest.over()
        return scores, problem

    async def _scores(self, query: str, texts: list[str]) -> tuple[Sequence[float], str]:
        """Return the reranker's scores, or what is wrong with them."""
        try:
            async with asyncio.timeout(self._seconds):
                scores = await self._reranker.rerank(query, texts)
        except TimeoutError:
            return (), f"the reranker did not answer within {self._seconds:g} seconds."
        except LoredeskError as error:
            return (), error.sentence()
        if len(scores) != len(texts) or not all(map(math.isfinite, scores)):
            return (), "the reranker answered with scores of something else."
        return scores, ""


def _order(size: int, own: Sequence[float], judged: Sequence[float]) -> Order:
    """Return the order of a group of *size*, of whose first ones both scores are known."""
    best = sorted(range(len(judged)), key=lambda place: -judged[place])
    shown = [0.0] * len(judged)
    for rank, place in enumerate(best):
        shown[place] = 1 - rank / len(judged)
    return Order((*blended(own, judged), *range(len(own), size)), tuple(shown))
