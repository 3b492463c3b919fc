"""The Qt application: one window on Qt's own loop, painted before anything else is loaded."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import qasync
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from loredesk.domain.settings import Theme
from loredesk.ui.farewell import Farewell
from loredesk.ui.notice import notice_of
from loredesk.ui.theme.look import Look
from loredesk.ui.tidying import Tidying
from loredesk.ui.window.memory import WindowMemory
from loredesk.ui.window.state import Phase, WindowState
from loredesk.ui.window.view import MainWindow

APPLICATION = "Loredesk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A window that is on screen and has nothing in it yet."""

    app: QApplication
    look: Look
    memory: WindowMemory
    window: MainWindow
    closed: asyncio.Event
    """Set when the author has closed the window."""

    def fail(self, error: Exception) -> None:
        """Say in the window why the library could not be opened, and the way out."""
        self.window.show_state(WindowState(phase=Phase.FAILED, failure=notice_of(error)))

    def come_to_front(self) -> None:
        """Bring the window before those of other programs, also where it was minimised."""
        state = self.window.windowState() & ~Qt.WindowState.WindowMinimized
        self.window.setWindowState(state | Qt.WindowState.WindowActive)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    async def offer(self, error: Exception, *, action: str) -> bool:
        """Say *error* with a button for *action*; return whether the author pressed it."""
        decided = asyncio.Event()
        if self.closed.is_set():
            return False
        self.window.close_requested.connect(decided.set)
        self.window.failure_action_requested.connect(decided.set)
        failure = notice_of(error, action=action)
        self.window.show_state(WindowState(phase=Phase.FAILED, failure=failure))
        await decided.wait()
        if self.closed.is_set():
            return False
        self.window.show_state(WindowState())
        return True


Live = Callable[[Shell], Awaitable[bool]]
"""Fills the window and returns when it is closed and everything behind it too.

True asks for another window: what is behind it is not the same any more.
"""


def run(live: Live, *, resources: Traversable, memory_file: Path, theme: Theme) -> None:
    """Show the window, then let *live* fill it, until it is done."""
    app = QApplication.instance() or QApplication([APPLICATION])
    if not isinstance(app, QApplication):
        message = "Another kind of Qt application runs already"
        raise TypeError(message)
    app.setApplicationName(APPLICATION)
    app.setDesktopFileName("io.github.loredesk.Loredesk")
    # Qt would stop the loop with the last window, before our goodbyes are said.
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(_run(app, live, resources, memory_file, theme))


async def _run(
    app: QApplication, live: Live, resources: Traversable, memory_file: Path, theme: Theme
) -> None:
    look = Look(app, resources)
    look.apply(theme)
    while await _lived(live, await painted_shell(app, look, memory_file)):
        pass


async def _lived(live: Live, shell: Shell) -> bool:
    """Let *live* fill the window of *shell*, take it away afterwards, and pass its answer on."""
    farewell = Farewell(shell.window.close_at_once, shell.window)
    tidying = Tidying(shell.window)
    try:
        again = await live(shell)
    finally:
        tidying.stop()
        farewell.stop()
    shell.window.hide()
    shell.window.deleteLater()
    return again


async def painted_shell(app: QApplication, look: Look, memory_file: Path) -> Shell:
    """Show a window with nothing in it, and return it once it has been painted."""
    memory = WindowMemory(memory_file)
    window = MainWindow(look=look, memory=memory)
    closed = asyncio.Event()
    window.close_requested.connect(closed.set)
    painted = _Painted(window)
    window.show()
    await painted.once.wait()
    return Shell(app=app, look=look, memory=memory, window=window, closed=closed)


class _Painted(QObject):
    """Tells when a window has been painted for the first time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.once = asyncio.Event()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802  # Qt's name
        """Notice the first painting; pass everything on."""
        if event.type() is QEvent.Type.Paint:
            self.once.set()
            watched.removeEventFilter(self)
        return super().eventFilter(watched, event)
