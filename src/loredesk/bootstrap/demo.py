"""The demo without a screen: the sample script in the terminal, and pictures of the window."""

import asyncio
import os
from typing import Any

from loredesk.cli import arguments
from loredesk.host.home import Home

SIZE = (1440, 900)
SETTLING_SECONDS = 0.5


def play_demo(home: Home, reason: str) -> int:
    """Play the sample world with everything that follows, then leave pictures of the window."""
    from loredesk.bootstrap.command import run_command
    from loredesk.host import assets

    print(f"{reason} Playing the sample world in the terminal instead.")  # noqa: T201
    script = assets.folder("resources").joinpath("sample", "script.txt")
    argv = ["--home", str(home.path), "play", "--world", "sample"]
    argv += ["--script", str(script), "--accept", "all", "--drain"]
    code = run_command(arguments.read(argv), argv)
    if code:
        return code
    print("Painting the window …")  # noqa: T201
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from loredesk.bootstrap.window import show_window

    show_window(home, visit=_Painter(home).visit)
    print(f"Pictures of the window are in {home.pictures}.")  # noqa: T201
    print("With a display, the same command opens the window itself.")  # noqa: T201
    return 0


class _Painter:
    """Leaves pictures of a window in the home."""

    def __init__(self, home: Home) -> None:
        self._folder = home.pictures

    async def visit(self, joined: Any) -> None:  # noqa: ANN401  # a JoinedWindow, imported late
        """Paint the window with each of its panes in front, in light and dark."""
        from loredesk.ui.screens import Subject, save_all

        await asyncio.sleep(SETTLING_SECONDS)
        for pane in ("review", "queue", "context", "panel"):
            joined.window.run(f"show.{pane}")
            await asyncio.sleep(SETTLING_SECONDS)
            subject = Subject(widget=joined.window, sizes=[SIZE])
            save_all({f"window-{pane}": subject}, self._folder, joined.look)
