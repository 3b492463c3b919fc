"""Pictures of panes and dialogs, painted without a screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from loredesk.domain.settings import Theme
from loredesk.ui.theme.look import Look

_PASSES = 3
"""How often layouts may answer each other before the picture is taken."""
_THEMES = (Theme.LIGHT, Theme.DARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is painted, in which sizes."""

    widget: QWidget
    sizes: Sequence[tuple[int, int]]


def render(widget: QWidget, size: tuple[int, int], look: Look, theme: Theme) -> QImage:
    """Return a picture of *widget* in *size* and *theme*; the widget keeps both."""
    if look.theme is not theme:
        look.apply(theme)
    if not widget.isVisible():
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        widget.show()
    widget.resize(QSize(*size))
    for _ in range(_PASSES):
        # Only these: running the loop here could run a task inside another.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.Polish.value)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        widget.grab()
    return widget.grab().toImage()


def save_all(subjects: Mapping[str, Subject], folder: Path, look: Look) -> list[Path]:
    """Write each of *subjects* in every theme and size into *folder*, as `NAME-THEME-WIDTH.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for theme in _THEMES:
        for name, subject in subjects.items():
            for size in subject.sizes:
                file = folder / f"{name}-{theme}-{size[0]}.png"
                render(subject.widget, size, look, theme).save(str(file))
                written.append(file)
    return written
