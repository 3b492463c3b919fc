"""The whole program in a window without a screen, and the author's hands."""

import asyncio
import gc
import os
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from blockbuster import blockbuster_ctx
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from loredesk.bootstrap.window import MEMORY_FILE, filling_for
from loredesk.domain.settings import Engine, Settings, Theme
from loredesk.host import settings_file
from loredesk.host.home import find_home
from loredesk.ui.application import painted_shell
from loredesk.ui.theme.look import Look
from loredesk.ui.tidying import Tidying

RESOURCES = Path(__file__).parents[2] / "resources"
PATIENCE = 30.0


async def until(is_so, what=""):
    """Let the window work until *is_so*."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                await asyncio.sleep(0.01)
    except TimeoutError:
        pytest.fail(f"It never came to this: {what or is_so}")


HARMLESS = (
    "threading.Lock.acquire",
    "threading.Lock.acquire_lock",
    "socket.socket.send",
    "socket.socket.recv",
)
"""Taken for blocking: a queue with room, a socket that does not wait."""


@contextmanager
def no_freezing():
    """Fail where our code blocks Qt's loop, which is a frozen window."""
    with blockbuster_ctx(scanned_modules=["loredesk"]) as detector:
        for name in HARMLESS:
            detector.functions[name].deactivate()
        for function in detector.functions.values():
            # What no model server is to be kept waiting for, and a line of the log.
            function.can_block_in("loredesk/ui/trouble.py", "told")
            function.can_block_in("loredesk/gateway/openai_wire.py", "stream")
            function.can_block_in("loredesk/gateway/http.py", "handle_async_request")
        yield


class Program:
    """A running program, seen through its window."""

    def __init__(self, shell):
        self.shell = shell
        self.joined = None
        self.openings = 0

    async def visit(self, joined):
        """Look at a window that has just been joined, until it is closed."""
        self.joined = joined
        self.openings += 1
        await self.shell.closed.wait()

    @property
    def window(self):
        return self.shell.window

    @property
    def chat(self):
        return self.joined.chat_pane

    @property
    def desk(self):
        return self.joined._desk

    @property
    def session(self):
        return self.joined.chat._state.session_id

    @property
    def passages(self):
        return self.joined.chat._state.passages

    async def ready(self):
        """Wait until a session is on screen."""
        await until(lambda: self.joined.chat._state.phase == "ready", "a session on screen")

    def type_turn(self, text):
        """Write a turn with the keyboard and press Enter."""
        QTest.keyClicks(self.chat._editor, text)
        QTest.keyClick(self.chat._editor, Qt.Key.Key_Return)

    def press_in_review(self, key):
        """Press a key where the proposals are listed."""
        self.window.run("show.review")
        self.window.activateWindow()
        self.joined.review_pane.focus_list()
        QTest.keyClick(self.joined.review_pane._form.proposals, key)

    async def answered(self):
        """Wait until the reply is there or has failed."""
        await until(lambda: self.joined.chat._state.is_answering, "a reply under way")
        await until(lambda: not self.joined.chat._state.is_answering, "the end of the reply")
        await self.ready()

    async def proposed(self):
        """Wait until the review has something to look at."""
        review = self.joined.review
        await until(lambda: review._state.chosen is not None, "a proposal in the review")
        await self.desk.queue.run()
        open_ones = await self.desk.review.proposals(self.session)
        await until(lambda: len(review._state.proposals) == len(open_ones), "every proposal")


@pytest.fixture
def home(tmp_path):
    """A home that nobody has opened yet, with the search that needs no other process."""
    home = find_home(str(tmp_path / "home"), os.environ)
    home.create()
    settings_file.save(home.settings_file, Settings(), replace(Settings(), engine=Engine.EXACT))
    return home


@pytest.fixture
def look(qapp):
    # Qt would stop the loop with the last window, and the test with it.
    qapp.setQuitOnLastWindowClosed(False)
    look = Look(qapp, RESOURCES)
    look.apply(Theme.LIGHT)
    yield look
    qapp.setStyleSheet("")


@pytest.fixture
def open_program(look, home):
    """Open the program in a home; it is closed in order at the end of the block."""

    @asynccontextmanager
    async def opened(*, demo=False, joined_is_expected=True):
        with no_freezing():

            async def paint():
                return await painted_shell(QApplication.instance(), look, home.path / MEMORY_FILE)

            async def live():
                while await filling.live(program.shell):
                    windows.append(program.shell.window)
                    program.shell = await paint()

            program, windows = Program(await paint()), []
            tidying = Tidying(program.shell.window)
            filling = await asyncio.to_thread(filling_for, home, demo=demo, visit=program.visit)
            living = asyncio.get_running_loop().create_task(live())
            try:
                if joined_is_expected:
                    await until(lambda: living.done() or program.joined, "a joined window")
                    if living.done():
                        living.result()
                yield program
            finally:
                program.shell.window.close_at_once()
                await living
                filling.release()
                tidying.stop()
                for window in (*windows, program.shell.window):
                    window.hide()
                    window.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
                # Here, and not on whichever thread comes along: there are timers among it.
                gc.collect()

    return opened
