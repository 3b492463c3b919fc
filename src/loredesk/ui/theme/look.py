"""The look of the running program: which colours are in force, and everything made of them."""

from importlib.resources.abc import Traversable
from string import Template
from typing import Literal, Protocol
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QFile, QIODevice, QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from loredesk.domain.settings import Theme
from loredesk.ui.theme.fonts import fixed_font, scaled, story_font
from loredesk.ui.theme.icons import IconSet
from loredesk.ui.theme.palette import palette
from loredesk.ui.theme.tokens import DARK, LIGHT, MEASURES, Tokens

Ink = Literal[
    "text",
    "muted",
    "on_accent",
    "accent_ink",
    "success_ink",
    "warning_ink",
    "danger_ink",
    "info_ink",
]
"""The roles an icon can be painted in."""

_MARKS = {
    "chevron-down": "muted",
    "chevron-up": "muted",
    "check": "on_accent",
    "close": "muted",
    "copy": "muted",
}
"""Icons the style sheet draws itself, which it can only read from files."""


class _HasIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...  # noqa: N802 - Qt's name


class Look(QObject):
    """Gives the application its colours, type and icons, and changes them while it runs."""

    changed = Signal()
    """The colours are others now."""

    def __init__(self, app: QApplication, resources: Traversable) -> None:
        super().__init__()
        self._app = app
        self._sheet = Template(
            resources.joinpath("theme", "loredesk.qss").read_text(encoding="utf-8")
        )
        self._icons = IconSet(resources.joinpath("icons"))
        self._marks = QTemporaryDir()
        self._wearers: WeakKeyDictionary[QObject, tuple[str, Ink]] = WeakKeyDictionary()
        self._theme = Theme.SYSTEM
        self._tokens = LIGHT
        self._control_font = QFont(app.font())
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def tokens(self) -> Tokens:
        """Return the colours in force."""
        return self._tokens

    @property
    def theme(self) -> Theme:
        """Return the theme that was asked for last."""
        return self._theme

    @property
    def icons(self) -> IconSet:
        """Return the drawings."""
        return self._icons

    def apply(self, theme: Theme) -> None:
        """Dress the whole application in *theme*, now and whenever the system changes."""
        self._theme = theme
        self._tokens = self._chosen()
        self._app.setPalette(palette(self._tokens))
        self._app.setStyleSheet(self._sheet.substitute(self._values()))
        for wearer, (name, ink) in list(self._wearers.items()):
            if shiboken6.isValid(wearer):
                wearer.setIcon(self.icon(name, ink))  # type: ignore[attr-defined] # see set_icon
        self.changed.emit()

    def icon(self, name: str, ink: Ink = "text") -> QIcon:
        """Return icon *name* in the colour in force for *ink*."""
        return self._icons.icon(name, self.colour(ink))

    def pixmap(self, name: str, ink: Ink, size: int, widget: QWidget) -> QPixmap:
        """Return icon *name* as sharp as the screen of *widget* can show it."""
        return self._icons.pixmap(name, self.colour(ink), size, widget.devicePixelRatioF())

    def set_icon(self, wearer: _HasIcon, name: str, ink: Ink = "text") -> None:
        """Give a button or an action icon *name*, and give it anew when the colours change."""
        wearer.setIcon(self.icon(name, ink))
        if isinstance(wearer, QObject):
            self._wearers[wearer] = (name, ink)

    def colour(self, role: str) -> str:
        """Return the colour in force for *role*."""
        return self._tokens.colours()[role]

    def control_font(self, share: float = 1.0) -> QFont:
        """Return the font of controls in *share* of its size."""
        return scaled(self._control_font, share)

    def story_font(self) -> QFont:
        """Return the font of the story."""
        return story_font(self._control_font)

    def fixed_font(self) -> QFont:
        """Return the font for texts as a model gets them."""
        return fixed_font(self._control_font)

    def _chosen(self) -> Tokens:
        if self._theme is Theme.DARK:
            return DARK
        if self._theme is Theme.LIGHT:
            return LIGHT
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def _follow_system(self) -> None:
        if self._theme is Theme.SYSTEM and self._chosen() is not self._tokens:
            self.apply(Theme.SYSTEM)

    def _values(self) -> dict[str, str]:
        size = self._control_font.pointSizeF()
        return {
            **self._tokens.colours(),
            **{
                name.replace("-", "_"): self._mark_file(name, role) for name, role in _MARKS.items()
            },
            "radius": f"{MEASURES.radius}px",
            "radius_small": f"{MEASURES.radius_small}px",
            "caption_size": f"{size * MEASURES.caption:.1f}pt",
            "heading_size": f"{size * MEASURES.heading:.1f}pt",
            "story_title_size": f"{size * MEASURES.story:.1f}pt",
            "title_size": f"{size * MEASURES.title:.1f}pt",
            "book": ", ".join(f'"{name}"' for name in self.story_font().families()),
        }

    def _mark_file(self, name: str, role: str) -> str:
        colour = self.colour(role)
        path = self._marks.filePath(f"{name}-{colour[1:]}.svg")
        file = QFile(path)
        if not file.exists() and file.open(QIODevice.OpenModeFlag.WriteOnly):
            file.write(self._icons.drawing(name, colour))
            file.close()
        return path
