"""Claiming: the next tasks of a lane are handed to a worker, unless something speaks against it."""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from loredesk.domain.tasks import Lane, Task, TaskStatus
from loredesk.ports.store import Repos, Store
from loredesk.tasks.attempt import Attempts, Claim
from loredesk.tasks.intake import Intake
from loredesk.tasks.policy import LanePolicy
from loredesk.tasks.queueing import announce

logger = logging.getLogger(__name__)


class Claims:
    """Claims for the workers of one process. Every claim carries a token of its own."""

    def __init__(
        self,
        *,
        store: Store,
        attempts: Attempts,
        lanes: Mapping[Lane, LanePolicy],
        intake: Intake,
        boot_id: str,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._attempts = attempts
        self._lanes = lanes
        self._intake = intake
        self._boot_id = boot_id
        self._now = now
        self._counter = itertools.count(1)

    async def next_of(self, lane: Lane, *, only_poison: bool = False) -> tuple[Task, ...]:
        """Claim the next tasks of *lane*; none where nothing is due or the lane has to wait."""
        token = f"{self._boot_id}:{next(self._counter)}"
        if not self._intake.admits(lane, now=self._now(), token=token, alone=only_poison):
            return ()
        claim = self._claiming(lane, token, only_poison=only_poison)
        # Shielded: a claim that has been committed must reach whoever gives it back.
        claiming = asyncio.get_running_loop().create_task(self._store.write(claim))
        try:
            claimed = await asyncio.shield(claiming)
        except asyncio.CancelledError:
            await leave(self._give_back(claiming))
            raise
        except Exception:
            self._intake.left(lane, token=token)
            raise
        if claimed:
            self._intake.taken(lane, now=self._now())
        return claimed

    def after(self, lane: Lane) -> Claim:
        """Return what claims the next tasks of *lane* in the transaction that completes others."""
        claim = self._claiming(lane, f"{self._boot_id}:{next(self._counter)}", only_poison=False)

        def work(repos: Repos) -> tuple[Task, ...]:
            # Whether a model is back is asked by a claim of its own, which can be taken back.
            free = self._intake.admits(lane, now=repos.now, token="")
            return claim(repos) if free else ()

        return work

    def _claiming(self, lane: Lane, token: str, *, only_poison: bool) -> Claim:
        batch = self._lanes[lane].batch

        def work(repos: Repos) -> tuple[Task, ...]:
            # Asked here, where one transaction follows another: only one finds out for all.
            if not self._intake.admits(lane, now=repos.now, token=token, alone=only_poison):
                return ()
            claimed = repos.tasks.claim(
                lane,
                token=token,
                boot_id=self._boot_id,
                now=repos.now,
                batch=batch,
                only_poison=only_poison,
            )
            if claimed:
                self._intake.entered(lane, token=token)
            announce(repos, claimed)
            return claimed

        return work

    async def _give_back(self, claiming: Awaitable[tuple[Task, ...]]) -> None:
        await self._attempts.give_back(await claiming, TaskStatus.PENDING)


async def leave(giving_back: Awaitable[None]) -> None:
    """Give back before the end; where that fails, the next start takes back instead."""
    try:
        await giving_back
    except Exception:
        logger.exception("What was running could not be given back")
