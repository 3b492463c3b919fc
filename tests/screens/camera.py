"""Takes the pictures."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from loredesk.domain.settings import Theme
from loredesk.ui.screens import render
from loredesk.ui.theme.look import Look

PATIENCE = 60.0


class Camera:
    """Writes pictures in one theme, as `NAME-THEME-WIDTH.png`."""

    def __init__(self, folder: Path, look: Look, theme: Theme) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._theme = theme
        self.look = look
        self.taken = 0

    def shoot(self, name: str, widget: QWidget, *sizes: tuple[int, int]) -> None:
        """Paint *widget* in each of *sizes*; in the size it wishes for where none is given."""
        wished = widget.size().expandedTo(widget.minimumSizeHint())
        for size in sizes or ((wished.width(), wished.height()),):
            picture = render(widget, size, self.look, self._theme)
            picture.save(str(self.folder / f"{name}-{self._theme}-{size[0]}.png"))
            self.taken += 1


async def until(what: str, is_so: Callable[[], bool]) -> None:
    """Let the window work until *is_so*; fail with the name of *what* was waited for."""
    async with asyncio.timeout(PATIENCE) as limit:
        while not is_so():
            if limit.expired():
                raise TimeoutError(what)
            await asyncio.sleep(0.02)
