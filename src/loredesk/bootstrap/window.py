"""The window of a home: painted first, then filled."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from loredesk.domain.errors import LoredeskError, UserFixableError
from loredesk.domain.settings import Settings
from loredesk.host import assets, drafts_file, logs, settings_file
from loredesk.host.home import Home
from loredesk.host.home_lock import HomeLock, new_boot_id, take, take_patiently

logger = logging.getLogger(__name__)

MEMORY_FILE = "window.ini"

Visit = Callable[[Any], Awaitable[None]]
"""Looks at the joined window; the window is closed when it returns."""


def show_window(home: Home, *, demo: bool = False, visit: Visit | None = None) -> None:
    """Show the window of *home* until it is closed, or until *visit* has seen it.

    With *demo* the sample world is there, and a session in it.
    """
    from loredesk.ui.application import run

    filling = filling_for(home, demo=demo, visit=visit)
    try:
        run(
            filling.live,
            resources=assets.folder("resources"),
            memory_file=home.path / MEMORY_FILE,
            theme=filling.settings.theme,
        )
    finally:
        filling.release()


@dataclass(slots=True, kw_only=True)
class Filling:
    """What fills the window once it has been painted."""

    home: Home
    settings: Settings
    boot_id: str
    lock: HomeLock | None
    problem: LoredeskError | None
    """Why the library cannot be opened at all."""
    may_begin_afresh: bool
    """Whether fresh settings would help."""
    demo: bool
    visit: Visit | None

    def release(self) -> None:
        """Let another process have the home."""
        if self.lock is not None:
            self.lock.release()

    async def live(self, shell: Any) -> None:  # noqa: ANN401  # a Shell; its room is imported late
        """Open the home, join the window to it, and wait until it is closed."""
        if self.may_begin_afresh and self.problem is not None:
            if await shell.offer(self.problem, action="Begin with fresh settings"):
                await self._begin_afresh(shell)
            return
        log = await asyncio.to_thread(logs.start, self.home)
        try:
            if self.problem is None and self.lock is None:
                await self._wait_for_the_home()
            if self.problem is not None:
                await self._say(shell, self.problem)
            else:
                await self._open(shell, log)
        except LoredeskError as error:
            await self._say(shell, error)
        except Exception as error:  # nobody else could tell the author
            logger.critical("The library could not be opened", exc_info=error)
            await self._say(shell, error)
        finally:
            log.close()

    async def _begin_afresh(self, shell: Any) -> None:  # noqa: ANN401
        """Go on with default settings; those that cannot be read are kept beside them."""
        try:
            today = datetime.now(UTC).date()
            kept = await asyncio.to_thread(settings_file.set_aside, self.home.settings_file, today)
            logger.warning("The settings that could not be read are now %s", kept)
            again = partial(filling_for, self.home, demo=self.demo, visit=self.visit)
            filling = await asyncio.to_thread(again)
        except LoredeskError as error:
            await self._say(shell, error)
            return
        try:
            await filling.live(shell)
        finally:
            filling.release()

    async def _wait_for_the_home(self) -> None:
        """Take the home as soon as what owns it has ended, if that is soon."""
        self.lock = await asyncio.to_thread(take_patiently, self.home, self.boot_id)
        if self.lock is None:
            hint = "Go on in the other window, or close it first."
            self.problem = UserFixableError(
                f"Loredesk is open already ({self.home.path}).", hint=hint
            )

    async def _say(self, shell: Any, error: Exception) -> None:  # noqa: ANN401
        if not shell.closed.is_set():
            shell.fail(error)
            await shell.closed.wait()

    async def _open(self, shell: Any, log: logs.Logs) -> None:  # noqa: ANN401
        # Imported in a thread: the painted window stays alive meanwhile.
        parts = await asyncio.to_thread(_heavy_half)
        opening = parts.Opening(
            home=self.home,
            settings=self.settings,
            environ=os.environ,
            logs=log,
            lock=self.lock,
            boot_id=self.boot_id,
        )
        async with parts.OpenedHome(opening) as opened:
            server = parts.OwnerServer(self.home, parts.RequestHandler(opened.desk))
            await server.start()
            try:
                await self._show(shell, opened, parts)
            finally:
                await server.aclose()

    async def _show(self, shell: Any, opened: Any, parts: Any) -> None:  # noqa: ANN401
        file = self.home.drafts_file
        drafts = await asyncio.to_thread(drafts_file.load, file)
        joined = parts.JoinedWindow(
            window=shell.window,
            look=shell.look,
            memory=shell.memory,
            desk=opened.desk,
            drafts=parts.KeptDrafts(drafts, write=partial(drafts_file.save, file)),
        )
        try:
            if self.demo:
                await parts.open_sample(opened.desk)
            await opened.start_work()
            chosen = opened.desk.models.settings().first_start_done
            joined.open(first_start=not chosen and not await opened.desk.library.sessions())
            if self.visit is None:
                await shell.closed.wait()
            else:
                await self.visit(joined)
        finally:
            await joined.aclose()


def filling_for(home: Home, *, demo: bool = False, visit: Visit | None = None) -> Filling:
    """Take the lock of *home* and read its settings; what hinders is said in the window."""
    boot_id = new_boot_id()
    settings, lock = Settings(), None
    problem: LoredeskError | None = None
    may_begin_afresh = False
    try:
        settings = settings_file.load(home.settings_file, os.environ)
    except LoredeskError as error:
        # The home is not taken: whoever starts Loredesk next is to read the same.
        problem = error
        may_begin_afresh = _is_fault_of_the_file(home)
    else:
        lock = take(home, boot_id)
    if problem is None and lock is None:
        hint = "Go on in the other window, or close it first."
        problem = UserFixableError(f"Loredesk is open already ({home.path}).", hint=hint)
    return Filling(
        home=home,
        settings=settings,
        boot_id=boot_id,
        lock=lock,
        problem=problem,
        may_begin_afresh=may_begin_afresh,
        demo=demo,
        visit=visit,
    )


def _is_fault_of_the_file(home: Home) -> bool:
    """Return whether Loredesk would start with another settings file."""
    if not home.settings_file.is_file():
        return False
    try:
        settings_file.load(home.settings_file, {})
    except LoredeskError:
        return True
    return False


def _heavy_half() -> Any:  # noqa: ANN401  # a bundle of names
    """Import everything the painted window needs next."""
    from types import SimpleNamespace

    from loredesk.bootstrap.command import RequestHandler
    from loredesk.bootstrap.home import OpenedHome, Opening
    from loredesk.host.owner_link import OwnerServer
    from loredesk.ui.chat.drafts import KeptDrafts
    from loredesk.ui.joined_window import JoinedWindow, open_sample

    return SimpleNamespace(
        RequestHandler=RequestHandler,
        OpenedHome=OpenedHome,
        Opening=Opening,
        OwnerServer=OwnerServer,
        JoinedWindow=JoinedWindow,
        KeptDrafts=KeptDrafts,
        open_sample=open_sample,
    )
