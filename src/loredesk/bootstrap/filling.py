"""What fills a painted window: the library of a home, or why it cannot be opened."""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from loredesk.domain.errors import DamagedLibraryError, LoredeskError, UserFixableError
from loredesk.domain.settings import Settings
from loredesk.host import drafts_file, logs, settings_file
from loredesk.host.home import Home
from loredesk.host.home_lock import HomeLock, take, take_patiently

logger = logging.getLogger(__name__)

READ_ONLY = (
    "Loredesk is open in another process, so this window only shows what is there: nothing can be "
    "changed here, and what you type is not kept."
)

Visit = Callable[[Any], Coroutine[Any, Any, None]]
"""Looks at the joined window; the window is closed when it returns."""


@dataclass(slots=True, kw_only=True)
class Filling:
    """What fills the window once it has been painted."""

    home: Home
    settings: Settings
    boot_id: str
    lock: HomeLock | None
    """None where another process owns the home: then this window only reads."""
    problem: LoredeskError | None
    """Why the library cannot be opened at all."""
    may_begin_afresh: bool
    """Whether fresh settings would help."""
    demo: bool
    visit: Visit | None
    _replacing: Any = field(default=None, init=False)
    _answers: Any = field(default=None, init=False)

    def release(self) -> None:
        """Let another process have the home."""
        if self.lock is not None:
            self.lock.release()

    async def live(self, shell: Any) -> bool:  # noqa: ANN401  # a Shell; its room is imported late
        """Open the home, join the window to it, and wait until it is closed.

        Returns whether another window is to be filled: a backup has taken the library's place.
        """
        if self.may_begin_afresh and self.problem is not None:
            if await shell.offer(self.problem, action="Begin with fresh settings"):
                return await self._begin_afresh(shell)
            return False
        again = False
        log = await asyncio.to_thread(logs.start, self.home)
        try:
            again = await self._open_or_say_why_not(shell, log)
        finally:
            if not again:
                await self._leave()
            log.close()
        return again

    async def _open_or_say_why_not(self, shell: Any, log: logs.Logs) -> bool:  # noqa: ANN401
        try:
            if self.problem is not None:
                await self._say(shell, self.problem)
                return False
            if self.lock is None:
                # What owns it may be about to end.
                self.lock = await asyncio.to_thread(take_patiently, self.home, self.boot_id)
            return await self._open(shell, log)
        except LoredeskError as error:
            await self._say(shell, error)
        except Exception as error:  # nobody else could tell the author
            logger.critical("The library could not be opened", exc_info=error)
            await self._say(shell, error)
        return False

    async def _begin_afresh(self, shell: Any) -> bool:  # noqa: ANN401
        """Go on with default settings; those that cannot be read are kept beside them."""
        try:
            today = datetime.now(UTC).date()
            kept = await asyncio.to_thread(settings_file.set_aside, self.home.settings_file, today)
            logger.warning("The settings that could not be read are now %s", kept)
            self.settings = await asyncio.to_thread(
                settings_file.load, self.home.settings_file, os.environ
            )
            self.lock = await asyncio.to_thread(take, self.home, self.boot_id)
        except LoredeskError as error:
            await self._say(shell, error)
            return False
        self.problem, self.may_begin_afresh = None, False
        return await self.live(shell)

    async def _say(self, shell: Any, error: Exception) -> None:  # noqa: ANN401
        if not shell.closed.is_set():
            shell.fail(error)
            await shell.closed.wait()

    async def _open(self, shell: Any, log: logs.Logs) -> bool:  # noqa: ANN401
        # Imported in a thread: the painted window stays alive meanwhile.
        parts = await asyncio.to_thread(_heavy_half)
        self._replacing = self._replacing or parts.Replacing(self.home)
        if self.lock is None and not await asyncio.to_thread(self.home.db_file.exists):
            hint = "Go on in the other window, or close it first."
            raise UserFixableError(f"Loredesk is open already ({self.home.path}).", hint=hint)
        opening = parts.Opening(
            home=self.home,
            settings=self.settings,
            environ=os.environ,
            logs=log,
            lock=self.lock,
            boot_id=self.boot_id,
            replace=self._replacing.replace,
        )
        try:
            async with parts.OpenedHome(opening) as opened:
                self.settings = opened.desk.models.settings()
                await self._answer(shell, opened, parts)
                await self._show(shell, opened, parts)
                self.settings = opened.desk.models.settings()
        except DamagedLibraryError as error:
            return await self._offer_backup(shell, error, parts)
        finally:
            if self._answers is not None:
                self._answers.rest()
        return bool(await self._replacing.carry_out())

    async def _offer_backup(self, shell: Any, error: DamagedLibraryError, parts: Any) -> bool:  # noqa: ANN401
        """Say that the library is damaged, with the newest sound backup as the way out."""
        name = ""
        if self.lock is not None:
            name = await asyncio.to_thread(parts.newest_sound, self.home)
        if not name:
            raise error
        logger.error("The library cannot be read: %s", error)
        if not await shell.offer(error, action=f"Restore the backup {name}"):
            return False
        await self._replacing.put_back(name)
        return True

    async def _answer(self, shell: Any, opened: Any, parts: Any) -> None:  # noqa: ANN401
        """Answer other processes, from the first window of the home to the last."""
        if self.lock is None:
            return
        if self._answers is None:
            self._answers = parts.Answers(self.home)
            await self._answers.start()
        self._answers.answer_with(parts.RequestHandler(opened.desk), shell.come_to_front)

    async def _show(self, shell: Any, opened: Any, parts: Any) -> None:  # noqa: ANN401
        file = self.home.drafts_file
        drafts = await asyncio.to_thread(self._drafts)
        may_write = drafts.may_write and self.lock is not None
        write = partial(drafts_file.save, file) if may_write else _not_at_all
        joined = parts.JoinedWindow(
            window=shell.window,
            look=shell.look,
            memory=shell.memory,
            desk=opened.desk,
            drafts=parts.KeptDrafts(drafts.texts, write=write),
        )
        self._replacing.may_close = lambda: not joined.entry.has_unsaved
        try:
            if self.demo and self.lock is not None:
                await parts.open_sample(opened.desk)
            await opened.start_work()
            chosen = self.lock is None or opened.desk.models.settings().first_start_done
            joined.open(first_start=not chosen and not await opened.desk.library.sessions())
            if said := await self._said(drafts.problem):
                joined.presenter.tell(parts.Notice(sentence=said, tone="warning"))
            await self._until_closed(shell, joined)
        finally:
            await joined.aclose()

    def _drafts(self) -> drafts_file.Drafts:
        """Return the drafts; only who owns the home may set aside what cannot be read."""
        if self.lock is None:
            return drafts_file.Drafts()
        return drafts_file.load(self.home.drafts_file, datetime.now(UTC).date())

    async def _said(self, problem: str) -> str:
        """Return what the author is to know from the start, *problem* among it."""
        sentences = [self._replacing.settle(), problem]
        if self.lock is None:
            sentences.append(READ_ONLY)
        sentences += await asyncio.to_thread(self.home.warnings)
        return " ".join(filter(None, sentences))

    async def _until_closed(self, shell: Any, joined: Any) -> None:  # noqa: ANN401
        """Wait until the window is closed, or the library is to be replaced."""
        loop = asyncio.get_running_loop()
        seen = shell.closed.wait() if self.visit is None else self.visit(joined)
        ends = {
            loop.create_task(seen, name="window"),
            loop.create_task(self._replacing.wanted.wait(), name="replacing"),
        }
        try:
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for end in done:
                end.result()
        finally:
            for end in ends:
                end.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _leave(self) -> None:
        """Answer nobody any more."""
        if self._answers is not None:
            await self._answers.aclose()
        if self._replacing is not None:
            self._replacing.settle()


def _not_at_all(_drafts: object) -> None:
    """Leave the drafts to the process that owns the home."""


def _heavy_half() -> Any:  # noqa: ANN401  # a bundle of names
    """Import everything the painted window needs next."""
    from types import SimpleNamespace

    from loredesk.bootstrap.answers import Answers
    from loredesk.bootstrap.closed import newest_sound
    from loredesk.bootstrap.command import RequestHandler
    from loredesk.bootstrap.home import OpenedHome, Opening
    from loredesk.bootstrap.replacing import Replacing
    from loredesk.ui.chat.drafts import KeptDrafts
    from loredesk.ui.joined_window import JoinedWindow, open_sample
    from loredesk.ui.notice import Notice

    return SimpleNamespace(
        Answers=Answers,
        newest_sound=newest_sound,
        RequestHandler=RequestHandler,
        OpenedHome=OpenedHome,
        Opening=Opening,
        Replacing=Replacing,
        JoinedWindow=JoinedWindow,
        KeptDrafts=KeptDrafts,
        Notice=Notice,
        open_sample=open_sample,
    )
