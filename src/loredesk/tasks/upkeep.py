"""Looking after the queue while it is worked: what waits grows older, what is long done goes."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from loredesk.ports.store import Repos, Store

AGEING_EVERY = timedelta(minutes=1)
PRUNING_EVERY = timedelta(hours=1)
KEPT_FOR = timedelta(days=30)
"""What was completed is kept so long. What failed is kept until the author decides."""
AGED_TOGETHER = 500
PRUNED_TOGETHER = 200
"""Few enough for one write to stay below a window's frame or so."""


class Upkeep:
    """Does what is due, in slices between which others may write."""

    def __init__(self, *, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._aged_at: datetime | None = None
        self._pruned_at: datetime | None = None

    async def do_what_is_due(self) -> None:
        """Age and prune, each in its own time."""
        now = self._now()
        if self._aged_at is None or now - self._aged_at >= AGEING_EVERY:
            await self.age()
            self._aged_at = now
        if self._pruned_at is None or now - self._pruned_at >= PRUNING_EVERY:
            await self.prune()
            self._pruned_at = now

    async def age(self) -> int:
        """Let what waits gain the priority it has earned; return how many tasks did."""
        now, aged = self._now(), 0
        # Looked for beside the writer: only the rows that change are its business.
        while old := await self._store.read(
            lambda repos: repos.upkeep.grown_old(now=now, most=AGED_TOGETHER)
        ):
            aged += await self._store.write(partial(_age, old=old, now=now))
        return aged

    async def prune(self) -> int:
        """Drop what was completed long ago; return how many tasks went."""
        before, pruned = self._now() - KEPT_FOR, 0
        while True:
            gone = await self._store.write(
                lambda repos: repos.upkeep.prune(before=before, most=PRUNED_TOGETHER)
            )
            pruned += gone
            if gone < PRUNED_TOGETHER:
                return pruned


def _age(repos: Repos, *, old: Sequence[tuple[int, datetime]], now: datetime) -> int:
    return repos.upkeep.age(old, now=now)
